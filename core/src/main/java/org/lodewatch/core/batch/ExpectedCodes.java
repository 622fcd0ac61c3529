package org.lodewatch.core.batch;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.lodewatch.core.book.BookKey;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.catalogue.Classification;
import org.lodewatch.schemas.messages.CodeCoverage;
import org.lodewatch.schemas.values.Months;

/** The commodity codes of one book: which of them its dataset has, and which begin or end. */
final class ExpectedCodes {

    private static final int COMPARISON_MONTHS = 12;
    private static final int INTERNATIONAL_DIGITS = 6;

    private final List<Classification> codes = new ArrayList<>();

    /** The entries of the catalogue that count the codes of the dataset, by these; empty if it does not declare them. */
    private final Optional<Map<String, Classification>> counted;

    ExpectedCodes(Catalogue catalogue, BookKey book, Optional<List<String>> ofDataset) {
        Map<String, Classification> byPrefix = new HashMap<>();
        for (Classification entry : catalogue.commodities()) {
            byPrefix.put(entry.prefix(), entry);
            if (isOf(book, entry)) {
                codes.add(entry);
            }
        }
        this.counted = ofDataset.map(some -> {
            Map<String, Classification> found = new HashMap<>();
            for (String code : some) {
                for (int digits = 1; digits <= code.length(); digits++) {
                    // The last one that is found is the longest.
                    Optional.ofNullable(byPrefix.get(code.substring(0, digits)))
                            .ifPresent(entry -> found.put(code, entry));
                }
            }
            return found;
        });
    }

    private static boolean isOf(BookKey book, Classification entry) {
        return entry.form().book().equals(book.mineral())
                || entry.form().headline() && entry.form().mineral().equals(book.mineral());
    }

    /** What mineral-shares should say of the codes of a window; empty if the dataset has all of them. */
    Optional<CodeCoverage> coverage(int asOf, int windowMonths) {
        if (counted.isEmpty()) {
            return Optional.empty();
        }
        TreeSet<String> wanted = new TreeSet<>();
        TreeSet<String> present = new TreeSet<>();
        for (Classification code : codes) {
            if (code.validFrom() <= asOf && code.validTo() > asOf - windowMonths) {
                wanted.add(code.prefix());
                if (isPresent(code)) {
                    present.add(code.prefix());
                }
            }
        }
        return wanted.equals(present)
                ? Optional.empty()
                : Optional.of(new CodeCoverage(wanted.size(), new ArrayList<>(present)));
    }

    private boolean isPresent(Classification code) {
        for (Map.Entry<String, Classification> of : counted.orElseThrow().entrySet()) {
            boolean same = of.getValue().prefix().equals(code.prefix());
            boolean wider = code.prefix().startsWith(of.getKey())
                    && codes.stream()
                            .anyMatch(
                                    other -> other.prefix().equals(of.getValue().prefix()));
            boolean otherDivision = of.getKey().length() > INTERNATIONAL_DIGITS
                    && code.prefix().length() >= INTERNATIONAL_DIGITS
                    && code.prefix().startsWith(of.getKey().substring(0, INTERNATIONAL_DIGITS))
                    && of.getValue().book().equals(code.book());
            if (same || wider || otherDivision) {
                return true;
            }
        }
        return false;
    }

    /** Why a window is not comparable with those of a year earlier and later: the first code that begins or ends. */
    Optional<String> seriesBreak(int asOf, int windowMonths) {
        return firstChange(asOf - windowMonths - COMPARISON_MONTHS + 2, asOf + COMPARISON_MONTHS);
    }

    /** Whether a window and that of a year earlier have the same codes. */
    boolean sameAsYearBefore(int asOf, int windowMonths) {
        return firstChange(asOf - windowMonths - COMPARISON_MONTHS + 2, asOf).isEmpty();
    }

    /** The first change of the codes in a range of months: in the order of months, then of texts. */
    private Optional<String> firstChange(int first, int last) {
        for (int month = first; month <= last; month++) {
            TreeSet<String> changes = new TreeSet<>();
            for (Classification code : codes) {
                if (code.validFrom() == month) {
                    changes.add("code %s begins in %s".formatted(code.prefix(), Months.text(month)));
                }
                if (code.validTo() == month - 1) {
                    changes.add("code %s ends in %s".formatted(code.prefix(), Months.text(month - 1)));
                }
            }
            if (!changes.isEmpty()) {
                return Optional.of(changes.first());
            }
        }
        return Optional.empty();
    }
}
