package org.lodewatch.cli.shares;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.lodewatch.cli.output.Bar;
import org.lodewatch.cli.output.Cell;
import org.lodewatch.cli.output.Column;
import org.lodewatch.cli.output.Figures;
import org.lodewatch.cli.output.Screen;
import org.lodewatch.cli.output.Style;
import org.lodewatch.cli.output.Table;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.messages.MineralShares;
import org.lodewatch.schemas.messages.Severity;
import org.lodewatch.service.api.StandingAlerts;

/** A table per dataset and reporter, a mineral a row; those with alerts first, then the largest shares. */
public final class SharesReport {

    private static final int BAR_WIDTH = 20;
    private static final String MARK = " †";

    private final Catalogue catalogue;
    private final Optional<StandingAlerts> alerts;

    /** @param alerts that stand now; empty for a picture of the past, where they would mislead */
    public SharesReport(Catalogue catalogue, Optional<StandingAlerts> alerts) {
        this.catalogue = catalogue;
        this.alerts = alerts;
    }

    public void print(List<MineralShares> shares, Screen screen) {
        bySource(shares).forEach((source, books) -> {
            screen.line(source, Style.BOLD);
            screen.table(table(books));
            unlisted(books).ifPresent(note -> screen.line(note, Style.DIM));
            screen.line("");
        });
        if (shares.stream().anyMatch(book -> !book.getComplete())) {
            screen.line("* provisional: the feed has not yet said that this month is all there", Style.DIM);
        }
    }

    private static Map<String, List<MineralShares>> bySource(List<MineralShares> shares) {
        return shares.stream()
                .collect(Collectors.groupingBy(
                        book -> "%s, imports of %s".formatted(book.getDataset(), book.getReporter()),
                        LinkedHashMap::new,
                        Collectors.toList()));
    }

    private Table table(List<MineralShares> books) {
        Table table = new Table(
                Column.left("mineral"),
                Column.left("as of"),
                Column.right("imports"),
                Column.left("top supplier"),
                Column.right("share"),
                Column.left(""),
                Column.right("HHI"),
                Column.right("reliance"),
                Column.left(alerts.isPresent() ? "alert" : ""));
        books.stream()
                .sorted(Comparator.comparing(this::severity)
                        .reversed()
                        .thenComparing(SharesReport::topShare, Comparator.reverseOrder()))
                .forEach(book -> table.row(
                        Cell.of(names().mineral(book.getMineral())),
                        Cell.of(window(book)),
                        Cell.of(Figures.dollars(book.getTotalValueCents())),
                        Cell.of(topSupplier(book)),
                        Cell.of(Figures.percent(topShare(book))),
                        Cell.of(bar(book), style(severity(book))),
                        Cell.of(UnlistedOrigins.of(book).concentration()),
                        Cell.of(names().reliance(book)),
                        Cell.of(word(severity(book)), style(severity(book)))));
        return table;
    }

    private String topSupplier(MineralShares book) {
        String country =
                Optional.ofNullable(book.getTopCountry()).map(names()::country).orElse("none known");
        return UnlistedOrigins.of(book).prevail() ? country + MARK : country;
    }

    private static String bar(MineralShares book) {
        return Bar.of(topShare(book), UnlistedOrigins.of(book).share(), BAR_WIDTH);
    }

    /** What must be known to read the table; empty where every origin is. */
    private Optional<String> unlisted(List<MineralShares> books) {
        if (books.stream().noneMatch(book -> UnlistedOrigins.of(book).any())) {
            return Optional.empty();
        }
        String prevailing = books.stream()
                .map(UnlistedOrigins::of)
                .filter(UnlistedOrigins::prevail)
                .sorted(Comparator.comparingDouble(UnlistedOrigins::share).reversed())
                .map(origins -> "%s %s"
                        .formatted(names().mineral(origins.book().getMineral()), Figures.percent(origins.share())))
                .collect(Collectors.joining(", "));
        return Optional.of("░ unlisted origins, as no country's own: HHI is a lower bound"
                + (prevailing.isEmpty() ? "" : ";" + MARK + " they hold more than the top supplier: " + prevailing));
    }

    private Names names() {
        return new Names(catalogue);
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

    static Style style(Severity severity) {
        return switch (severity) {
            case CRITICAL -> Style.RED;
            case WARNING -> Style.YELLOW;
            case NONE -> Style.PLAIN;
        };
    }

    private static String word(Severity severity) {
        return severity == Severity.NONE ? "" : severity.name().toLowerCase(Locale.ROOT);
    }
}
