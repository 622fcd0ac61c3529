package org.lodewatch.cli.shares;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.lodewatch.cli.output.Bar;
import org.lodewatch.cli.output.Columns;
import org.lodewatch.cli.output.Figures;
import org.lodewatch.cli.output.Screen;
import org.lodewatch.cli.output.Style;
import org.lodewatch.core.book.UnitValues;
import org.lodewatch.schemas.catalogue.Bloc;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.catalogue.Production;
import org.lodewatch.schemas.messages.BlocShare;
import org.lodewatch.schemas.messages.CountryShare;
import org.lodewatch.schemas.messages.MineralShares;
import org.lodewatch.schemas.messages.PublishedReliance;
import org.lodewatch.service.api.AlertStatus;
import org.lodewatch.service.api.MineralBooks;

/** All suppliers of one mineral: a table for each dataset, with a row for each country, and its forms below. */
public final class SuppliersReport {

    private static final int BAR_WIDTH = 30;
    private static final int NARROW_BAR_WIDTH = 8;

    private final CatalogueText names;
    private final BookMarks marks;
    private final FormsTable forms;

    /** @param alerts that are open now; empty for a past window, where they do not apply */
    public SuppliersReport(Catalogue catalogue, Optional<AlertStatus> alerts) {
        this.names = new CatalogueText(catalogue);
        this.marks = new BookMarks(names);
        this.forms = new FormsTable(names, alerts);
    }

    public void print(List<MineralShares> books, Screen screen) {
        List<MineralBooks> minerals = MineralBooks.of(books);
        minerals.stream()
                .map(MineralBooks::whole)
                .collect(Collectors.groupingBy(
                        book -> book.getReporter() + "/" + book.getMineral(), LinkedHashMap::new, Collectors.toList()))
                .values()
                .stream()
                .filter(same -> same.size() > 1)
                .forEach(same -> new DatasetComparison(names, same).print(screen));
        for (MineralBooks ofMineral : minerals) {
            print(ofMineral.whole(), screen);
            forms.print(ofMineral.forms(), screen);
            screen.line("");
        }
        SharesReport.footnotes(books).forEach(note -> screen.paragraph(note, Style.DIM));
    }

    private void print(MineralShares book, Screen screen) {
        screen.heading(heading(book));
        summary(book).forEach(line -> screen.paragraph(line, Style.PLAIN));
        Columns<CountryShare> wide = columns(book, BAR_WIDTH);
        screen.table(
                wide.width(book.getCountries()) <= screen.width() ? wide : columns(book, NARROW_BAR_WIDTH),
                book.getCountries());
        notes(book).forEach(note -> screen.paragraph(note, Style.DIM));
    }

    private Columns<CountryShare> columns(MineralShares book, int barWidth) {
        ReturnedGoods returned = new ReturnedGoods(book);
        Columns<CountryShare> columns = new Columns<CountryShare>()
                .left(
                        "country",
                        share -> names.country(share.getCountry()) + (returned.are(share) ? " (returned goods)" : ""))
                .right("value", share -> Figures.money(share.getValueCents(), book.getCurrency()))
                .right("share", share -> Figures.percent(share.getValueShare()));
        if (returned.any()) {
            columns.right("of supply", share -> returned.are(share) ? "-" : Figures.percent(returned.ofSupply(share)));
        }
        columns.left("", share -> bar(share, barWidth))
                .right("in a year", share -> change(share.getValueShareChange()))
                .right("by weight", SuppliersReport::byWeight);
        if (book.getCountries().stream().anyMatch(share -> share.getContainedShare() != null)) {
            columns.right("contained", share -> share(share.getContainedShare()));
        }
        if (book.getCountries().stream().anyMatch(share -> share.getUnitValue() != null)) {
            columns.right(book.getCurrency() + "/kg", SuppliersReport::unitValue);
        }
        return columns;
    }

    private List<String> notes(MineralShares book) {
        List<String> notes = new ArrayList<>();
        UnlistedOrigins.of(book).note().ifPresent(notes::add);
        returned(book).ifPresent(notes::add);
        marks.gap(book).ifPresent(gap -> notes.add("value and weight disagree " + gap));
        if (book.getMarkedWeightPart() > 0) {
            notes.add("! more than four times off the median of %s %s/kg: %s of the weight%s"
                    .formatted(
                            number(book.getMedianUnitValue()),
                            book.getCurrency(),
                            Figures.percent(book.getMarkedWeightPart()),
                            book.getMarkedWeightPart() > UnitValues.MOST_MARKED
                                    ? ", so shares by weight are not judged"
                                    : ""));
        }
        return notes;
    }

    /** A note on goods that came back to the reporter; empty if none did. */
    private Optional<String> returned(MineralShares book) {
        ReturnedGoods goods = new ReturnedGoods(book);
        if (!goods.any()) {
            return Optional.empty();
        }
        String top = book.getTopCountry() == null
                ? "nothing is known"
                : "%s has %s".formatted(names.country(book.getTopCountry()), Figures.percent(book.getTopShare()));
        return Optional.of(
                "returned goods are %s of the total; of what other countries supply, %s: HHI and policies are of that"
                        .formatted(goods.ofTotal(), top));
    }

