package org.lodewatch.clients.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class SkippedRecordsTest {

    private final Logger logger = (Logger) LoggerFactory.getLogger(SkippedRecords.class);
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    @BeforeEach
    void listen() {
        log.start();
        logger.addAppender(log);
    }

    @AfterEach
    void stop() {
        logger.detachAppender(log);
    }

    @Test
    void aRecordIsLoggedOnceByAllReaders() {
        SkippedRecords.logged().add("feed-record-sets", 0, 7, "no message");
        SkippedRecords.logged().add("feed-record-sets", 0, 7, "no message");
        SkippedRecords.logged().add("feed-record-sets", 0, 8, "no message");

        assertThat(log.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly(
                        "skipped a record that does not belong in feed-record-sets: partition 0, offset 7: no message",
                        "skipped a record that does not belong in feed-record-sets: partition 0, offset 8: no message");
    }
}
