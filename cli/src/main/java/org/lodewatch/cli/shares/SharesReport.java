package org.lodewatch.cli.shares;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.lodewatch.cli.alerts.AlertText;
import org.lodewatch.cli.output.Bar;
import org.lodewatch.cli.output.Columns;
import org.lodewatch.cli.output.Figures;
import org.lodewatch.cli.output.Screen;
import org.lodewatch.cli.output.Style;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.messages.MineralShares;
import org.lodewatch.schemas.messages.Severity;
import org.lodewatch.service.api.AlertStatus;

/** A table for each dataset and reporter, with a row for each mineral: first those with alerts, then the largest shares. */
public final class SharesReport {

    private static final int BAR_WIDTH = 20;
    private static final String MARK = " †";
    private static final String RETURNED = " §";
    private static final String PARTIAL = "‡";

    private final CatalogueText names;
    private final Optional<AlertStatus> alerts;

    /**
     * @param alerts that are open now; empty for a past window, where they do not apply
     */
    public SharesReport(Catalogue catalogue, Optional<AlertStatus> alerts) {
        this.names = new CatalogueText(catalogue);
        this.alerts = alerts;
    }

    public void print(List<MineralShares> shares, Screen screen) {
        Comparator<MineralShares> order = Comparator.comparing(this::severity)
                .thenComparing(SharesReport::topShare)
                .reversed();
        shares.stream()
                .collect(Collectors.groupingBy(SharesReport::title, LinkedHashMap::new, Collectors.toList()))
                .forEach((title, books) -> {
                    screen.line(title, Style.BOLD);
                    screen.table(columns(), books.stream().sorted(order).toList());
                    unlisted(books).ifPresent(note -> screen.line(note, Style.DIM));
                    returned(books).ifPresent(note -> screen.line(note, Style.DIM));
                    screen.line("");
                });
        footnotes(shares).forEach(note -> screen.line(note, Style.DIM));
    }

    /** What the marks beside an as-of month mean, as far as they occur. */
    static List<String> footnotes(List<MineralShares> shares) {
        List<String> notes = new ArrayList<>();
        if (shares.stream().anyMatch(book -> !book.getComplete())) {
            notes.add("* provisional: the feed has not yet declared this month complete");
        }
        if (shares.stream().anyMatch(MineralShares::getPartial)) {
            notes.add(PARTIAL + " partial: rows of a period in this window are missing or not declared complete;"
                    + " policies judge it only if an operator accepts that");
        }
        if (shares.stream().anyMatch(MineralShares::getStale)) {
            notes.add("stale: no record in the last two periods of the dataset; policies do not judge it");
        }
        return notes;
    }

    private static String title(MineralShares book) {
        return "%s, imports of %s%s".formatted(book.getDataset(), book.getReporter(), basis(book));
    }

    /** What the dataset measures, after a colon; empty if its feeds do not declare it. */
    static String basis(MineralShares book) {
        return book.getBasis() == null ? "" : ": " + book.getBasis();
    }

    private Columns<MineralShares> columns() {
        return new Columns<MineralShares>()
                .left("mineral", book -> names.mineral(book.getMineral()))
                .left("as of", SharesReport::window)
                .right("imports", book -> Figures.money(book.getTotalValueCents(), book.getCurrency()))
                .left("top supplier", this::topSupplier)
                .right("share", book -> Figures.percent(topShare(book)))
                .left(
                        "",
                        book -> Bar.of(topShare(book), UnlistedOrigins.of(book).share(), BAR_WIDTH),
                        book -> AlertText.style(severity(book)))
                .right("HHI", book -> UnlistedOrigins.of(book).concentration())
                .right("reliance", names::reliance)
                .left(
                        alerts.isPresent() ? "alert" : "",
                        book -> AlertText.word(severity(book)),
                        book -> AlertText.style(severity(book)));
    }

    private String topSupplier(MineralShares book) {
        String country =
                Optional.ofNullable(book.getTopCountry()).map(names::country).orElse("none known");
        return country
                + (UnlistedOrigins.of(book).prevail() ? MARK : "")
                + (new ReturnedGoods(book).any() ? RETURNED : "");
    }

    /** A note on goods that came back to the reporter; empty if none did. */
    private Optional<String> returned(List<MineralShares> books) {
        String parts = books.stream()
                .map(ReturnedGoods::new)
                .filter(ReturnedGoods::any)
                .map(goods -> "%s %s".formatted(names.mineral(goods.book().getMineral()), goods.ofTotal()))
                .collect(Collectors.joining(", "));
        return parts.isEmpty()
                ? Optional.empty()
                : Optional.of(RETURNED.strip()
                        + " share and HHI are of what other countries supply; returned goods are in the imports: "
                        + parts);
    }

    /** A note on origins that the source does not list; empty if it lists all. */
    private Optional<String> unlisted(List<MineralShares> books) {
        if (books.stream().noneMatch(book -> UnlistedOrigins.of(book).any())) {
            return Optional.empty();
        }
        String prevailing = books.stream()
                .map(UnlistedOrigins::of)
                .filter(UnlistedOrigins::prevail)
                .sorted(Comparator.comparingDouble(UnlistedOrigins::share).reversed())
                .map(origins ->
                        "%s %s".formatted(names.mineral(origins.book().getMineral()), Figures.percent(origins.share())))
                .collect(Collectors.joining(", "));
        return Optional.of("░ unlisted origins, as no country's own: HHI is a lower bound"
                + (prevailing.isEmpty() ? "" : ";" + MARK + " they hold more than the top supplier: " + prevailing));
    }

    private Severity severity(MineralShares book) {
        return alerts.map(standing -> standing.severity(book)).orElse(Severity.NONE);
    }

    static double topShare(MineralShares book) {
        return book.getTopShare() == null ? 0 : book.getTopShare();
    }

    static String window(MineralShares book) {
        String months = book.getCoveredMonths() < book.getWindowMonths()
                ? " (%d of %d months published)".formatted(book.getCoveredMonths(), book.getWindowMonths())
                : "";
        return book.getAsOf()
                + (book.getComplete() ? "" : "*")
                + (book.getPartial() ? PARTIAL : "")
                + months
                + (book.getStale() ? " (stale)" : "");
    }
}
