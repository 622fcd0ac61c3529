package org.lodewatch.producer.census;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.lodewatch.producer.poll.Release;

/**
 * What the chapters' totals say of each month.
 *
 * <p>A month's mark is a checksum of its totals and of when each was last changed, whatever their order. Its vintage is
 * the newest of those days. Where the interface does not tell any, it is the day of asking: it is not known since when
 * the figures stand, but they must not look older than those that an earlier answer dated.
 */
final class CensusReleases {

    private static final int MARK_DIGITS = 16;
    private static final int DATE_LENGTH = 10;
    /** Hours, minutes and seconds, which the interface does not tell. */
    private static final long MIDNIGHT = 1_000_000;

    private final SortedMap<String, Month> months = new TreeMap<>();
    private final LocalDate today;

    private CensusReleases(LocalDate today) {
        this.today = today;
    }

    /**
     * @param table the answer to {@link CensusRequest#releases}
     * @param today the day of asking, in UTC
     */
    static SortedMap<String, Release> read(CensusTable table, CensusQuery query, LocalDate today) throws IOException {
        CensusReleases releases = new CensusReleases(today);
        while (table.next()) {
            if (table.get("CTY_CODE").equals(CensusRequest.TOTAL)) {
                releases.add(
                        table.month(),
                        table.get("I_COMMODITY"),
                        table.get(CensusRequest.value(query)),
                        table.get("LAST_UPDATE"));
            }
        }
        return releases.all();
    }

    private void add(String month, String chapter, String value, String lastUpdate) {
        Month facts = months.computeIfAbsent(month, none -> new Month());
        facts.lines.add(chapter + " " + value + " " + lastUpdate + "\n");
        date(lastUpdate).filter(facts.newest::isBefore).ifPresent(newer -> facts.newest = newer);
    }

    private SortedMap<String, Release> all() {
        SortedMap<String, Release> releases = new TreeMap<>();
        months.forEach((month, facts) -> releases.put(month, facts.release(today)));
        return releases;
    }

    private static Optional<LocalDate> date(String text) {
        try {
            return text.length() < DATE_LENGTH
                    ? Optional.empty()
                    : Optional.of(LocalDate.parse(text.substring(0, DATE_LENGTH)));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /** A month's chapters. */
    private static final class Month {

        private final List<String> lines = new ArrayList<>();
        private LocalDate newest = LocalDate.MIN;

        Release release(LocalDate today) {
            LocalDate published = newest.equals(LocalDate.MIN) ? today : newest;
            long day = Long.parseLong(published.format(DateTimeFormatter.BASIC_ISO_DATE));
            return new Release(day * MIDNIGHT, mark());
        }

        private String mark() {
            Collections.sort(lines);
            try {
                MessageDigest digest = MessageDigest.getInstance("SHA-256");
                lines.forEach(line -> digest.update(line.getBytes(StandardCharsets.UTF_8)));
                return HexFormat.of().formatHex(digest.digest()).substring(0, MARK_DIGITS);
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every Java has SHA-256", e);
            }
        }
    }
}
