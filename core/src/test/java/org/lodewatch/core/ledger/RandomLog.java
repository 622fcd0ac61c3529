package org.lodewatch.core.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.lodewatch.schemas.messages.CustomsImport;
import org.lodewatch.schemas.messages.PartialsEnd;
import org.lodewatch.schemas.messages.PeriodComplete;
import org.lodewatch.schemas.messages.PeriodState;
import org.lodewatch.schemas.serde.FingerprintFormat;
import org.lodewatch.schemas.serde.MessageTypes;
import org.lodewatch.schemas.serde.WireFormats;
import org.lodewatch.schemas.values.ImportBounds;

/** Random records of every kind, including damaged ones; the same for the same seed. */
public final class RandomLog {

    private static final List<String> ORIGINS = List.of("CN", "BE", "AU", "XX", "RU", "VN");
    private static final List<String> CODES =
            List.of(Lines.ANTIMONY_OXIDE, Lines.GALLIUM, "28258000", Lines.ANTIMONY_METAL, "2825600020");

    /** An encoded record of the log. */
    public record Entry(Kind kind, byte[] key, byte[] value) {}

    /** A kind of record, and the reason for which it is rejected, or null if it is not. */
    public enum Kind {
        LINE(null),
        WITHDRAWAL(null),
        NO_MINERAL(null),
        OUTSIDE_HEADLINE(null),
        YEARLY_LINE(null),
        FAR_BACK(null),
        PERIOD_COMPLETE(null),
        PARTIAL_PERIOD(null),
        DATASET_PROPERTIES(null),
        YEAR_THAT_IS_NOT_OVER(null),
        NON_ASCII_KEY(null),
        KEY_OF_RANDOM_BYTES(null),
        LARGEST_LINE(null),
        NULL_KEY("missing-key"),
        EMPTY_KEY("missing-key"),
        NULL_VALUE("missing-value"),
        NULL_BOTH("missing-key"),
        LONG_KEY("invalid-record-id"),
        EMPTY_VALUE("undecodable"),
        TRUNCATED("undecodable"),
        BYTES_TOO_MANY("undecodable"),
        RANDOM_BYTES("undecodable"),
        RANDOM_DATUM("undecodable"),
        UNKNOWN_FINGERPRINT("undecodable"),
        OTHER_TOPIC("undecodable"),
        HUGE_STRING("undecodable"),
        NEGATIVE_STRING("undecodable"),
        EMPTY_STRINGS("invalid-dataset"),
        BAD_DATASET("invalid-dataset"),
        UNKNOWN_REPORTER("unknown-country"),
        REPORTER_XX("unknown-country"),
        UNKNOWN_ORIGIN("unknown-country"),
        BAD_CODE("invalid-commodity-code"),
        BAD_PERIOD("invalid-period"),
        PERIOD_AFTER_PUBLICATION("invalid-period"),
        BAD_PERIOD_COMPLETE("invalid-period"),
        COMPLETE_TOO_EARLY("period-not-over"),
        BAD_PROPERTIES("invalid-properties"),
        ABSURD_PUBLISHED_AT("invalid-published-at"),
        BAD_VALUE("invalid-customs-value"),
        BAD_WEIGHT("invalid-net-weight"),
        NEGATIVE_REVISION("invalid-revision");

        private final String reason;

        Kind(String reason) {
            this.reason = reason;
        }

        /** The reason for which it is rejected, or null if it is not. */
        public String reason() {
            return reason;
        }
    }

    private static final Set<Kind> USEFUL =
            Set.of(Kind.LINE, Kind.WITHDRAWAL, Kind.YEARLY_LINE, Kind.PERIOD_COMPLETE, Kind.FAR_BACK);

    private final Random random;

    /** Whether every line has a weight, with unit values that are close together, so that shares by weight are judged. */
    private final boolean weighed;

    public RandomLog(long seed) {
        random = new Random(seed);
        weighed = seed % 2 == 0;
    }

    /** A log in which about half of the records are valid; ids and revisions repeat. */
    public List<Entry> log(int length) {
        List<Entry> log = new ArrayList<>();
        List<Kind> useful = USEFUL.stream().sorted().toList();
        for (int i = 0; i < length; i++) {
            log.add(entry(random.nextBoolean() ? of(useful) : of(List.of(Kind.values()))));
        }
        return log;
    }

