package org.lodewatch.cli.shares;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.lodewatch.cli.alerts.AlertText;
import org.lodewatch.cli.output.Bar;
import org.lodewatch.cli.output.Columns;
import org.lodewatch.cli.output.Figures;
import org.lodewatch.cli.output.Screen;
import org.lodewatch.cli.output.Style;
import org.lodewatch.core.policy.Policies;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.messages.DependencePolicy;
import org.lodewatch.schemas.messages.MineralShares;
import org.lodewatch.schemas.messages.Severity;
import org.lodewatch.service.api.AlertStatus;
import org.lodewatch.service.api.MineralBooks;

/**
 * A table for each dataset and reporter, with a row for each mineral: first those of whose consumption most depends on one
 * country. The row says which of its forms is worse than the whole. The forms have rows of their own only on request,
 * because a mineral has up to nine.
 */
public final class SharesReport {

    private static final int BAR_WIDTH = 12;
    private static final int NARROW_SUPPLIER = 13;
    private static final String MARK = " †";
    private static final String RETURNED = " §";
    private static final String PARTIAL = "‡";
    private static final String INDENT = "  ";

    /** Characters that most notes on a form take. */
    private static final int NOTE_ROOM = 34;

    /** The lines by which a past window is compared with its forms, for which there are no alerts. */
    private static final DependencePolicy LINES = Policies.initial().get(0);

    private final CatalogueText names;
    private final BookMarks marks;
    private final Optional<AlertStatus> alerts;
    private final boolean allForms;

    /** One line of a table: the book, what it is called there, and what is said beside it. */
    private record Row(MineralShares book, String name, String reliance, String note) {}

    /** Which columns a screen has room for. */
    private enum Layout {
        FULL,
        WITHOUT_BAR,
        WITHOUT_CONCENTRATION,
        NARROW
    }

    /**
     * @param alerts that are open now; empty for a past window, where they do not apply
     * @param allForms whether to print the book of every form
     */
    public SharesReport(Catalogue catalogue, Optional<AlertStatus> alerts, boolean allForms) {
        this.names = new CatalogueText(catalogue);
        this.marks = new BookMarks(names);
        this.alerts = alerts;
        this.allForms = allForms;
    }

    public void print(List<MineralShares> shares, Screen screen) {
        MineralBooks.of(shares).stream()
                .collect(Collectors.groupingBy(
                        minerals -> minerals.whole().getDataset()
                                + "/"
                                + minerals.whole().getReporter(),
                        LinkedHashMap::new,
                        Collectors.toList()))
                .values()
                .forEach(minerals -> printOwner(minerals, screen));
        footnotes(shares).forEach(note -> screen.paragraph(note, Style.DIM));
    }

    private void printOwner(List<MineralBooks> minerals, Screen screen) {
        List<MineralShares> books = minerals.stream()
                .flatMap(ofMineral -> shown(ofMineral).stream())
                .toList();
        String window = commonWindow(books);
        screen.heading(heading(books.get(0), window));
        List<Row> large = rows(minerals, window, book -> !MineralBooks.isSmall(book));
        List<Row> small = rows(minerals, window, MineralBooks::isSmall);
        if (!large.isEmpty()) {
            table(large, screen);
        }
        if (!small.isEmpty()) {
            screen.line(
                    "under %s a year, where a single delivery decides the shares"
                            .formatted(Figures.money(
                                    MineralBooks.SMALL_CENTS, books.get(0).getCurrency())),
                    Style.BOLD);
            table(small, screen);
        }
        notes(books).forEach(note -> screen.paragraph(note, Style.DIM));
        screen.line("");
    }

    /** The mineral, and its forms if they are asked for. */
    private List<MineralShares> shown(MineralBooks minerals) {
        return allForms ? minerals.all() : List.of(minerals.whole());
    }

    private boolean isWorse(MineralShares form, MineralShares whole) {
        return !MineralBooks.isSmall(form) && level(form).compareTo(level(whole)) > 0;
    }

