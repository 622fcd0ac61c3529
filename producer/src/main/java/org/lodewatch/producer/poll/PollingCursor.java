package org.lodewatch.producer.poll;

import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Which release of each period has been read, as a feed's cursor: {@code 2026-04=20260607000000:3f2a;2026-05=...}.
 */
final class PollingCursor {

    private static final Pattern ENTRY = Pattern.compile("([0-9]{4}(?:-[0-9]{2})?)=([0-9]{1,18}):([A-Za-z0-9._-]*)");
    private static final String NOTHING = "-";

    private PollingCursor() {}

    /** The releases that a cursor stands for; empty if it is none of this form. */
    static Optional<SortedMap<String, Release>> parse(String cursor) {
        SortedMap<String, Release> read = new TreeMap<>();
        if (cursor.equals(NOTHING)) {
            return Optional.of(read);
        }
        for (String entry : cursor.split(";")) {
            Matcher parts = ENTRY.matcher(entry);
            if (!parts.matches()) {
                return Optional.empty();
            }
            read.put(parts.group(1), new Release(Long.parseLong(parts.group(2)), parts.group(3)));
        }
        return Optional.of(read);
    }

    static String of(SortedMap<String, Release> read) {
        return read.isEmpty()
                ? NOTHING
                : read.entrySet().stream()
                        .map(entry -> entry.getKey() + "=" + entry.getValue().vintage() + ":"
                                + entry.getValue().mark())
                        .collect(Collectors.joining(";"));
    }
}