    /** A record of a kind. */
    public Entry entry(Kind kind) {
        byte[] key = ("id-" + random.nextInt(150)).getBytes(UTF_8);
        CustomsImport.Builder line = line();
        return switch (kind) {
            case LINE -> entry(kind, key, line);
            case WITHDRAWAL -> entry(kind, key, line.setWithdrawn(true));
            case NO_MINERAL -> entry(kind, key, line.setCommodityCode(Lines.SHOES));
            case OUTSIDE_HEADLINE -> entry(kind, key, line.setCommodityCode(Lines.ANTIMONY_ORE));
            case YEARLY_LINE -> entry(kind, key, line.setPeriod("" + (2015 + random.nextInt(11))));
            case FAR_BACK -> entry(kind, key, line.setPeriod("19" + (90 + random.nextInt(10)) + "-0" + digit()));
            case PERIOD_COMPLETE ->
                new Entry(
                        kind,
                        key,
                        Lines.value(
                                new PeriodComplete("us-census", "US", month(), Lines.PUBLISHED, PeriodState.COMPLETE)));
            case PARTIAL_PERIOD ->
                new Entry(
                        kind,
                        key,
                        Lines.value(Lines.declared(
                                month(), of(List.of(PeriodState.values())), Lines.PUBLISHED.plusSeconds(digit()))));
            case DATASET_PROPERTIES ->
                new Entry(
                        kind,
                        key,
                        Lines.value(Lines.properties(
                                of(List.of("general", "consumption")),
                                null,
                                digit() + 1,
                                of(List.of("USD", "EUR")),
                                Lines.PUBLISHED.plusSeconds(digit()))));
            case YEAR_THAT_IS_NOT_OVER -> entry(kind, key, line.setPeriod("2026"));
            case COMPLETE_TOO_EARLY ->
                new Entry(kind, key, Lines.value(Lines.complete(of(List.of("2026", "2026-06")))));
            case BAD_PROPERTIES ->
                new Entry(kind, key, Lines.value(Lines.properties("general", null, 6, "US$", Lines.PUBLISHED)));
            case NON_ASCII_KEY -> entry(kind, ("鉱物/ßü/\u0000/" + random.nextInt(9)).getBytes(UTF_8), line);
            case KEY_OF_RANDOM_BYTES -> entry(kind, bytes(1 + random.nextInt(40)), line);
            case LARGEST_LINE ->
                entry(
                        kind,
                        new byte[4 * ImportBounds.MAX_RECORD_ID_LENGTH],
                        line.setCustomsValueCents(ImportBounds.MAX_VALUE_CENTS)
                                .setNetWeightGrams(ImportBounds.MAX_WEIGHT_GRAMS)
                                .setRevision(Long.MAX_VALUE - random.nextInt(3)));
            case NULL_KEY -> entry(kind, null, line);
            case EMPTY_KEY -> entry(kind, new byte[0], line);
            case NULL_VALUE -> new Entry(kind, key, null);
            case NULL_BOTH -> new Entry(kind, null, null);
            case LONG_KEY -> entry(kind, bytes(4 * ImportBounds.MAX_RECORD_ID_LENGTH + 1 + random.nextInt(5000)), line);
            case EMPTY_VALUE -> new Entry(kind, key, new byte[0]);
            case TRUNCATED -> new Entry(kind, key, truncated(Lines.value(line.build())));
            case BYTES_TOO_MANY ->
                new Entry(kind, key, concat(Lines.value(line.build()), bytes(1 + random.nextInt(9))));
            case RANDOM_BYTES -> new Entry(kind, key, bytes(random.nextInt(200)));
            // A datum that begins with a length it does not have: the first byte of the first string is odd, so
            // negative.
            case RANDOM_DATUM -> {
                byte[] datum = bytes(1 + random.nextInt(80));
                datum[0] |= 1;
                yield new Entry(kind, key, concat(header(), datum));
            }
            case UNKNOWN_FINGERPRINT -> {
                byte[] value = Lines.value(line.build());
                value[5] ^= (byte) (1 + random.nextInt(255));
                yield new Entry(kind, key, value);
            }
            case OTHER_TOPIC ->
                new Entry(
                        kind,
                        key,
                        WireFormats.WITHOUT_REGISTRY
                                .internal()
                                .write(
                                        "lodewatch-partials",
                                        new MessageTypes(List.of(PartialsEnd.class)),
                                        new PartialsEnd(0, 1L)));
            case HUGE_STRING ->
                new Entry(
                        kind,
                        key,
                        withStringOf(of(List.of(
                                1_000_000L,
                                2_000_000_000L,
                                (long) Integer.MAX_VALUE,
                                (long) Integer.MAX_VALUE - 8,
                                1L << 32,
                                (1L << 32) + 5,
                                Long.MAX_VALUE))));
            case NEGATIVE_STRING ->
                new Entry(kind, key, withStringOf(of(List.of(-1L, -(1L << 31), -(1L << 32), Long.MIN_VALUE))));
            case EMPTY_STRINGS ->
                entry(
                        kind,
                        key,
                        line.setDataset("")
                                .setReporter("")
                                .setOrigin("")
                                .setCommodityCode("")
                                .setPeriod(""));
            case BAD_DATASET ->
                entry(kind, key, line.setDataset(of(List.of("US", "a/b", "-a", "ü", "a".repeat(64), "a\n", "a b"))));
            case UNKNOWN_REPORTER -> entry(kind, key, line.setReporter(country()));
            case REPORTER_XX -> entry(kind, key, line.setReporter("XX"));
            case UNKNOWN_ORIGIN -> entry(kind, key, line.setOrigin(country()));
            case BAD_CODE ->
                entry(
                        kind,
                        key,
                        line.setCommodityCode(of(List.of("", "1", "28.25.80", "abc", "12345678901", "٢٨٢٥٨٠"))));
            case BAD_PERIOD ->
                entry(
                        kind,
                        key,
                        line.setPeriod(of(List.of(
                                "",
                                "0000",
                                "9999",
                                "0000-01",
                                "9999-12",
                                "2024-13",
                                "2024-00",
                                "24",
                                "1989-12",
                                "1989",
                                "2024-1",
                                "20240-1",
                                "2024-12-01",
                                "٢٠٢٤"))));
            case PERIOD_AFTER_PUBLICATION ->
                entry(kind, key, line.setPeriod("2024-02").setPublishedAt(Instant.parse("2024-01-31T23:59:59.999Z")));
            case BAD_PERIOD_COMPLETE ->
                new Entry(
                        kind,
                        key,
                        Lines.value(new PeriodComplete(
                                "us-census", "US", "2024-13", Lines.PUBLISHED, PeriodState.COMPLETE)));
            case ABSURD_PUBLISHED_AT ->
                entry(
                        kind,
                        key,
                        line.setPublishedAt(Instant.ofEpochMilli(of(List.of(
                                Long.MIN_VALUE, Long.MAX_VALUE, -1L, 0L, 4_102_444_800_000L, 631_151_999_999L)))));
            case BAD_VALUE ->
                entry(
                        kind,
                        key,
                        line.setCustomsValueCents(
                                of(List.of(-1L, Long.MIN_VALUE, Long.MAX_VALUE, ImportBounds.MAX_VALUE_CENTS + 1))));
            case BAD_WEIGHT ->
                entry(
                        kind,
                        key,
                        line.setNetWeightGrams(
                                of(List.of(-1L, Long.MIN_VALUE, Long.MAX_VALUE, ImportBounds.MAX_WEIGHT_GRAMS + 1))));
            case NEGATIVE_REVISION -> entry(kind, key, line.setRevision(of(List.of(-1L, Long.MIN_VALUE))));
        };
    }

