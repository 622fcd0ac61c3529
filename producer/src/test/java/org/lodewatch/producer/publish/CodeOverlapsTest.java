package org.lodewatch.producer.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.lodewatch.producer.rules.ImportRow;
import org.lodewatch.producer.rules.RowFault;

class CodeOverlapsTest {

    /** Codes that begin with 99 are in no book. */
    private final CodeOverlaps overlaps =
            new CodeOverlaps(new SourcePlaces(), (code, other, period) -> !code.startsWith("99"));

    private record Line(String origin, String period, String code) {

        boolean inGroupOf(Line other) {
            return origin.equals(other.origin) && period.equals(other.period);
        }
    }

    /** What the row is refused for, such as {@code '810520' contains '8105203000'}; empty if it is added. */
    private Optional<String> add(Line line) {
        ImportRow row = new ImportRow(
                "test", "a", 1, "US", line.origin, line.code, line.period, 1, OptionalLong.empty(), false);
        try {
            overlaps.add(row, 1);
            return Optional.empty();
        } catch (RowFault fault) {
            return Optional.of(fault.getMessage().replaceAll("commodity_code: (.*) of .*, with .*", "$1"));
        }
    }

    @Test
    void theShortestCodeAroundARowIsNamedOrElseTheFirstInIt() {
        List<String> codes = List.of(
                "81", "8105", "810520", "81052030", "8105203000", "8105206000", "8106", "810610", "990011", "99001122");
        Random random = new Random(11);
        Set<Line> added = new HashSet<>();
        int refused = 0;
        for (int i = 0; i < 20_000; i++) {
            String origin = "" + (char) ('A' + random.nextInt(26)) + (char) ('A' + random.nextInt(26));
            Line line = new Line(origin, 2000 + random.nextInt(3) + "", codes.get(random.nextInt(codes.size())));
            Optional<String> expected = expected(line, added);

            assertThat(add(line)).isEqualTo(expected);

            refused += expected.isPresent() ? 1 : 0;
            if (expected.isEmpty()) {
                added.add(line);
            }
        }
        assertThat(refused).isBetween(5_000, 19_000);
    }

    private static Optional<String> expected(Line line, Set<Line> added) {
        if (line.code.startsWith("99")) {
            return Optional.empty();
        }
        Optional<String> around = first(line, added, code -> !code.equals(line.code) && line.code.startsWith(code));
        Optional<String> within = first(line, added, code -> !code.equals(line.code) && code.startsWith(line.code));
        return around.map(code -> "'%s' is contained in '%s'".formatted(line.code, code))
                .or(() -> within.map(code -> "'%s' contains '%s'".formatted(line.code, code)));
    }

    private static Optional<String> first(Line line, Set<Line> added, Predicate<String> related) {
        return added.stream()
                .filter(line::inGroupOf)
                .map(Line::code)
                .filter(related)
                .min(Comparator.naturalOrder());
    }
}
