package org.lodewatch.streams.topology;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import org.lodewatch.core.book.WindowRule;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.serde.WireFormats;

/**
 * What the topology depends on.
 *
 * @param inputPartitions number of partitions of customs-imports
 * @param bookPartitions number of partitions of lodewatch-partials
 * @param flushInterval how often changes are sent and published
 * @param restatementDelay how long changes of past windows are collected before they are published
 * @param logEnds how far customs-imports is written
 * @param formats encodings of the messages in the topics
 * @param registry where the topology registers its metrics
 */
public record TopologyParameters(
        Catalogue catalogue,
        WindowRule rule,
        int inputPartitions,
        int bookPartitions,
        Duration flushInterval,
        Duration restatementDelay,
        LogEnds logEnds,
        WireFormats formats,
        MeterRegistry registry) {

    /** The version of the rules by which figures are computed. Raise it if the same records lead to other figures or alerts. */
    private static final int RULES = 4;

    /**
     * Identifies everything that the figures depend on besides the records: catalogue, window rule, the rules of
     * computation, and log. Figures under different bases are never mixed.
     */
    public String basis() {
        return rules() + logEnds.logId();
    }

    /** What figures and alerts depend on besides the records and policies: catalogue, window, horizon and version of the rules. */
    String rules() {
        return "%s/%d/%d/%d".formatted(catalogue.fingerprint(), rule.windowMonths(), rule.horizonMonths(), RULES);
    }
}
