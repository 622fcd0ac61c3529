package org.lodewatch.producer.census;

import static org.lodewatch.producer.feed.ImportField.COMMODITY_CODE;
import static org.lodewatch.producer.feed.ImportField.CUSTOMS_VALUE_USD;
import static org.lodewatch.producer.feed.ImportField.NET_WEIGHT_KG;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.lodewatch.producer.feed.FeedItem.Line;
import org.lodewatch.producer.feed.RawImport;
import org.lodewatch.producer.feed.SourceLine;
import org.lodewatch.producer.poll.OriginCodes;
import org.lodewatch.producer.poll.OriginCodes.Origin;
import org.lodewatch.producer.poll.StatisticsSource.Part;
import org.lodewatch.schemas.values.RejectionReason;

/** The rows of one scope in one month, by commodity code. */
final class MonthRows {

    private final SortedMap<String, CodeRows> codes = new TreeMap<>();

    /**
     * Why a month's rows must not be published.
     *
     * @param reason the kind of fault
     * @param message one line: what was found, and what was expected
     * @param source the row that shows it
     */
    record Defect(RejectionReason reason, String message, SourceLine source) {

        private static final Set<RejectionReason> TRUNCATION = EnumSet.of(
                RejectionReason.NO_CONTROL_TOTAL, RejectionReason.DOES_NOT_ADD_UP, RejectionReason.LINES_MISSING);

        /** Whether rows may be missing, so that a smaller request may return them all. */
        boolean truncated() {
            return TRUNCATION.contains(reason);
        }

        /** As a part of the figures, in place of those of some months. */
        Part.Fault fault(List<String> months) {
            return new Part.Fault(months, reason, message, source);
        }
    }

    void add(CensusRow row) {
        codes.computeIfAbsent(row.code(), none -> new CodeRows()).add(row);
    }

    boolean isEmpty() {
        return codes.isEmpty();
    }

    /**
     * The defect of the first code that has one.
     *
     * @param file the name of their source
     */
    Optional<Defect> defect(String file) {
        return codes.values().stream()
                .map(rows -> rows.defect(file))
                .flatMap(Optional::stream)
                .findFirst();
    }

    /**
     * One line of each code and origin, in their order; only of rows without a defect.
     *
     * @param file the name of their source
     */
    List<Line> lines(OriginCodes countries, String file) {
        List<Line> lines = new ArrayList<>();
        codes.forEach((code, rows) -> rows.countries.stream()
                // A country with trade in another month of the year is listed with 0: it supplies nothing.
                .filter(row -> row.dollars().orElseThrow() > 0)
                .collect(Collectors.groupingBy(
                        row -> countries.origin(row.country()), TreeMap::new, Collectors.toList()))
                .forEach((origin, together) -> lines.add(line(code, origin, together, file))));
        return lines;
    }

    private static Line line(String code, Origin origin, List<CensusRow> rows, String file) {
        long dollars =
                rows.stream().mapToLong(row -> row.dollars().orElseThrow()).sum();
        NetWeight weight =
                rows.stream().map(CensusRow::weight).reduce(NetWeight::plus).orElse(NetWeight.UNKNOWN);
        RawImport fields = origin.fields()
                .with(COMMODITY_CODE, code)
                .with(CUSTOMS_VALUE_USD, Long.toString(dollars))
                .with(NET_WEIGHT_KG, weight.text());
        return new Line(fields, new SourceLine(file, rows.get(0).line(), raw(rows)));
    }

    /** The rows as they were received, one a line. */
    private static byte[] raw(List<CensusRow> rows) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (CensusRow row : rows) {
            if (all.size() > 0) {
                all.write('\n');
            }
            all.writeBytes(row.raw());
        }
        return all.toByteArray();
    }

    /** The rows of one code: those of countries, and the total of all countries, which they must add up to. */
    private static final class CodeRows {

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

        Optional<Defect> defect(String file) {
            // A row without a figure cannot be left out: the line published before would count as withdrawn.
            Optional<CensusRow> noFigure = Stream.concat(countries.stream(), total.stream())
                    .filter(row -> row.dollars().isEmpty())
                    .findFirst();
            if (repeated.isPresent()) {
                return defect(
                        repeated.get(),
                        file,
                        RejectionReason.REPEATED_ROW,
                        "country %s comes more than once; expected one row of each"
                                .formatted(repeated.get().country()));
            }
            if (noFigure.isPresent()) {
                return defect(
                        noFigure.get(),
                        file,
                        RejectionReason.NOT_A_FIGURE,
                        "the value of country %s is '%s'; expected whole US dollars, 0 or more"
                                .formatted(
                                        noFigure.get().country(), noFigure.get().value()));
            }
            if (total.isEmpty()) {
                return defect(
                        countries.get(0),
                        file,
                        RejectionReason.NO_CONTROL_TOTAL,
                        "rows of countries (%d), but no total (country -) to check them by"
                                .formatted(countries.size()));
            }
            long expected = total.get().dollars().orElseThrow();
            long sum = countries.stream()
                    .mapToLong(row -> row.dollars().orElseThrow())
                    .sum();
            return sum == expected
                    ? Optional.empty()
                    : defect(
                            total.get(),
                            file,
                            RejectionReason.DOES_NOT_ADD_UP,
                            "the countries add up to %d US dollars, the total (country -) is %d"
                                    .formatted(sum, expected));
        }

        private static Optional<Defect> defect(CensusRow row, String file, RejectionReason reason, String found) {
            String message = "%s of %s: %s".formatted(row.code(), row.month(), found);
            return Optional.of(new Defect(reason, message, row.source(file)));
        }
    }
}