    private String heading(MineralShares book) {
        return "%s, reporter %s, %s, %d months to %s%s%s"
                .formatted(
                        names.book(book),
                        names.country(book.getReporter()),
                        book.getDataset(),
                        book.getWindowMonths(),
                        SharesReport.window(book),
                        book.getStale() ? " (stale)" : "",
                        SharesReport.basis(book));
    }

    /** What is known of the book as a whole, a sentence or two a line. */
    private List<String> summary(MineralShares book) {
        List<String> lines = new ArrayList<>();
        lines.add("%s in %s; HHI %s%s; without the top supplier %s"
                .formatted(
                        Figures.money(book.getTotalValueCents(), book.getCurrency()),
                        Figures.count(book.getRecords(), "record"),
                        UnlistedOrigins.of(book).concentration(),
                        book.getHhiGovernance() == null ? "" : ", weighted by governance " + governance(book),
                        Figures.money(book.getWithoutTopValueCents(), book.getCurrency())));
        lines.add(reliance(book));
        if (book.getCodeCoverage() != null) {
            lines.add(
                    BookMarks.codes(book.getCodeCoverage())
                            + ": the dataset does not have the others, so policies do not judge the book unless they ask for it");
        }
        if (book.getSeriesBreak() != null) {
            lines.add("not comparable with the years around it: " + book.getSeriesBreak());
        }
        String blocs = book.getBlocs().stream()
                .filter(bloc -> bloc.getValueCents() > 0)
                .map(this::bloc)
                .collect(Collectors.joining(", "));
        if (!blocs.isEmpty()) {
            lines.add("blocs: " + blocs);
        }
        marks.unproduced(book)
                .ifPresent(part -> lines.add(
                        "from countries that are not known to %s any%s: %s".formatted(verb(book), source(book), part)));
        return lines;
    }

    /** The concentration weighted by governance, marked as a lower bound where a part of the supply has no indicators. */
    private String governance(MineralShares book) {
        boolean lower = book.getCountries().stream()
                .filter(share -> !new ReturnedGoods(book).are(share))
                .anyMatch(share ->
                        names.catalogue().governance(share.getCountry()).isEmpty());
        return (lower ? "≥ " : "") + Figures.count(Math.round(book.getHhiGovernance()));
    }

    /** The figure as printed, with its year and edition and what it means; or why there is none. */
    private String reliance(MineralShares book) {
        PublishedReliance published = book.getReliance();
        if (book.getRelianceAbsence() != null) {
            return "net import reliance: " + book.getRelianceAbsence();
        }
        String source = published == null
                ? ""
                : " (%d, USGS %s%s)".formatted(published.getYear(), published.getEdition(), bound(published));
        String dependence =
                book.getTopCountry() == null || names.dependence(book).equals("-")
                        ? ""
                        : "; %s of consumption depends on %s"
                                .formatted(names.dependence(book), names.country(book.getTopCountry()));
        return "net import reliance " + names.reliance(book) + source + dependence;
    }

    private static String bound(PublishedReliance published) {
        return switch (published.getBound()) {
            case EXACT -> "";
            case LOWER -> ", a lower bound";
            case UPPER -> ", an upper bound";
        };
    }

    private String bloc(BlocShare share) {
        return "%s %s"
                .formatted(
                        names.catalogue().bloc(share.getBloc()).map(Bloc::name).orElse(share.getBloc()),
                        Figures.percent(share.getShare()));
    }

    private Optional<Production> production(MineralShares book) {
        return names.catalogue().production(names.catalogue().mineralOf(book.getMineral()));
    }

    private String verb(MineralShares book) {
        return production(book).map(Production::verb).orElse("produce");
    }

    private String source(MineralShares book) {
        return production(book)
                .map(production -> " in %s (USGS %s)".formatted(production.years(), production.edition()))
                .orElse("");
    }

    /** A country whose rows have no weight has no share by weight. */
    private static String byWeight(CountryShare share) {
        return share.getWeightGrams() == null ? "-" : share(share.getWeightShare());
    }

    private static String share(Double part) {
        return part == null ? "-" : Figures.percent(part);
    }

    private static String unitValue(CountryShare share) {
        return share.getUnitValue() == null
                ? "-"
                : number(share.getUnitValue()) + (share.getUnitValueMarked() ? " !" : "");
    }

    private static String number(Double value) {
        return value == null ? "-" : String.format(Locale.ROOT, "%,.2f", value);
    }

    private static String bar(CountryShare share, int width) {
        return UnlistedOrigins.are(share)
                ? Bar.of(0, share.getValueShare(), width)
                : Bar.of(share.getValueShare(), width);
    }

    private static String change(Double change) {
        return change == null ? "-" : String.format(Locale.ROOT, "%+.1f points", change * 100);
    }
}
