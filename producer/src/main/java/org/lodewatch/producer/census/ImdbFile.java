package org.lodewatch.producer.census;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.YearMonth;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.lodewatch.schemas.values.RejectionReason;

/**
 * One monthly file of imports, read in one pass over the zip, whatever the order of its members, and never unpacked to
 * disk. What stays in memory is one sum a commodity and country.
 *
 * @param took how long it took to read
 */
record ImdbFile(ImdbCells cells, ImdbUnits units, long lines, long bytes, Duration took) {

    private static final String DETAIL = "IMP_DETL.TXT";
    private static final String UNITS = "CONCORD.TXT";
    private static final double MEGABYTE = 1e6;

    /**
     * Reads it.
     *
     * @param scopes what the commodity codes that are wanted begin with
     * @throws IOException if it breaks off
     * @throws ImdbFormatException if it is not such a file, or not of this month
     */
    static ImdbFile read(InputStream in, YearMonth month, Basis basis, List<String> scopes)
            throws IOException, ImdbFormatException {
        long began = System.nanoTime();
        ImdbDetail detail = new ImdbDetail(month, basis, scopes);
        ImdbUnits units = new ImdbUnits(ImdbDetail.headings(scopes));
        Set<String> members = new HashSet<>();
        // In Latin-1 every byte is a character: the name of a member that nobody asks for must not stop the reading.
        ZipInputStream zip = new ZipInputStream(in, ISO_8859_1);
        for (ZipEntry member = zip.getNextEntry(); member != null; member = zip.getNextEntry()) {
            String name = name(member);
            if (!members.add(name) && (name.equals(DETAIL) || name.equals(UNITS))) {
                // Added up, the same figures would count twice.
                throw new ImdbFormatException(
                        RejectionReason.DOUBLE_MEMBER, "there are two %s in the zip file".formatted(name), 0);
            }
            switch (name) {
                case DETAIL -> detail.read(zip);
                case UNITS -> units.read(zip);
                default -> {}
            }
        }
        if (members.isEmpty()) {
            throw new ImdbFormatException(
                    RejectionReason.NO_ZIP_FILE, "this is no zip file; expected one with " + DETAIL, 0);
        }
        for (String name : List.of(DETAIL, UNITS)) {
            if (!members.contains(name)) {
                throw new ImdbFormatException(
                        RejectionReason.MISSING_MEMBER, "there is no %s in the zip file".formatted(name), 0);
            }
        }
        if (detail.lines() == 0 || units.lines() == 0) {
            throw new ImdbFormatException(
                    RejectionReason.EMPTY_MEMBER, "%s is empty".formatted(detail.lines() == 0 ? DETAIL : UNITS), 0);
        }
        return new ImdbFile(
                detail.cells(), units, detail.lines(), detail.bytes(), Duration.ofNanos(System.nanoTime() - began));
    }

    /** A member's name in capitals, without folders. */
    private static String name(ZipEntry member) {
        String path = member.getName().replace('\\', '/');
        return path.substring(path.lastIndexOf('/') + 1).toUpperCase(Locale.ROOT);
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
                cells.size());
    }
}
