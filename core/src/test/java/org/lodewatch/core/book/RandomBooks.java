package org.lodewatch.core.book;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.lodewatch.schemas.values.CountryCode;

/** Random records of a book; the same for the same seed. */
final class RandomBooks {

    private static final String[] ORIGINS = {"CN", "BE", "AU", "XX", "TJ", "RU", "MX", "VN", "ZA", "CL", "IN"};

    /** One customs import record: an input partition, a month, an origin, cents, and grams or -1. */
    record Line(int partition, int month, int country, long value, long weight) {}

    private RandomBooks() {}

    static List<Line> lines(Random random, int count, int firstMonth, int months) {
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            lines.add(new Line(
                    random.nextInt(3),
                    firstMonth + random.nextInt(months),
                    CountryCode.of(ORIGINS[random.nextInt(ORIGINS.length)]),
                    random.nextInt(5) == 0 ? 0 : random.nextLong(100_000_000_000L),
                    random.nextInt(4) == 0 ? -1 : random.nextLong(100_000_000L)));
        }
        return lines;
    }

    /** The sum of some lines, added one by one. */
    static Totals sum(Countries countries, List<Line> lines) {
        Totals sum = new Totals(countries);
        lines.forEach(line -> sum.add(line.country(), line.value(), line.weight(), 1));
        return sum;
    }
}
