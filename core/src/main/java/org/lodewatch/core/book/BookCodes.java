package org.lodewatch.core.book;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.catalogue.Classification;
import org.lodewatch.schemas.catalogue.Reliance;
import org.lodewatch.schemas.messages.CodeCoverage;
import org.lodewatch.schemas.messages.MineralShares;
import org.lodewatch.schemas.values.Months;

/**
 * The commodity codes that a book counts: which of them its dataset covers, and when they begin and end. Immutable.
 *
 * <p>It is computed once for a book and the codes of its dataset, because windows are published often.
 */
public final class BookCodes {

    /** No codes, for a book that the catalogue does not have: its dataset lacks none, and its series has no break. */
    public static final BookCodes NONE = new BookCodes(List.of(), Optional.empty());

    /** Codes of more digits are those of a national tariff. */
    private static final int LONGEST_INTERNATIONAL_CODE = 6;

    private final List<Classification> codes;

    /** The prefixes that the dataset covers; empty if it covers all, or does not declare its codes. */
    private final Optional<List<String>> covered;

    private final List<Break> breaks;

    /** A code begins or ends with a month. */
    private record Break(int month, String text) {}

    private BookCodes(List<Classification> codes, Optional<List<String>> covered) {
        this.codes = codes;
        this.covered = covered.filter(some -> some.size() < codes.size());
        this.breaks = breaks(codes);
    }

    /**
     * The codes of a book.
     *
     * <p>A dataset covers a code if it has one that counts as this code; or a shorter one that contains it and counts in the
     * book; or, because tariffs divide a heading differently, one of the same form under the same six digits.
     *
     * @param declared the codes that the dataset covers; empty if its feeds do not declare them: then it covers all
     */
    public static BookCodes of(String book, Catalogue catalogue, Optional<List<String>> declared) {
        List<Classification> codes = catalogue.codes(book);
        return new BookCodes(
                codes,
                declared.map(some -> codes.stream()
                        .filter(code -> some.stream().anyMatch(of -> covers(of, code, codes, catalogue)))
                        .map(Classification::prefix)
                        .toList()));
    }

    /**
     * The codes of a book, of which the dataset covers those that its published windows say: all codes of a window without a code
     * coverage, and the covered ones of the others.
     */
    static BookCodes published(String book, Catalogue catalogue, Collection<MineralShares> windows) {
        List<Classification> codes = catalogue.codes(book);
        if (windows.stream().allMatch(window -> window.getCodeCoverage() == null)) {
            return new BookCodes(codes, Optional.empty());
        }
        Set<String> covered = new TreeSet<>();
        for (MineralShares window : windows) {
            int asOf = Months.of(window.getAsOf());
            Optional.ofNullable(window.getCodeCoverage())
                    .map(CodeCoverage::getCovered)
                    .orElseGet(() -> valid(codes, asOf - window.getWindowMonths() + 1, asOf))
                    .forEach(covered::add);
        }
        return new BookCodes(codes, Optional.of(List.copyOf(covered)));
    }

    /** @param ofDataset a commodity code that the dataset has */
    private static boolean covers(
            String ofDataset, Classification code, List<Classification> codesOfBook, Catalogue catalogue) {
        String prefix = code.prefix();
        if (!ofDataset.startsWith(prefix) && !prefix.startsWith(ofDataset) && !sameHeading(ofDataset, prefix)) {
            return false;
        }
        Optional<Classification> counted = catalogue.classify(ofDataset);
        if (counted.isEmpty()) {
            return false;
        }
        boolean contains = prefix.startsWith(ofDataset) && codesOfBook.contains(counted.get());
        boolean ofSameForm = sameHeading(ofDataset, prefix)
                && ofDataset.length() > LONGEST_INTERNATIONAL_CODE
                && counted.get().form().equals(code.form());
        return counted.get().equals(code) || contains || ofSameForm;
    }

    private static boolean sameHeading(String one, String other) {
        return one.length() >= LONGEST_INTERNATIONAL_CODE && other.regionMatches(0, one, 0, LONGEST_INTERNATIONAL_CODE);
    }

    private static List<Break> breaks(List<Classification> codes) {
        List<Break> breaks = new ArrayList<>();
        for (Classification code : codes) {
            if (code.validFrom() != Classification.ALWAYS_BEFORE) {
                breaks.add(new Break(
                        code.validFrom(), "code " + code.prefix() + " begins in " + Months.text(code.validFrom())));
            }
            if (code.validTo() != Classification.ALWAYS_AFTER) {
                breaks.add(new Break(
                        code.validTo() + 1, "code " + code.prefix() + " ends in " + Months.text(code.validTo())));
            }
        }
        breaks.sort(Comparator.comparingInt(Break::month).thenComparing(Break::text));
        return breaks;
    }

    /** Which codes of a window the dataset covers; empty if it covers all, or if that is not known. */
    public Optional<CodeCoverage> coverage(Window window) {
        if (covered.isEmpty()) {
            return Optional.empty();
        }
        List<String> valid = valid(codes, window.asOf() - window.months() + 1, window.asOf());
        List<String> has = valid.stream().filter(covered.get()::contains).toList();
        return has.size() == valid.size() ? Optional.empty() : Optional.of(new CodeCoverage(valid.size(), has));
    }

    private static List<String> valid(List<Classification> codes, int first, int last) {
        return codes.stream()
                .filter(code -> code.isValid(first, last))
                .map(Classification::prefix)
                .toList();
    }

    /** How a coverage is written: {@code 1 of 6 codes: 283324}. */
    public static String text(CodeCoverage coverage) {
        List<String> covered = coverage.getCovered();
        String some = "%d of %d %s"
                .formatted(covered.size(), coverage.getCodes(), coverage.getCodes() == 1 ? "code" : "codes");
        return covered.isEmpty() ? some : some + ": " + String.join(", ", covered);
    }

    /** Net import reliance for a window, of the year that it ends in; none where the dataset covers only some of the codes. */
    Reliance reliance(BookKey book, Window window, BookFacts facts) {
        return coverage(window)
                .map(some -> Reliance.none("%s has %s".formatted(book.dataset(), text(some))))
                .orElseGet(() -> facts.reliance(book.reporter(), Months.year(window.asOf())));
    }

    /**
     * Why a window is not comparable with the one twelve months earlier or later: a code begins or ends within the months of
     * both. Empty if it is comparable.
     */
    public Optional<String> seriesBreak(Window window) {
        return breakWithin(firstCompared(window, Windows.COMPARISON) + 1, window.asOf() + Windows.COMPARISON);
    }

    /** Why a window counts other codes than the one some months earlier; empty if it counts the same. */
    Optional<String> breakSince(Window window, int monthsEarlier) {
        return breakWithin(firstCompared(window, monthsEarlier) + 1, window.asOf());
    }

    /** The first month of the window some months earlier. */
    private static int firstCompared(Window window, int monthsEarlier) {
        return window.asOf() - monthsEarlier - window.months() + 1;
    }

    private Optional<String> breakWithin(int first, int last) {
        return breaks.stream()
                .filter(at -> at.month() >= first && at.month() <= last)
                .map(Break::text)
                .findFirst();
    }
}
