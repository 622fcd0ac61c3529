package org.lodewatch.cli.shares;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.LongSummaryStatistics;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.lodewatch.cli.output.Columns;
import org.lodewatch.cli.output.Figures;
import org.lodewatch.cli.output.Screen;
import org.lodewatch.cli.output.Style;
import org.lodewatch.schemas.messages.CountryShare;
import org.lodewatch.schemas.messages.MineralShares;

/**
 * The same book of one reporter in several datasets, side by side, with the reason why their totals differ.
 *
 * @param books one of each dataset
 */
record DatasetComparison(CatalogueText names, List<MineralShares> books) {

    private static final int SUPPLIERS = 3;

    /** One line: what it is about, and its text for each dataset. */
    private record Line(String label, List<String> cells) {}

    void print(Screen screen) {
        MineralShares first = books.get(0);
        screen.line(
                "%s, reporter %s: %d datasets"
                        .formatted(names.book(first), names.country(first.getReporter()), books.size()),
                Style.BOLD);
        Columns<Line> columns = new Columns<Line>().left("", Line::label);
        IntStream.range(0, books.size())
                .forEach(i -> columns.left(
                        books.get(i).getDataset(), line -> line.cells().get(i)));
        screen.table(columns, lines());
        screen.paragraph(comparison(), Style.DIM);
        screen.line("");
    }

    private List<Line> lines() {
        List<Line> lines = new ArrayList<>();
        lines.add(line("imports", book -> Figures.money(book.getTotalValueCents(), book.getCurrency())));
        lines.add(line("window", DatasetComparison::window));
        if (books.stream().anyMatch(book -> book.getCodeCoverage() != null)) {
            lines.add(line(
                    "codes",
                    book -> Optional.ofNullable(book.getCodeCoverage())
                            .map(BookMarks::codes)
                            .orElse("all")));
        }
        books.stream()
                .flatMap(book -> new ReturnedGoods(book)
                        .suppliers()
                        .map(CountryShare::getCountry)
                        .limit(SUPPLIERS))
                .distinct()
                .forEach(country -> lines.add(line(names.country(country), book -> part(country, book))));
        lines.add(line("HHI", book -> UnlistedOrigins.of(book).concentration()));
        return lines;
    }

    private Line line(String label, Function<MineralShares, String> text) {
        return new Line(label, books.stream().map(text).toList());
    }

    private static String window(MineralShares book) {
        return "%d months to %s".formatted(book.getWindowMonths(), SharesReport.window(book));
    }

    private static String part(String country, MineralShares book) {
        ReturnedGoods returned = new ReturnedGoods(book);
        return returned.suppliers()
                .filter(share -> share.getCountry().equals(country))
                .findFirst()
                .map(share -> "%s  %s"
                        .formatted(
                                Figures.percent(returned.ofSupply(share)),
                                Figures.money(share.getValueCents(), book.getCurrency())))
                .orElse("-");
    }

    /** How the totals differ, and why. */
    private String comparison() {
        List<String> reasons = reasons();
        if (differ(MineralShares::getCurrency)) {
            return "their totals are not comparable: " + String.join("; ", reasons);
        }
        LongSummaryStatistics totals =
                books.stream().mapToLong(MineralShares::getTotalValueCents).summaryStatistics();
        long gap = totals.getMax() - totals.getMin();
        if (gap == 0) {
            return "their totals are the same"
                    + (reasons.isEmpty() ? "" : ", though not what they measure: " + String.join("; ", reasons));
        }
        return "their totals differ by %s: %s"
                .formatted(
                        Figures.money(gap, books.get(0).getCurrency()),
                        reasons.isEmpty()
                                ? "nothing that their feeds declare explains it"
                                : String.join("; ", reasons));
    }

    private List<String> reasons() {
        List<String> reasons = new ArrayList<>();
        if (differ(MineralShares::getBasis)) {
            reasons.add(each(book -> Objects.requireNonNullElse(book.getBasis(), "a basis that is not declared")));
            if (has("general imports") && has("for consumption")) {
                reasons.add(
                        "general imports count goods when they arrive, imports for consumption when they are released"
                                + " into the country, also from bonded warehouses");
            }
        }
        if (differ(DatasetComparison::window)) {
            reasons.add("the windows have different months");
        }
        if (differ(MineralShares::getCodeCoverage)) {
            reasons.add("not all have every commodity code");
        }
        if (differ(MineralShares::getCurrency)) {
            reasons.add("the currencies differ");
        }
        return reasons;
    }

    private String each(Function<MineralShares, String> text) {
        return books.stream()
                .map(book -> book.getDataset() + " has " + text.apply(book))
                .collect(Collectors.joining(", "));
    }

    private boolean has(String words) {
        return books.stream()
                .map(MineralShares::getBasis)
                .anyMatch(
                        basis -> basis != null && basis.toLowerCase(Locale.ROOT).contains(words));
    }

    private boolean differ(Function<MineralShares, Object> value) {
        // Collected in a list, because a value may be null.
        return books.stream().map(value).distinct().toList().size() > 1;
    }
}
