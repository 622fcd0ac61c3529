package org.lodewatch.benchmarks.synthetic;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.lodewatch.producer.feed.ImportField;
import org.lodewatch.producer.feed.RawImport;

/**
 * Rows by index. A row depends on the trade, the seed and the index alone.
 *
 * <p>Of 1,000 rows about 50 repeat an earlier row, 30 revise an earlier line (half of them move it to another origin,
 * month or code), 5 withdraw one and 1 is invalid. The revision of a row is its index, so the row with the highest index
 * decides what a line is in the end, in whatever order rows arrive.
 */
final class SyntheticRows {

    private enum Kind {
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

    /** Makes all record ids as long as those of real feeds. */
    private static final long FIRST_ID = 1_000_000_000_000_000L;

    private static final double MIN_CENTS = 1e4;
    private static final double MAX_CENTS = 1e7;
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private final SyntheticTrade trade;
    private final List<String> months;
    private final Suppliers suppliers;
    private final long seed;

    /** One line of the statistics. @param grams -1 for none */
    private record Line(long id, int reporter, int code, int month, int origin, long cents, long grams) {}

    SyntheticRows(SyntheticTrade trade, long seed) {
        this.trade = trade;
        this.seed = new SplittableRandom(seed).nextLong();
        this.months = trade.months().stream().map(Object::toString).toList();
        this.suppliers = new Suppliers(
                trade.codes().size(), months.size(), trade.origins().size(), new SplittableRandom(seed));
    }

    boolean isInvalid(long index) {
        return kind(index) == Kind.INVALID;
    }

    RawImport row(long index) {
        SplittableRandom random = random(index);
        Kind kind = index == 0 ? Kind.ORIGINAL : kind(random);
        return switch (kind) {
            case ORIGINAL -> fields(original(index), index, false);
            case DUPLICATE -> row(earlier(index, random, List.of(Kind.ORIGINAL, Kind.REVISION, Kind.WITHDRAWAL)));
            case REVISION -> fields(revised(original(earlierLine(index, random)), random), index, false);
            case WITHDRAWAL -> fields(original(earlierLine(index, random)), index, true);
            case INVALID -> invalid(fields(original(index), index, false), random);
        };
    }

    /** The row as text, for rows that are rejected. */
    static byte[] text(RawImport row) {
        return row.toString().getBytes(UTF_8);
    }

    private Kind kind(long index) {
        return index == 0 ? Kind.ORIGINAL : kind(random(index));
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
        // Skewed: of 50 codes the first has a seventh of all lines, the last a hundredth.
        double place = random.nextDouble();
        int code = (int) (trade.codes().size() * place * place);
        int month = random.nextInt(months.size());
        int origin = suppliers.at(code, month, reporter, random.nextDouble());
        return new Line(index, reporter, code, month, origin, cents(random), grams(random));
    }

    private Line revised(Line line, SplittableRandom random) {
        int change = random.nextInt(6);
        int code = change == 0 ? random.nextInt(trade.codes().size()) : line.code();
        int month = change == 1 ? random.nextInt(months.size()) : line.month();
        int origin = change == 2 ? random.nextInt(trade.origins().size()) : line.origin();
        return new Line(line.id(), line.reporter(), code, month, origin, cents(random), grams(random));
    }

    private static long cents(SplittableRandom random) {
        return (long) (MIN_CENTS * StrictMath.pow(MAX_CENTS / MIN_CENTS, random.nextDouble()));
    }

    /** One line of fifty has no weight. */
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

    private static RawImport invalid(RawImport row, SplittableRandom random) {
        return switch (random.nextInt(5)) {
            case 0 -> row.with(ImportField.ORIGIN, "Q0");
            case 1 -> row.with(ImportField.COMMODITY_CODE, "26.17");
            case 2 -> row.with(ImportField.PERIOD, "2024-13");
            case 3 -> row.with(ImportField.CUSTOMS_VALUE_USD, "-1");
            default -> row.with(ImportField.RECORD_ID, "");
        };
    }

    private static String decimal(long units, int decimals) {
        String digits = Long.toString(units);
        int point = digits.length() - decimals;
        return point <= 0
                ? "0." + "0".repeat(-point) + digits
                : digits.substring(0, point) + "." + digits.substring(point);
    }

    /**
     * The suppliers of each commodity. The share of the n-th largest falls with a power of n, which differs between
     * commodities and drifts over the months: some commodities depend on one country, and dependence rises and falls.
     */
    private static final class Suppliers {

        private static final double MIN_POWER = 0.3;
        private static final double MAX_POWER = 2.5;
        private static final double MAX_DRIFT = 0.8;

        private final int origins;
        private final int[][] ranking;
        private final double[][][] cumulative;

        Suppliers(int codes, int months, int origins, SplittableRandom random) {
            this.origins = origins;
            this.ranking = new int[codes][];
            this.cumulative = new double[codes][months][];
            for (int code = 0; code < codes; code++) {
                ranking[code] = shuffled(random);
                double power = random.nextDouble(MIN_POWER, MAX_POWER);
                double drift = random.nextDouble(-MAX_DRIFT, MAX_DRIFT);
                for (int month = 0; month < months; month++) {
                    cumulative[code][month] = cumulative(power + drift * month / months);
                }
            }
        }

        /** The supplier at a place between 0 and 1, where all suppliers of the code are arranged by size. */
        int at(int code, int month, int reporter, double place) {
            double[] sizes = cumulative[code][month];
            int found = Arrays.binarySearch(sizes, place * sizes[origins - 1]);
            int rank = Math.min(origins - 1, found < 0 ? -found - 1 : found);
            // Each reporter has its own largest supplier.
            return ranking[code][(rank + reporter) % origins];
        }

        private double[] cumulative(double power) {
            double[] sizes = new double[origins];
            double sum = 0;
            for (int rank = 0; rank < origins; rank++) {
                sum += StrictMath.pow(rank + 1.0, -Math.max(0, power));
                sizes[rank] = sum;
            }
            return sizes;
        }

        private int[] shuffled(SplittableRandom random) {
            int[] order = new int[origins];
            for (int i = 0; i < origins; i++) {
                int place = random.nextInt(i + 1);
                order[i] = order[place];
                order[place] = i;
            }
            return order;
        }
    }
}
