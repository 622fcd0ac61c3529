package org.lodewatch.producer.census;

import static org.lodewatch.producer.feed.ImportField.COMMODITY_CODE;
import static org.lodewatch.producer.feed.ImportField.CUSTOMS_VALUE_USD;
import static org.lodewatch.producer.feed.ImportField.NET_WEIGHT_KG;
import static org.lodewatch.producer.feed.ImportField.ORIGIN;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.lodewatch.producer.feed.FeedItem.Line;
import org.lodewatch.producer.feed.RawImport;
import org.lodewatch.producer.feed.SourceLine;

/** The rows of one scope in one month. */
final class MonthRows {

    private final SortedMap<String, CodeRows> codes = new TreeMap<>();

    void add(CensusRow row) {
        codes.computeIfAbsent(row.code(), none -> new CodeRows()).add(row);
    }

    boolean isEmpty() {
        return codes.isEmpty();
    }

    /**
     * What speaks against the first code that cannot be believed.
     *
     * @param file the name of their source
     */
    Optional<Doubt> doubt(String file) {
        return codes.values().stream()
                .map(rows -> rows.doubt(file))
                .flatMap(Optional::stream)
                .findFirst();
    }

    /**
     * One line of each code and origin, in their order; only of rows without a doubt.
     *
     * @param file the name of their source
     */
    List<Line> lines(ScheduleC countries, String file) {
        List<Line> lines = new ArrayList<>();
        codes.forEach((code, rows) ->
                byOrigin(rows, countries).forEach((origin, together) -> lines.add(line(code, origin, together, file))));
        return lines;
    }

    // A country with trade in another month of the year is listed with 0: it supplies nothing.
    private static Map<String, List<CensusRow>> byOrigin(CodeRows rows, ScheduleC countries) {
        return rows.countries().stream()
                .filter(row -> row.dollars().orElseThrow() > 0)
                .collect(Collectors.groupingBy(row -> countries.iso(row.country()), TreeMap::new, Collectors.toList()));
    }

    private static Line line(String code, String origin, List<CensusRow> rows, String file) {
        long dollars =
                rows.stream().mapToLong(row -> row.dollars().orElseThrow()).sum();
        NetWeight weight =
                rows.stream().map(CensusRow::weight).reduce(NetWeight::plus).orElse(NetWeight.UNKNOWN);
        RawImport fields = new RawImport()
                .with(ORIGIN, origin)
                .with(COMMODITY_CODE, code)
                .with(CUSTOMS_VALUE_USD, Long.toString(dollars))
                .with(NET_WEIGHT_KG, weight.text());
        return new Line(fields, new SourceLine(file, rows.get(0).line(), raw(rows)));
    }

    /** The rows as they were received, one a line. */
    private static byte[] raw(List<CensusRow> rows) {
        if (rows.size() == 1) {
            return rows.get(0).raw();
        }
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (CensusRow row : rows) {
            if (all.size() > 0) {
                all.write('\n');
            }
            all.writeBytes(row.raw());
        }
        return all.toByteArray();
    }
}
