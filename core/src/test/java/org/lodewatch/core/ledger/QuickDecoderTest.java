package org.lodewatch.core.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lodewatch.schemas.messages.CustomsImport;
import org.lodewatch.schemas.serde.FingerprintFormat;
import org.lodewatch.schemas.serde.UndecodableException;
import org.lodewatch.schemas.values.ImportBounds;

/** For any bytes, the result is that of Avro: the same message or the same exception. */
class QuickDecoderTest {

    private static final int VALUES = 20_000;
    private static final List<String> TEXTS = List.of(
            "",
            "a",
            "us-census",
            "a".repeat(63),
            "a".repeat(64),
            "a".repeat(65),
            "x".repeat(500),
            "ü鉱物",
            "2024-12",
            "CN");
    private static final List<Long> NUMBERS = List.of(
            0L,
            -1L,
            63L,
            64L,
            8191L,
            8192L,
            ImportBounds.MAX_VALUE_CENTS,
            ImportBounds.MAX_WEIGHT_GRAMS,
            (1L << 62) - 1,
            1L << 62,
            -(1L << 62),
            -(1L << 62) - 1,
            Long.MAX_VALUE,
            Long.MIN_VALUE);

    static LongStream seeds() {
        return LongStream.range(0, 10);
    }

    private static SpecificRecord avro(byte[] value) {
        return Lines.decoded(value);
    }

    private static SpecificRecord none(byte[] value) {
        throw new AssertionError("left to Avro");
    }

    /** The message with its type and every field, or the message of the exception. */
    private static String outcome(Function<byte[], SpecificRecord> decoder, byte[] value) {
        try {
            SpecificRecord message = decoder.apply(value);
            return message.getSchema().getName() + " " + message;
        } catch (UndecodableException e) {
            return e.getMessage();
        }
    }

    private static CustomsImport line(Random random) {
        return CustomsImport.newBuilder()
                .setDataset(text(random))
                .setRevision(number(random))
                .setReporter(text(random))
                .setOrigin(text(random))
                .setCommodityCode(text(random))
                .setPeriod(text(random))
                .setCustomsValueCents(number(random))
                .setNetWeightGrams(random.nextBoolean() ? null : (Long) number(random))
                .setWithdrawn(random.nextBoolean())
                .setCompletionFollows(random.nextBoolean())
                .setPublishedAt(Instant.ofEpochMilli(number(random)))
                .build();
    }

    private static String text(Random random) {
        return random.nextInt(4) == 0
                ? Integer.toString(random.nextInt(100_000))
                : TEXTS.get(random.nextInt(TEXTS.size()));
    }

    private static long number(Random random) {
        return random.nextBoolean()
                ? random.nextLong() >> random.nextInt(64)
                : NUMBERS.get(random.nextInt(NUMBERS.size()));
    }

    /** Behind the header: a byte changed, cut out or put in, the end cut off, or bytes behind it. */
    private static byte[] damaged(Random random, byte[] value) {
        int at = FingerprintFormat.HEADER_LENGTH + random.nextInt(value.length - FingerprintFormat.HEADER_LENGTH);
        byte[] damaged = value.clone();
        switch (random.nextInt(6)) {
            case 0 -> damaged[at] = (byte) random.nextInt(256);
            case 1 -> damaged[at] ^= (byte) (1 << random.nextInt(8));
            case 2 -> damaged = Arrays.copyOf(value, at);
            case 3 -> damaged = Arrays.copyOf(value, value.length + 1 + random.nextInt(3));
            case 4 -> {
                damaged = Arrays.copyOf(value, value.length - 1);
                System.arraycopy(value, at + 1, damaged, at, value.length - at - 1);
            }
            default -> {
                damaged = Arrays.copyOf(value, value.length + 1);
                System.arraycopy(value, at, damaged, at + 1, value.length - at);
                damaged[at] = (byte) (random.nextBoolean() ? 0x80 : random.nextInt(256));
            }
        }
        return damaged;
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void recordsOfAnyFieldsAreReadAsAvroReadsThem(long seed) {
        Random random = new Random(seed);
        QuickDecoder quick = new QuickDecoder(QuickDecoderTest::avro);
        for (int i = 0; i < VALUES; i++) {
            CustomsImport line = line(random);

            SpecificRecord read = quick.apply(Lines.value(line));

            assertThat(read).as("seed %d, value %d", seed, i).isEqualTo(line);
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void damagedRecordsAreReadOrRejectedAsByAvro(long seed) {
        Random random = new Random(seed);
        QuickDecoder quick = new QuickDecoder(QuickDecoderTest::avro);
        int read = 0;
        for (int i = 0; i < VALUES; i++) {
            byte[] value = Lines.value(line(random));
            for (int damage = random.nextInt(3); damage >= 0 && value.length > 12; damage--) {
                value = damaged(random, value);
            }

            String byAvro = outcome(QuickDecoderTest::avro, value);

            assertThat(outcome(quick, value)).as("seed %d, value %d", seed, i).isEqualTo(byAvro);
            read += byAvro.startsWith("CustomsImport") ? 1 : 0;
        }
        assertThat(read).isBetween(VALUES / 10, VALUES * 9 / 10);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void everyKindOfValidOrDamagedRecordIsReadOrRejectedAsByAvro(long seed) {
        QuickDecoder quick = new QuickDecoder(QuickDecoderTest::avro);
        for (RandomLog.Entry entry : new RandomLog(seed).log(2_000)) {
            if (entry.value() != null) {
                assertThat(outcome(quick, entry.value()))
                        .as("seed %d, %s", seed, entry.kind())
                        .isEqualTo(outcome(QuickDecoderTest::avro, entry.value()));
            }
        }
    }

    @Test
    void recordsOfFeedsAreDecodedWithoutAvro() {
        QuickDecoder quick = new QuickDecoder(QuickDecoderTest::none);

        CustomsImport plain = Lines.line().build();
        CustomsImport full = Lines.line()
                .setNetWeightGrams(ImportBounds.MAX_WEIGHT_GRAMS)
                .setCustomsValueCents(ImportBounds.MAX_VALUE_CENTS)
                .setRevision(1_780_000_000_000L)
                .setWithdrawn(true)
                .setCompletionFollows(true)
                .build();

        assertThat(quick.apply(Lines.value(plain))).isEqualTo(plain);
        assertThat(quick.apply(Lines.value(full))).isEqualTo(full);
    }

    @Test
    void wordsInTheSamePlaceAreDistinguished() {
        Interner words = new Interner();

        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < 100_000; i++) {
                byte[] word = ("<" + i + ">").getBytes(UTF_8);

                assertThat(words.word(word, 1, word.length - 1)).isEqualTo("" + i);
            }
        }
    }

    @Test
    void theSameWordIsTheSameString() {
        Interner words = new Interner();

        assertThat(words.word("us-census".getBytes(UTF_8), 0, 9))
                .isSameAs(words.word("the us-census".getBytes(UTF_8), 4, 13));
    }
}