    /** A form is printed below its mineral where both are in the same section, otherwise under its full name. */
    private List<Row> rows(List<MineralBooks> minerals, String window, Predicate<MineralShares> section) {
        List<Row> rows = new ArrayList<>();
        for (MineralBooks ofMineral : minerals) {
            MineralShares whole = ofMineral.whole();
            boolean together = section.test(whole);
            for (MineralShares book : shown(ofMineral)) {
                if (!section.test(book)) {
                    continue;
                }
                String name = book == whole || !together ? names.book(book) : INDENT + names.form(book);
                rows.add(new Row(
                        book,
                        name + marks.of(book) + (window(book).equals(window) ? "" : " " + window(book)),
                        book == whole ? reliance(ofMineral) : names.reliance(book),
                        book == whole ? worseForms(ofMineral) : ""));
            }
        }
        return rows;
    }

    /** Of a mineral as a whole, or the word that it is published by form. */
    private String reliance(MineralBooks minerals) {
        boolean byForm = minerals.whole().getReliance() == null
                && minerals.forms().stream().anyMatch(form -> form.getReliance() != null);
        return byForm ? "by form" : names.reliance(minerals.whole());
    }

    /** "sponge: Japan 78.3 %, critical +1": the worst of the forms that are worse than the whole; empty without one. */
    private String worseForms(MineralBooks minerals) {
        List<MineralShares> worse = minerals.forms().stream()
                .filter(form -> isWorse(form, minerals.whole()))
                .sorted(Comparator.comparing(names::isHeadline)
                        .thenComparing(this::level)
                        .thenComparing(MineralBooks::topShare)
                        .reversed())
                .toList();
        if (worse.isEmpty()) {
            return "";
        }
        MineralShares first = worse.get(0);
        return "%s: %s %s, %s%s"
                .formatted(
                        names.form(first),
                        names.country(Objects.requireNonNullElse(first.getTopCountry(), "XX")),
                        Figures.percent(MineralBooks.topShare(first)),
                        AlertText.word(level(first)),
                        worse.size() == 1 ? "" : " +%d".formatted(worse.size() - 1));
    }

    private void table(List<Row> rows, Screen screen) {
        int noteRoom = rows.stream().allMatch(row -> row.note().isEmpty()) ? 0 : NOTE_ROOM;
        Columns<Row> columns = Stream.of(Layout.values())
                .map(this::columns)
                .filter(fitting -> fitting.width(rows) + noteRoom <= screen.width())
                .findFirst()
                .orElseGet(() -> columns(Layout.NARROW));
        int width = columns.width(rows);
        List<String> plain = columns.lines(rows, false);
        List<String> lines = columns.lines(rows, screen.colours());
        screen.line(lines.get(0));
        for (int i = 0; i < rows.size(); i++) {
            String note = rows.get(i).note();
            int missing = width - plain.get(i + 1).length();
            if (note.isEmpty()) {
                screen.line(lines.get(i + 1));
            } else if (width + INDENT.length() + note.length() <= screen.width()) {
                screen.line(lines.get(i + 1) + " ".repeat(missing) + INDENT + note);
            } else {
                screen.line(lines.get(i + 1));
                screen.line(INDENT + note);
            }
        }
    }

    private Columns<Row> columns(Layout layout) {
        Columns<Row> columns = new Columns<Row>()
                .left("mineral", Row::name)
                .right(
                        "imports",
                        row -> Figures.money(
                                row.book().getTotalValueCents(), row.book().getCurrency()))
                .left("top supplier", row -> topSupplier(row.book(), layout == Layout.NARROW))
                .right("share", row -> Figures.percent(MineralBooks.topShare(row.book())));
        if (layout == Layout.FULL) {
            columns.left("", row -> bar(row.book()), row -> AlertText.style(severity(row.book())));
        }
        if (layout.compareTo(Layout.WITHOUT_CONCENTRATION) < 0) {
            columns.right("HHI", row -> UnlistedOrigins.of(row.book()).concentration());
        }
        return columns.right("reliance", Row::reliance)
                .right("of use", row -> names.dependence(row.book()))
                .left(
                        alerts.isPresent() ? "alert" : "",
                        row -> AlertText.word(severity(row.book())),
                        row -> AlertText.style(severity(row.book())));
    }

    private static String bar(MineralShares book) {
        return Bar.of(MineralBooks.topShare(book), UnlistedOrigins.of(book).share(), BAR_WIDTH);
    }

