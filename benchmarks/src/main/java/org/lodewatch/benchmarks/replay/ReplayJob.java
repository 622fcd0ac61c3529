package org.lodewatch.benchmarks.replay;

/** What can be timed over the same log, the limits first. */
enum ReplayJob {
    CONSUME("raw consume"),
    DECODE("consume and decode Avro"),
    LOOP("raw exactly-once loop"),
    PRODUCT("product"),
    TEXTBOOK("textbook Kafka Streams");

    private final String title;

    ReplayJob(String title) {
        this.title = title;
    }

    /** As tables have it. */
    String title() {
        return title;
    }
}
