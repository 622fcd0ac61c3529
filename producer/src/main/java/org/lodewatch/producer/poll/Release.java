package org.lodewatch.producer.poll;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.SortedMap;

/**
 * A publication of one period's figures, as a source lists it without the figures themselves.
 *
 * @param vintage when it was published: yyyyMMddHHmmss in UTC, as a number
 * @param mark differs whenever the period's figures may differ, such as a checksum: letters, digits, {@code .}, {@code -}
 *     and {@code _}
 */
public record Release(long vintage, String mark) {

    private static final DateTimeFormatter VINTAGE =
            DateTimeFormatter.ofPattern("uuuuMMddHHmmss").withZone(ZoneOffset.UTC);

    /** The periods whose figures may differ from those last read, in order: new ones, and those with another mark. */
    public static List<String> changed(SortedMap<String, Release> published, SortedMap<String, Release> read) {
        return published.keySet().stream()
                .filter(period -> !read.containsKey(period)
                        || !read.get(period).mark().equals(published.get(period).mark()))
                .toList();
    }

    /** The vintage of what was published at this moment, to the second. */
    public static long vintage(Instant moment) {
        return Long.parseLong(VINTAGE.format(moment));
    }
}
