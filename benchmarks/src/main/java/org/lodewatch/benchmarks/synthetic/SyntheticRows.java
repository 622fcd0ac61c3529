package org.lodewatch.benchmarks.synthetic;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.lodewatch.producer.feed.ImportField;
import org.lodewatch.producer.feed.RawImport;

/**
 * Rows by index. What stands at an index depends on the trade, the seed and the index alone.
 *
 * <p>Of 1,000 rows about 50 repeat an earlier row as it is, 30 revise an earlier line (half of these move it to another
 * origin, month or code), 5 withdraw one and 1 is invalid. A row's revision is the index at which it first stood, so
 * that whatever the order, the row with the highest index says what a line is in the end.
 */
final class SyntheticRows {

    /** What a row is to those before it. */
    enum Kind {
        INVALID(1),
        WITHDRAWAL(5),
        REVISION(30),
        DUPLICATE(50),
        ORIGINAL(914);

        private final int perThousand;

        Kind(int perThousand) {
            this.perThousand = perThousand;
        }
    }

    private static final Kind[] KINDS = Stream.of(Kind.values())
            .flatMap(kind -> Stream.generate(() -> kind).limit(kind.perThousand))
            .toArray(Kind[]::new);

    /** So that all record ids are as long as those of real feeds. */
    private static final long FIRST_ID = 1_000_000_000_000_000L;

    private static final double LEAST_CENTS = 1e4;
    private static final double MOST_CENTS = 1e7;
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private final SyntheticTrade trade;
    private final List<String> months;
    private final Suppliers suppliers;
    private final long seed;

    /** A line as it is counted. */
    private record Line(long id, int reporter, int code, int month, int origin, long cents, long grams) {}

    SyntheticRows(SyntheticTrade trade, long seed) {
        this.trade = trade;
        this.seed = new SplittableRandom(seed).nextLong();
        this.months = trade.months().stream().map(Object::toString).toList();
        this.suppliers = new Suppliers(
                trade.codes().size(), months.size(), trade.origins().size(), new SplittableRandom(seed));
    }

    Kind kind(long index) {
        return index == 0 ? Kind.ORIGINAL : kind(random(index));
    }

    RawImport row(long index) {
        SplittableRandom random = random(index);
        Kind kind = index == 0 ? Kind.ORIGINAL : kind(random);
        return switch (kind) {
            case ORIGINAL -> fields(original(index), index, false);
            case DUPLICATE -> row(earlier(index, random, List.of(Kind.ORIGINAL, Kind.REVISION, Kind.WITHDRAWAL)));
            case REVISION -> fields(revised(original(earlierLine(index, random)), random), index, false);
            case WITHDRAWAL -> fields(original(earlierLine(index, random)), index, true);
            case INVALID -> spoiled(fields(original(index), index, false), random);
        };
    }

    /** The row as text, for those that are refused. */
    static byte[] text(RawImport row) {
        return row.toString().getBytes(UTF_8);
    }

    private static Kind kind(SplittableRandom random) {
        return KINDS[random.nextInt(KINDS.length)];
    }

    private SplittableRandom random(long index) {
        return new SplittableRandom(seed + index * GOLDEN);
    }

    private long earlierLine(long index, SplittableRandom random) {
        return earlier(index, random, List.of(Kind.ORIGINAL));
    }

    private long earlier(long index, SplittableRandom random, List<Kind> kinds) {
        long earlier = random.nextLong(index);
        while (!kinds.contains(kind(earlier))) {
            earlier--;
        }
        return earlier;
    }

    private Line original(long index) {
        SplittableRandom random = random(~index);
        int reporter = random.nextInt(trade.reporters().size());
        int code = skewed(trade.codes().size(), random);
        int month = random.nextInt(months.size());
        int origin = suppliers.at(code, month, reporter, random.nextDouble());
        return new Line(index, reporter, code, month, origin, cents(random), grams(random));
    }

    /** One of so many, the first most often: of 50, it comes for a seventh of all, and the last for a hundredth. */
    private static int skewed(int size, SplittableRandom random) {
        double place = random.nextDouble();
        return (int) (size * place * place);
    }

    private Line revised(Line line, SplittableRandom random) {
        int change = random.nextInt(6);
        int code = change == 0 ? random.nextInt(trade.codes().size()) : line.code();
        int month = change == 1 ? random.nextInt(months.size()) : line.month();
        int origin = change == 2 ? random.nextInt(trade.origins().size()) : line.origin();
        return new Line(line.id(), line.reporter(), code, month, origin, cents(random), grams(random));
    }

    private static long cents(SplittableRandom random) {
        return (long) (LEAST_CENTS * StrictMath.pow(MOST_CENTS / LEAST_CENTS, random.nextDouble()));
    }

    /** Or -1 for the one line of fifty that has no weight. */
    private static long grams(SplittableRandom random) {
        return random.nextInt(50) == 0 ? -1 : random.nextLong(1_000, 100_000_000);
    }

    private RawImport fields(Line line, long revision, boolean withdrawn) {
        return new RawImport()
                .with(ImportField.DATASET, trade.dataset())
                .with(ImportField.RECORD_ID, "line-" + (FIRST_ID + line.id()))
                .with(ImportField.REVISION, Long.toString(revision))
                .with(ImportField.REPORTER, trade.reporters().get(line.reporter()))
                .with(ImportField.ORIGIN, trade.origins().get(line.origin()))
                .with(ImportField.COMMODITY_CODE, trade.codes().get(line.code()))
                .with(ImportField.PERIOD, months.get(line.month()))
                .with(ImportField.CUSTOMS_VALUE_USD, decimal(line.cents(), 2))
                .with(ImportField.NET_WEIGHT_KG, line.grams() < 0 ? "" : decimal(line.grams(), 3))
                .with(ImportField.WITHDRAWN, withdrawn ? "true" : "");
    }

    private static RawImport spoiled(RawImport row, SplittableRandom random) {
        List<Supplier<RawImport>> faults = List.of(
                () -> row.with(ImportField.ORIGIN, "Q0"),
                () -> row.with(ImportField.COMMODITY_CODE, "26.17"),
                () -> row.with(ImportField.PERIOD, "2024-13"),
                () -> row.with(ImportField.CUSTOMS_VALUE_USD, "-1"),
                () -> row.with(ImportField.RECORD_ID, ""));
        return faults.get(random.nextInt(faults.size())).get();
    }

    private static String decimal(long units, int decimals) {
        String digits = Long.toString(units);
        int point = digits.length() - decimals;
        return point <= 0
                ? "0." + "0".repeat(-point) + digits
                : digits.substring(0, point) + "." + digits.substring(point);
    }
}
