package org.lodewatch.schemas.topics;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.apache.kafka.common.header.Headers;

/** Headers of a record in customs-imports-rejected, under the names of Kafka Streams' own dead letters (KIP-1034). */
public final class RejectedHeaders {

    /** The reason in one line, with what to do. */
    public static final String MESSAGE = "__streams.errors.message";

    /** The code of a {@link org.lodewatch.schemas.values.RejectionReason}. */
    public static final String REASON = "__streams.errors.exception";

    /** The topic that the record was read from, or the file of a row that a feed could not read. */
    public static final String TOPIC = "__streams.errors.topic";

    /** The partition it was read from; absent for a row of a file. */
    public static final String PARTITION = "__streams.errors.partition";

    /** The offset it was read from, or the line of the file; absent for an entry of a store, which its key names. */
    public static final String OFFSET = "__streams.errors.offset";

    /** The id of the feed that read the row; absent for a record of a topic. */
    public static final String FEED = "lodewatch.feed";

    private RejectedHeaders() {}

    /** For a record of a topic. */
    public static void put(Headers headers, String reason, String message, String topic, int partition, long offset) {
        put(headers, reason, message, topic, offset);
        set(headers, PARTITION, Integer.toString(partition));
    }

    /** For an entry of a state store, which was read from its changelog. */
    public static void put(Headers headers, String reason, String message, String changelog, int partition) {
        set(headers, REASON, reason);
        set(headers, MESSAGE, message);
        set(headers, TOPIC, changelog);
        set(headers, PARTITION, Integer.toString(partition));
    }

    /** For a row that a feed has read from a file or address. */
    public static void put(Headers headers, String feed, String reason, String message, String file, long line) {
        put(headers, reason, message, file, line);
        set(headers, FEED, feed);
    }

    private static void put(Headers headers, String reason, String message, String file, long line) {
        set(headers, REASON, reason);
        set(headers, MESSAGE, message);
        set(headers, TOPIC, file);
        set(headers, OFFSET, Long.toString(line));
    }

    static void set(Headers headers, String name, String value) {
        headers.remove(name).add(name, value.getBytes(UTF_8));
    }
}