    private String topSupplier(MineralShares book, boolean narrow) {
        String country =
                Optional.ofNullable(book.getTopCountry()).map(names::country).orElse("none known");
        String fitting = narrow && country.length() > NARROW_SUPPLIER
                ? country.substring(0, NARROW_SUPPLIER - 1) + "…"
                : country;
        return fitting
                + (UnlistedOrigins.of(book).prevail() ? MARK : "")
                + (new ReturnedGoods(book).any() ? RETURNED : "");
    }

    private List<String> notes(List<MineralShares> books) {
        List<String> notes = new ArrayList<>();
        dependence(books).ifPresent(notes::add);
        unlisted(books).ifPresent(notes::add);
        returned(books).ifPresent(notes::add);
        notes.addAll(marks.notes(books));
        return notes;
    }

    /** What the two columns on consumption mean, and where the figures come from; empty if no book has any. */
    private static Optional<String> dependence(List<MineralShares> books) {
        Set<String> sources = books.stream()
                .map(MineralShares::getReliance)
                .filter(Objects::nonNull)
                .map(reliance -> "of %d, USGS %s".formatted(reliance.getYear(), reliance.getEdition()))
                .collect(Collectors.toCollection(LinkedHashSet::new));
        if (books.stream().allMatch(book -> book.getEffectiveDependence() == null)) {
            return Optional.empty();
        }
        return Optional.of(
                "reliance: net imports as a part of consumption%s; of use: the part of consumption that depends"
                                .formatted(sources.isEmpty() ? "" : " " + String.join("; ", sources))
                        + " on the top supplier, share x reliance, which orders the rows (that of a form where it is higher)");
    }

    /** A note on goods that came back to the reporter; empty if none did. */
    private Optional<String> returned(List<MineralShares> books) {
        String parts = books.stream()
                .map(ReturnedGoods::new)
                .filter(ReturnedGoods::any)
                .map(goods -> "%s %s".formatted(names.book(goods.book()), goods.ofTotal()))
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
                .map(origins -> "%s %s".formatted(names.book(origins.book()), Figures.percent(origins.share())))
                .collect(Collectors.joining(", "));
        return Optional.of("░ unlisted origins, as no country's own: HHI is a lower bound"
                + (prevailing.isEmpty() ? "" : ";" + MARK + " they hold more than the top supplier: " + prevailing));
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

    private String heading(MineralShares book, String window) {
        return "%s, reporter %s, %d months to %s%s"
                .formatted(
                        book.getDataset(),
                        names.country(book.getReporter()),
                        book.getWindowMonths(),
                        window,
                        basis(book));
    }

    /** What the dataset measures, after a colon; empty if its feeds do not declare it. */
    public static String basis(MineralShares book) {
        return book.getBasis() == null ? "" : ": " + book.getBasis();
    }

    /** The window that most books have, which the heading names. */
    private static String commonWindow(List<MineralShares> books) {
        return books.stream()
                .collect(Collectors.groupingBy(SharesReport::window, Collectors.counting()))
                .entrySet()
                .stream()
                .max(Map.Entry.<String, Long>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                .orElseThrow()
                .getKey();
    }

    private Severity severity(MineralShares book) {
        return alerts.map(open -> open.severity(book)).orElse(Severity.NONE);
    }

    /** How bad a book is: its worst open alert, or in the past the line that its top supplier reaches. */
    private Severity level(MineralShares book) {
        if (alerts.isPresent()) {
            return severity(book);
        }
        double percent = 100 * MineralBooks.topShare(book);
        if (MineralBooks.isSmall(book) || MineralBooks.isExported(book) || percent < LINES.getWarning()) {
            return Severity.NONE;
        }
        return percent < LINES.getCritical() ? Severity.WARNING : Severity.CRITICAL;
    }

    /** The as-of month, with marks, and how many months are published if not all. */
    public static String window(MineralShares book) {
        String months = book.getCoveredMonths() < book.getWindowMonths()
                ? " (%d of %d months published)".formatted(book.getCoveredMonths(), book.getWindowMonths())
                : "";
        return book.getAsOf() + (book.getComplete() ? "" : "*") + (book.getPartial() ? PARTIAL : "") + months;
    }
}
