package org.lodewatch.cli.shares;

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
                    screen.line("");
                });
        if (shares.stream().anyMatch(book -> !book.getComplete())) {
            screen.line("* provisional: the feed has not yet declared this month complete", Style.DIM);
        }
    }

    private static String title(MineralShares book) {
        return "%s, imports of %s".formatted(book.getDataset(), book.getReporter());
    }

    private Columns<MineralShares> columns() {
        return new Columns<MineralShares>()
                .left("mineral", book -> names.mineral(book.getMineral()))
                .left("as of", SharesReport::window)
                .right("imports", book -> Figures.dollars(book.getTotalValueCents()))
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
        return UnlistedOrigins.of(book).prevail() ? country + MARK : country;
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
                ? " (%d of %d months)".formatted(book.getCoveredMonths(), book.getWindowMonths())
                : "";
        return book.getAsOf() + (book.getComplete() ? "" : "*") + months;
    }
}
