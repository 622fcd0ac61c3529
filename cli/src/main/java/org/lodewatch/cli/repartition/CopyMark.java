package org.lodewatch.cli.repartition;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * The last record of partition 0 of a complete copy of customs-imports. It is written after the copy was compared.
 *
 * @param topics ids of the topics that held these records, the oldest first; the last is the one that was copied
 * @param ends the end offset of each partition of the topic that was copied
 */
record CopyMark(List<String> topics, Map<Integer, Long> ends) {

    private static final String HEADER = "lodewatch.copy";

    CopyMark {
        topics = List.copyOf(topics);
        ends = new TreeMap<>(ends);
    }

    String copied() {
        return topics.get(topics.size() - 1);
    }

    /** Two words: topics separated by commas, and ends separated by commas. */
    void putInto(Headers headers) {
        headers.add(
                HEADER,
                (String.join(",", topics) + " "
                                + ends.values().stream().map(Object::toString).collect(Collectors.joining(",")))
                        .getBytes(UTF_8));
    }

    static boolean isIn(Headers headers) {
        return headers.lastHeader(HEADER) != null;
    }

    static CopyMark of(Headers headers) {
        Header header = headers.lastHeader(HEADER);
        String[] words = new String(header.value(), UTF_8).split(" ");
        String[] offsets = words[1].split(",");
        Map<Integer, Long> ends = new TreeMap<>();
        for (int partition = 0; partition < offsets.length; partition++) {
            ends.put(partition, Long.parseLong(offsets[partition]));
        }
        return new CopyMark(List.of(words[0].split(",")), ends);
    }
}
