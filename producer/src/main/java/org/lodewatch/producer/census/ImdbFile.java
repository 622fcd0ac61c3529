package org.lodewatch.producer.census;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.time.Duration;
import java.time.YearMonth;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.lodewatch.producer.census.NetWeight.Quantity;
import org.lodewatch.schemas.values.RejectionReason;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One monthly file of imports, read in one pass over the zip, whatever the order of its members, and never unpacked to
 * disk. One sum for each commodity and country stays in memory.
 *
 * @param sums by commodity, then country
 * @param units of the commodities, by their ten digits as a number
 * @param took how long it took to read
 */
record ImdbFile(List<ImdbDetail.Sum> sums, Map<Long, Units> units, long lines, long bytes, Duration took) {

    private static final Logger LOG = LoggerFactory.getLogger(ImdbFile.class);

    private static final String DETAIL = "IMP_DETL.TXT";
    private static final String CONCORDANCE = "CONCORD.TXT";
    private static final double MEGABYTE = 1e6;

    private static final int COMMODITY_END = 10;
    private static final int UNIT_1 = 210;
    private static final int UNIT_2 = 213;
    private static final int UNIT_WIDTH = 3;

    /** The units of one commodity's two quantities; empty where it has none. */
    record Units(String first, String second) {}

    /** A monthly file is damaged or not in the documented format: nothing of it may be published. */
    static final class FormatException extends Exception {

        private static final long serialVersionUID = 1;

        private final RejectionReason reason;
        private final long line;

        /**
         * @param reason the kind of fault
         * @param message one line: what was found, and what was expected
         * @param line from 1; 0 where it is the file as a whole
         */
        FormatException(RejectionReason reason, String message, long line) {
            super(message);
            this.reason = reason;
            this.line = line;
        }

        RejectionReason reason() {
            return reason;
        }

        long line() {
            return line;
        }
    }

    /**
     * Reads it.
     *
     * @param scopes what the commodity codes to read begin with
     * @throws IOException if it breaks off
     * @throws FormatException if it is not such a file, or not of this month
     */
    static ImdbFile read(InputStream in, YearMonth month, Basis basis, List<String> scopes)
            throws IOException, FormatException {
        long began = System.nanoTime();
        ImdbDetail detail = new ImdbDetail(month, basis, scopes);
        Map<Long, Units> units = new HashMap<>();
        long unitLines = 0;
        Set<String> members = new HashSet<>();
        // Latin-1 decodes any bytes: the name of a member that is not read must not stop the reading.
        ZipInputStream zip = new ZipInputStream(in, ISO_8859_1);
        for (ZipEntry member = zip.getNextEntry(); member != null; member = zip.getNextEntry()) {
            String name = name(member);
            if (!members.add(name) && (name.equals(DETAIL) || name.equals(CONCORDANCE))) {
                // Added up, the same figures would count twice.
                throw new FormatException(
                        RejectionReason.DOUBLE_MEMBER, "there are two %s in the zip file".formatted(name), 0);
            }
            switch (name) {
                case DETAIL -> detail.read(zip);
                case CONCORDANCE -> unitLines = readUnits(zip, ImdbDetail.headings(scopes), units);
                default -> {}
            }
        }
        if (members.isEmpty()) {
            throw new FormatException(
                    RejectionReason.NO_ZIP_FILE, "this is not a zip file; expected one with " + DETAIL, 0);
        }
        for (String name : List.of(DETAIL, CONCORDANCE)) {
            if (!members.contains(name)) {
                throw new FormatException(
                        RejectionReason.MISSING_MEMBER, "there is no %s in the zip file".formatted(name), 0);
            }
        }
        if (detail.lines() == 0 || unitLines == 0) {
            throw new FormatException(
                    RejectionReason.EMPTY_MEMBER,
                    "%s is empty".formatted(detail.lines() == 0 ? DETAIL : CONCORDANCE),
                    0);
        }
        return new ImdbFile(
                detail.sums(), units, detail.lines(), detail.bytes(), Duration.ofNanos(System.nanoTime() - began));
    }

    /** A member's name in capitals, without folders. */
    private static String name(ZipEntry member) {
        String path = member.getName().replace('\\', '/');
        return path.substring(path.lastIndexOf('/') + 1).toUpperCase(Locale.ROOT);
    }

    /** Reads CONCORD.TXT to the end of the stream, which stays open; returns the number of its lines. */
    private static long readUnits(InputStream in, boolean[] wanted, Map<Long, Units> units)
            throws IOException, FormatException {
        BufferedReader text = new BufferedReader(new InputStreamReader(in, ISO_8859_1));
        long lines = 0;
        for (String line = text.readLine(); line != null; line = text.readLine()) {
            lines++;
            if (line.length() < UNIT_2 + UNIT_WIDTH
                    || !line.substring(0, COMMODITY_END).matches("[0-9]{10}")) {
                throw new FormatException(
                        RejectionReason.BAD_LINE,
                        ("CONCORD.TXT, line %d: %d characters; expected a commodity of 10 digits, and units in"
                                        + " columns 211 to 216")
                                .formatted(lines, line.length()),
                        lines);
            }
            long commodity = Long.parseLong(line.substring(0, COMMODITY_END));
            if (wanted[(int) (commodity / 1_000_000)]) {
                units.put(
                        commodity,
                        new Units(
                                line.substring(UNIT_1, UNIT_1 + UNIT_WIDTH).strip(),
                                line.substring(UNIT_2, UNIT_2 + UNIT_WIDTH).strip()));
            }
        }
        return lines;
    }

    /** The weight of a sum; unknown if the file does not list the units of its commodity. */
    NetWeight weight(ImdbDetail.Sum sum) {
        Units its = units.computeIfAbsent(sum.commodity(), code -> {
            LOG.warn(
                    "CONCORD.TXT does not list commodity {}: its imports are published without weights",
                    "%010d".formatted(code));
            return new Units("", "");
        });
        return NetWeight.of(new Quantity(sum.quantity1(), its.first()), new Quantity(sum.quantity2(), its.second()));
    }

    /** As in {@code 2,440,000 lines, 1,684 MB in 9.8 s: 249,000 lines/s, 172 MB/s; 5,431 sums kept}. */
    String rate() {
        double seconds = Math.max(took.toNanos() / 1e9, 1e-3);
        return String.format(
                Locale.ROOT,
                "%,d lines, %,.0f MB in %.1f s: %,.0f lines/s, %,.0f MB/s; %,d sums of commodity and country kept",
                lines,
                bytes / MEGABYTE,
                seconds,
                lines / seconds,
                bytes / MEGABYTE / seconds,
                sums.size());
    }
}
