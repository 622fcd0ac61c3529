package org.lodewatch.cli.explain;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.lodewatch.cli.output.Columns;
import org.lodewatch.cli.output.Figures;
import org.lodewatch.cli.output.Screen;
import org.lodewatch.cli.output.Style;
import org.lodewatch.core.book.BookKey;
import org.lodewatch.core.explain.BookChange;
import org.lodewatch.core.explain.BookChange.MovedShare;
import org.lodewatch.core.explain.BookChange.WindowChange;
import org.lodewatch.core.explain.ChangeCause;
import org.lodewatch.core.explain.MonthSpan;
import org.lodewatch.core.explain.RecordSum;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.catalogue.Country;
import org.lodewatch.schemas.values.Months;

/** Prints what changed in the log between two moments: a table for each dataset and reporter. */
public final class ChangesReport {

    private static final int MOST_SHARES = 3;
    private static final String NOTHING = "-";

    private final Catalogue catalogue;

    public ChangesReport(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    /** A row of the table: a book, or the total of books that have no record in common. */
    private record Row(
            String name,
            String currency,
            RecordSum before,
            RecordSum after,
            Map<ChangeCause, RecordSum> causes,
            String shares) {

        private long difference() {
            return after.cents() - before.cents();
        }

        private long records() {
            return causes.values().stream().mapToLong(RecordSum::records).sum();
        }

        private String by(ChangeCause cause) {
            return causes.containsKey(cause) ? signed(causes.get(cause).cents(), currency) : NOTHING;
        }
    }

    /**
     * @param changes in the order of {@link org.lodewatch.core.explain.LogChanges#books}
     * @param forms whether to print the forms of a mineral that its book adds up; without them a record is in one row only, and
     *     there is a total
     */
    public void print(Collection<BookChange> changes, boolean forms, Screen screen) {
        changes.stream()
                .filter(change -> forms || isDisjoint(change))
                .collect(
                        Collectors.groupingBy(change -> change.book().owner(), LinkedHashMap::new, Collectors.toList()))
                .forEach((owner, books) -> print(owner, books, forms, screen));
    }

    /** Whether no record of the book is in that of its mineral too. */
    private boolean isDisjoint(BookChange change) {
        return catalogue.sumOf(change.book().mineral()).isEmpty();
    }

    private void print(BookKey.Owner owner, List<BookChange> books, boolean forms, Screen screen) {
        screen.heading("%s, reporter %s".formatted(owner.dataset(), country(owner.reporter())));
        List<Row> rows = new ArrayList<>(books.stream().map(this::row).toList());
        if (!forms && rows.size() > 1) {
            rows.add(total(books));
        }
        screen.table(columns(), rows);
        screen.paragraph(months(books), Style.DIM);
        screen.line("");
    }

    private static Columns<Row> columns() {
        return new Columns<Row>()
                .left("mineral", Row::name)
                .right("before", row -> Figures.money(row.before().cents(), row.currency()))
                .right("after", row -> Figures.money(row.after().cents(), row.currency()))
                .right("difference", row -> signed(row.difference(), row.currency()))
                .right("new month", row -> row.by(ChangeCause.NEW_MONTH))
                .right("revision", row -> row.by(ChangeCause.REVISION))
                .right("withdrawal", row -> row.by(ChangeCause.WITHDRAWAL))
                .right("reclassified", row -> row.by(ChangeCause.RECLASSIFIED))
                .right("records", row -> Figures.count(row.records()))
                .left("shares that moved most", Row::shares);
    }

    private Row row(BookChange change) {
        return new Row(
                catalogue.bookName(change.book().mineral()),
                change.currency(),
                change.before(),
                change.after(),
                change.causes(),
                change.newest().map(this::shares).orElse(NOTHING));
    }

    private static Row total(List<BookChange> books) {
        Map<ChangeCause, RecordSum> causes = new EnumMap<>(ChangeCause.class);
        RecordSum before = new RecordSum(0, 0);
        RecordSum after = new RecordSum(0, 0);
        for (BookChange book : books) {
            before = before.plus(book.before());
            after = after.plus(book.after());
            book.causes().forEach((cause, sum) -> causes.merge(cause, sum, RecordSum::plus));
        }
        return new Row("total", books.get(0).currency(), before, after, causes, "");
    }

    /** "2026-03 to 2026-04: China 45.2 % to 44.1 %, Canada ...". */
    private String shares(WindowChange window) {
        String months = window.asOfBefore() == window.asOfAfter()
                ? Months.text(window.asOfAfter())
                : Months.text(window.asOfBefore()) + " to " + Months.text(window.asOfAfter());
        List<MovedShare> moved = window.shares().stream().limit(MOST_SHARES).toList();
        return moved.isEmpty()
                ? NOTHING
                : months + ": "
                        + moved.stream()
                                .map(share -> String.format(
                                        Locale.ROOT,
                                        "%s %s (%+.1f)",
                                        share.country(),
                                        Figures.percent(share.after()),
                                        share.points()))
                                .collect(Collectors.joining(", "));
    }

    private static String months(List<BookChange> books) {
        return Arrays.stream(ChangeCause.values())
                .flatMap(cause -> books.stream()
                        .flatMap(book -> Optional.ofNullable(book.months().get(cause)).stream())
                        .reduce(MonthSpan::with)
                        .map(span -> "%s: %s"
                                .formatted(cause.name().toLowerCase(Locale.ROOT).replace('_', ' '), span))
                        .stream())
                .collect(Collectors.joining("; "));
    }

    private String country(String alpha2) {
        return catalogue.country(alpha2).map(Country::name).orElse(alpha2);
    }

    private static String signed(long cents, String currency) {
        return cents == 0
                ? Figures.money(0, currency)
                : (cents > 0 ? "+" : "-") + Figures.money(Math.abs(cents), currency);
    }
}