    private CustomsImport.Builder line() {
        long value = random.nextLong(1_000_000_000L);
        return Lines.line()
                .setDataset(random.nextInt(4) == 0 ? "un-comtrade" : "us-census")
                .setReporter(random.nextInt(4) == 0 ? "DE" : "US")
                .setRevision(random.nextInt(6))
                .setOrigin(of(ORIGINS))
                .setCommodityCode(of(CODES))
                .setPeriod(month())
                .setCustomsValueCents(value)
                .setNetWeightGrams(weight(value));
    }

    private String month() {
        return "20" + (15 + random.nextInt(11)) + "-0" + digit();
    }

    private int digit() {
        return 1 + random.nextInt(9);
    }

    private String country() {
        return of(List.of("", "C", "cn", "ZZ", "CHN", "C1", "??", "中国", "A".repeat(10_000)));
    }

    /** Cuts the end off at a random place. */
    private byte[] truncated(byte[] value) {
        return Arrays.copyOf(value, 1 + random.nextInt(value.length - 1));
    }

    private static byte[] header() {
        return Arrays.copyOf(Lines.value(Lines.line().build()), FingerprintFormat.HEADER_LENGTH);
    }

    /** A datum whose first string has this length, according to the datum. */
    private static byte[] withStringOf(long length) {
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            out.write(header());
            BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
            encoder.writeLong(length);
            encoder.flush();
            out.write("us-census".getBytes(UTF_8));
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private static byte[] concat(byte[] one, byte[] other) {
        byte[] both = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        return both;
    }

    private <T> T of(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    private static Entry entry(Kind kind, byte[] key, CustomsImport.Builder line) {
        return new Entry(kind, key, Lines.value(line.build()));
    }

    /** None, 0, which is unknown too, or any. */
    private Long weight(long value) {
        if (weighed) {
            return 1 + value / (20 + random.nextInt(20));
        }
        int kind = random.nextInt(8);
        return kind < 3 ? null : kind == 3 ? Long.valueOf(0) : Long.valueOf(random.nextLong(1_000_000_000L));
    }
}
