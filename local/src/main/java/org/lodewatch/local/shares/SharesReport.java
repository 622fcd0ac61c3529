package org.lodewatch.local.shares;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.lodewatch.local.output.Bar;
import org.lodewatch.local.output.Cell;
import org.lodewatch.local.output.Column;
import org.lodewatch.local.output.Figures;
import org.lodewatch.local.output.Screen;
import org.lodewatch.local.output.Style;
import org.lodewatch.local.output.Table;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.messages.MineralShares;
import org.lodewatch.schemas.messages.Severity;

/** A table per dataset and reporter, a mineral a row; those with alerts first, then the largest shares. */
public final class SharesReport {

    private static final int BAR_WIDTH = 20;

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
                        Cell.of(Optional.ofNullable(book.getTopCountry())
                                .map(names()::country)
                                .orElse("none known")),
                        Cell.of(Figures.percent(topShare(book))),
                        Cell.of(Bar.of(topShare(book), BAR_WIDTH), style(severity(book))),
                        Cell.of(Figures.count(Math.round(book.getHhi()))),
                        Cell.of(names().reliance(book.getMineral())),
                        Cell.of(word(severity(book)), style(severity(book)))));
        return table;
    }

    private Names names() {
        return new Names(catalogue);
    }

    private Severity severity(MineralShares book) {
        return alerts.map(standing -> standing.severity(Book.of(book))).orElse(Severity.NONE);
    }

    private static double topShare(MineralShares book) {
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
