package org.lodewatch.producer.census;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Writes monthly files in the documented layout: members in upper and lower case, lines of several districts and rate
 * provisions for one commodity and country, lines of zeros that only carry the year to date, codes of other headings.
 */
public final class ImdbGenerator {

    /** What a commodity and country add up to, of the wanted codes. */
    public record Sum(long general, long consumption, long kilograms) {

        Sum plus(Sum other) {
            return new Sum(general + other.general, consumption + other.consumption, kilograms + other.kilograms);
        }
    }

    static final int WIDTH = 688;
    static final List<String> SCOPES = List.of("2504", "7403", "8110");

    private static final List<String> HEADINGS =
            List.of("2504", "7403", "8110", "8517", "6204", "9403", "8703", "0304");
    private static final int[] COUNTRIES = {5700, 1220, 2010, 3370, 3330, 4231, 5490, 4120, 5880, 5800};
    private static final int CODES_A_HEADING = 12;

    private final YearMonth month;
    private final long lines;
    private final SplittableRandom random;
    private final TreeMap<String, Sum> sums = new TreeMap<>();

    public ImdbGenerator(YearMonth month, long lines, long seed) {
        this.month = month;
        this.lines = lines;
        this.random = new SplittableRandom(seed);
    }

    /** By {@code commodity/country}; of the wanted headings. Filled by writing. */
    public TreeMap<String, Sum> sums() {
        return sums;
    }

    /** Writes the whole file. */
    public ImdbGenerator write(Path file) {
        try (OutputStream out = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(new BufferedOutputStream(out, 1 << 16))) {
            zip.setLevel(Deflater.BEST_SPEED);
            zip.putNextEntry(new ZipEntry("Country.txt"));
            zip.write("5700 China\r\n1220 Canada\r\n".getBytes(ISO_8859_1));
            zip.putNextEntry(new ZipEntry("imdb/Imp_Detl.txt"));
            for (long i = 0; i < lines; i++) {
                zip.write(next());
            }
            zip.putNextEntry(new ZipEntry("CONCORD.TXT"));
            for (String heading : HEADINGS) {
                for (int code = 0; code < CODES_A_HEADING; code++) {
                    zip.write(concord(code(heading, code), "KG ", "   "));
                }
            }
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String code(String heading, int number) {
        return heading + "%06d".formatted(100_000 + number * 1_000);
    }

    static byte[] concord(String commodity, String unit1, String unit2) {
        String description = "Größe %-145s".formatted(commodity);
        return (commodity + "%-150s".formatted(description).substring(0, 150) + "%-50s".formatted("") + unit1 + unit2
                        + "%-20s".formatted("") + "\r\n")
                .getBytes(ISO_8859_1);
    }

    private byte[] next() {
        String heading = HEADINGS.get(random.nextInt(HEADINGS.size()));
        String commodity = code(heading, random.nextInt(CODES_A_HEADING));
        int country = COUNTRIES[random.nextInt(COUNTRIES.length)];
        boolean carrier = random.nextInt(4) == 0;
        long general = carrier ? 0 : 1 + random.nextInt(5_000_000);
        long consumption = carrier ? 0 : general - random.nextInt((int) general);
        long kilograms = carrier ? 0 : 1 + general / 7;
        if (!carrier && SCOPES.contains(heading)) {
            sums.merge(commodity + "/" + country, new Sum(general, consumption, kilograms), Sum::plus);
        }
        return line(commodity, country, 10 + random.nextInt(40), month, general, consumption, kilograms);
    }

    /** One line of the detail, with its line end. */
    static byte[] line(
            String commodity,
            int country,
            int district,
            YearMonth month,
            long general,
            long consumption,
            long kilograms) {
        byte[] line = new byte[WIDTH + 2];
        Arrays.fill(line, (byte) ' ');
        text(line, 0, commodity);
        digits(line, 10, 4, country);
        text(line, 14, "00");
        digits(line, 16, 2, district);
        digits(line, 18, 2, district);
        text(line, 20, "61");
        digits(line, 22, 4, month.getYear());
        digits(line, 26, 2, month.getMonthValue());
        for (int at = 28; at < WIDTH; at += 15) {
            line[at + 14] = '0';
        }
        right(line, 43, kilograms);
        right(line, 73, consumption);
        right(line, 148, kilograms);
        right(line, 178, general);
        // The year to date, which must not be counted.
        right(line, 43 + 330, 9 * kilograms + 1);
        right(line, 73 + 330, 9 * consumption + 1);
        right(line, 148 + 330, 9 * kilograms + 1);
        right(line, 178 + 330, 9 * general + 1);
        line[WIDTH] = '\r';
        line[WIDTH + 1] = '\n';
        return line;
    }

    private static void text(byte[] line, int at, String text) {
        for (int i = 0; i < text.length(); i++) {
            line[at + i] = (byte) text.charAt(i);
        }
    }

    private static void digits(byte[] line, int at, int width, long number) {
        for (int i = at + width - 1; i >= at; i--, number /= 10) {
            line[i] = (byte) ('0' + number % 10);
        }
    }

    private static void right(byte[] line, int at, long number) {
        int i = at + 14;
        do {
            line[i--] = (byte) ('0' + number % 10);
            number /= 10;
        } while (number > 0);
    }
}
