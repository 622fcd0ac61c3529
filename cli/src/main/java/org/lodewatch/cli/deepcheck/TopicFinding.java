package org.lodewatch.cli.deepcheck;

/**
 * A record that does not belong in its topic.
 *
 * @param reason what was found, and what is expected
 * @param remedy what to do
 */
public record TopicFinding(String topic, int partition, long offset, String reason, String remedy) {

    /** All of it in a line. */
    public String sentence() {
        return "%s, partition %d, offset %d: %s: %s".formatted(topic, partition, offset, reason, remedy);
    }
}
