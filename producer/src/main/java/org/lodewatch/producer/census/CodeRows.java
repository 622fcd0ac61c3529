package org.lodewatch.producer.census;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.lodewatch.schemas.values.RejectionReason;

/** The rows of one commodity code in one month: those of countries, and the total of all countries to check them by. */
final class CodeRows {

    private final List<CensusRow> countries = new ArrayList<>();
    private final Set<String> seen = new HashSet<>();
    private Optional<CensusRow> total = Optional.empty();
    private Optional<CensusRow> repeated = Optional.empty();

    void add(CensusRow row) {
        if (!seen.add(row.country())) {
            repeated = Optional.of(row);
        } else if (row.isTotal()) {
            total = Optional.of(row);
        } else {
            countries.add(row);
        }
    }

    List<CensusRow> countries() {
        return countries;
    }

    /**
     * What speaks against them, if anything.
     *
     * @param file the name of their source
     */
    Optional<Doubt> doubt(String file) {
        return repeated.map(row -> repeated(row, file))
                .or(() -> notAFigure(file))
                .or(() -> total.isPresent() ? imbalance(total.get(), file) : Optional.of(noTotal(file)));
    }

    private static Doubt repeated(CensusRow row, String file) {
        return Doubt.lasting(
                RejectionReason.REPEATED_ROW,
                "%s of %s: country %s comes more than once; expected one row of each"
                        .formatted(row.code(), row.month(), row.country()),
                row.source(file));
    }

    // The row cannot be left out: the line published before would pass for withdrawn, and the sum would be too small.
    private Optional<Doubt> notAFigure(String file) {
        return countries.stream()
                .filter(row -> row.dollars().isEmpty())
                .findFirst()
                .or(() -> total.filter(row -> row.dollars().isEmpty()))
                .map(row -> Doubt.lasting(
                        RejectionReason.NOT_A_FIGURE,
                        "%s of %s: the value of country %s is '%s'; expected whole US dollars, 0 or more"
                                .formatted(row.code(), row.month(), row.country(), row.value()),
                        row.source(file)));
    }

    private Doubt noTotal(String file) {
        CensusRow row = countries.get(0);
        return Doubt.cutShort(
                RejectionReason.NO_CONTROL_TOTAL,
                "%s of %s: rows of countries (%d), but no total (country -) to check them by"
                        .formatted(row.code(), row.month(), countries.size()),
                row.source(file));
    }

    private Optional<Doubt> imbalance(CensusRow control, String file) {
        long expected = control.dollars().orElseThrow();
        long sum = countries.stream()
                .map(CensusRow::dollars)
                .mapToLong(OptionalLong::orElseThrow)
                .sum();
        return sum == expected
                ? Optional.empty()
                : Optional.of(Doubt.cutShort(
                        RejectionReason.DOES_NOT_ADD_UP,
                        "%s of %s: the countries add up to %d US dollars, the total (country -) is %d"
                                .formatted(control.code(), control.month(), sum, expected),
                        control.source(file)));
    }
}
