package org.lodewatch.cli.shares;

import java.util.Locale;
import java.util.Optional;
import org.lodewatch.cli.output.Figures;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.catalogue.Country;
import org.lodewatch.schemas.catalogue.Form;
import org.lodewatch.schemas.messages.MineralShares;
import org.lodewatch.schemas.messages.PublishedReliance;
import org.lodewatch.schemas.messages.RelianceBound;

/** Names from the catalogue and net import reliance, as tables show them. */
public record CatalogueText(Catalogue catalogue) {

    private static final String UNKNOWN = "-";

    /** The name of a country, or its code if the catalogue has no name. */
    public String country(String iso2) {
        return catalogue.country(iso2).map(Country::name).orElse(iso2);
    }

    /** The name of the mineral or form of a book, or the id of the book if the catalogue has no name. */
    public String book(MineralShares book) {
        return catalogue.bookName(book.getMineral());
    }

    /** The name of a form beside that of its mineral, {@code sponge}. */
    public String form(MineralShares book) {
        return catalogue
                .form(book.getMineral())
                .map(Form::id)
                .orElse(book.getMineral())
                .replace('-', ' ');
    }

    /** Whether a form counts in the book of its mineral. */
    boolean isHeadline(MineralShares form) {
        return catalogue.form(form.getMineral()).filter(Form::headline).isPresent();
    }

    /** The net import reliance of a book as printed, {@code >95 %}. */
    public String reliance(MineralShares book) {
        PublishedReliance published = book.getReliance();
        if (published != null) {
            return reliance(Optional.of(published.getPrinted()));
        }
        // Earlier versions publish only the figure.
        return book.getNetImportReliance() == null
                ? UNKNOWN
                : String.format(Locale.ROOT, "%.0f %%", 100 * book.getNetImportReliance());
    }

    /** The part of consumption that depends on the top supplier, with the sign of a bound. */
    public String dependence(MineralShares book) {
        return book.getEffectiveDependence() == null || reliance(book).equals("exporter")
                ? UNKNOWN
                : bound(book) + Figures.percent(book.getEffectiveDependence());
    }

    private static String bound(MineralShares book) {
        RelianceBound bound = book.getReliance() == null
                ? RelianceBound.EXACT
                : book.getReliance().getBound();
        return switch (bound) {
            case EXACT -> "";
            case LOWER -> "≥ ";
            case UPPER -> "≤ ";
        };
    }

    /** {@code 100 %}, {@code >50 %}, {@code <25 %}, {@code exporter}, or a dash if it is unknown. */
    public static String reliance(Optional<String> printed) {
        return switch (printed.orElse(UNKNOWN)) {
            case "E" -> "exporter";
            case "NA", "W", "s", UNKNOWN -> UNKNOWN;
            default -> printed.get() + " %";
        };
    }
}
