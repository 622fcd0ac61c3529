package org.lodewatch.benchmarks.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** The random choices of one input: the same for the same seed, kind and number. */
final class Chance {

    /** Texts at which readers of text go wrong. */
    private static final List<String> ODD_TEXTS = List.of(
            "",
            " ",
            "\u00A0",
            "\t",
            "\r",
            "\n",
            "\r\n",
            "\u0000",
            "\u001B[31m",
            "\u009B2J",
            "\u2028",
            "\u202Eabc",
            "\uFEFF",
            "\uD800",
            "\uFFFF",
            "\uD83D\uDE00",
            "\u0660\u0661",
            "\uFF11\uFF12",
            "İ",
            "ß",
            "\"",
            "\"\"",
            "'",
            ",",
            ";",
            "\\",
            "/",
            "..",
            "../../x",
            "%s",
            "%n%d",
            "%00",
            "%",
            "${java.version}",
            "$1",
            "\\u0000",
            "#",
            "=",
            "*",
            "null",
            "true",
            "NaN",
            "Infinity",
            "-Infinity",
            "[]",
            "{}",
            "[",
            "{\"a\":",
            "US",
            "us",
            "XX",
            "EU",
            "2025-13",
            "0000",
            "9999-12",
            "2024",
            "antimony");

    private static final List<String> ODD_NUMBERS = List.of(
            "0",
            "-0",
            "+1",
            "-1",
            "1",
            "00",
            "007",
            "1.",
            ".5",
            ".",
            "1e3",
            "1E-3",
            "1e999999999",
            "1e-999999999",
            "1e2147483648",
            "0e99",
            "0.00",
            "0.001",
            "0.0049",
            "99.999",
            "100.000",
            "1,000.5",
            "1.000,5",
            "1 000",
            "1'000",
            "0x10",
            "1f",
            "1d",
            "2147483647",
            "2147483648",
            "-2147483648",
            "9007199254740993",
            "9223372036854775807",
            "9223372036854775808",
            "-9223372036854775808",
            "18446744073709551615",
            "1000000000000",
            "1000000000000.01",
            "999999999999.99",
            "123456789012345678901234567890",
            "1.7976931348623157e308",
            "4.9e-324",
            "٣");

    /** Texts at which patterns go wrong where they are repeated. */
    private static final List<String> REPEATED = List.of(
            "x", "1", " ", "0", "\"\"", "1,000", ",000", " 000", ".00", "12.", "1-", "a ", "a=", "[", "{\"a\":", "(",
            "%41", "\\");

    private static final int LONG_TEXT = 15_000;

    private final SplittableRandom random;

    private Chance(long seed) {
        this.random = new SplittableRandom(seed);
    }

    static Chance of(long seed, String kind, long number) {
        return new Chance(new SplittableRandom(seed * 31 + kind.hashCode()).nextLong() + number * 0x9E3779B97F4A7C15L);
    }

    /** 0 or more, less than the bound. */
    int below(int bound) {
        return random.nextInt(bound);
    }

    /** From the first to the last, both included. */
    int from(int first, int last) {
        return random.nextInt(first, last + 1);
    }

    boolean oneIn(int times) {
        return random.nextInt(times) == 0;
    }

    long anyLong() {
        long any = random.nextLong();
        return any >> random.nextInt(64);
    }

    @SafeVarargs
    @SuppressWarnings("varargs") // the array is only read
    final <T> T of(T... choices) {
        return choices[random.nextInt(choices.length)];
    }

    <T> T of(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    /** A text at which readers of text go wrong; rarely a long one. */
    String oddText() {
        if (oneIn(200)) {
            return of(REPEATED).repeat(from(1, LONG_TEXT));
        }
        return oneIn(4) ? of(ODD_TEXTS) + of(ODD_TEXTS) : of(ODD_TEXTS);
    }

    /** A text that is a number, or nearly one. */
    String oddNumber() {
        return switch (below(4)) {
            case 0 -> Long.toString(anyLong());
            case 1 -> below(100_000) + "." + below(10_000);
            case 2 -> of(ODD_NUMBERS) + of("", " ", "e", "0", "k");
            default -> of(ODD_NUMBERS);
        };
    }

    /** The text with a few changes. */
    String mutated(String text) {
        StringBuilder changed = new StringBuilder(text);
        for (int changes = from(1, 3); changes > 0; changes--) {
            int at = below(changed.length() + 1);
            int end = Math.min(changed.length(), at + from(0, oneIn(4) ? 40 : 3));
            switch (below(6)) {
                case 0 -> changed.replace(at, end, oddText());
                case 1 -> changed.insert(at, oddText());
                case 2 -> changed.delete(at, end);
                case 3 -> changed.insert(at, changed.substring(at, end));
                case 4 -> changed.replace(at, end, oddNumber());
                default -> changed.insert(at, (char) random.nextInt(0x20, oneIn(4) ? 0x10000 : 0x7F));
            }
        }
        return changed.toString();
    }

    /** The bytes with a few changes. */
    byte[] mutated(byte[] bytes) {
        byte[] changed = bytes.clone();
        for (int changes = from(1, 3); changes > 0; changes--) {
            int at = below(changed.length + 1);
            int end = Math.min(changed.length, at + from(1, oneIn(4) ? 40 : 4));
            switch (below(6)) {
                case 0 -> {
                    if (at < changed.length) {
                        changed[at] ^= (byte) (1 << below(8));
                    }
                }
                case 1 -> changed = joined(changed, at, bytes(from(1, 8)), at);
                case 2 -> changed = joined(changed, at, new byte[0], end);
                case 3 -> changed = joined(changed, at, Arrays.copyOfRange(changed, at, end), at);
                case 4 -> changed = joined(changed, at, oddText().getBytes(UTF_8), end);
                default -> changed = oneIn(4) ? Arrays.copyOf(changed, at) : joined(changed, at, varint(), end);
            }
        }
        return changed;
    }

    /** A number of variable length, as in Avro. */
    private byte[] varint() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        long left = anyLong();
        while ((left & ~0x7FL) != 0) {
            bytes.write((int) (left & 0x7F | 0x80));
            left >>>= 7;
        }
        bytes.write((int) left);
        return bytes.toByteArray();
    }

    private static byte[] joined(byte[] bytes, int until, byte[] middle, int from) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        joined.write(bytes, 0, until);
        joined.writeBytes(middle);
        joined.write(bytes, from, bytes.length - from);
        return joined.toByteArray();
    }
}
