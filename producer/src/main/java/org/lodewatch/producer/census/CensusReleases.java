package org.lodewatch.producer.census;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.HexFormat;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.lodewatch.producer.poll.Release;

/**
 * The release of each month, from the totals of its chapters.
 *
 * <p>A month's mark is a checksum of its totals and of when each was last changed, whatever their order. Its vintage is
 * the newest of those days. If the API names no day, the vintage is the day of the request: the figures must not
 * look older than those that an earlier response dated.
 */
final class CensusReleases {

    private static final int MARK_DIGITS = 16;
    private static final int DATE_LENGTH = 10;

    private CensusReleases() {}

    /**
     * @param table the response to {@link CensusApi#releases}
     * @param today the day of the request, in UTC
     */
    static SortedMap<String, Release> read(CensusTable table, CensusQuery query, LocalDate today) throws IOException {
        SortedMap<String, SortedSet<String>> totals = new TreeMap<>();
        SortedMap<String, LocalDate> newest = new TreeMap<>();
        while (table.next()) {
            if (table.get("CTY_CODE").equals(CensusApi.TOTAL)) {
                String updated = table.get("LAST_UPDATE");
                totals.computeIfAbsent(table.month(), none -> new TreeSet<>())
                        .add(table.get("I_COMMODITY") + " " + table.get(query.valueVariable()) + " " + updated + "\n");
                newest.merge(table.month(), date(updated), (one, other) -> one.isAfter(other) ? one : other);
            }
        }
        SortedMap<String, Release> releases = new TreeMap<>();
        totals.forEach((month, lines) -> {
            LocalDate dated = newest.get(month);
            LocalDate published = dated.equals(LocalDate.MIN) ? today : dated;
            long vintage =
                    Release.vintage(published.atStartOfDay(ZoneOffset.UTC).toInstant());
            releases.put(month, new Release(vintage, checksum(lines)));
        });
        return releases;
    }

    /** The day that a text begins with; {@link LocalDate#MIN} if it begins with none. */
    private static LocalDate date(String text) {
        try {
            return text.length() < DATE_LENGTH ? LocalDate.MIN : LocalDate.parse(text.substring(0, DATE_LENGTH));
        } catch (DateTimeParseException e) {
            return LocalDate.MIN;
        }
    }

    private static String checksum(SortedSet<String> lines) {
        try {
            byte[] text = String.join("", lines).getBytes(StandardCharsets.UTF_8);
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text);
            return HexFormat.of().formatHex(digest).substring(0, MARK_DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
