package org.lodewatch.cli.rejected;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lodewatch.cli.rejected.RejectedRecords.Filter;
import org.lodewatch.schemas.messages.PeriodComplete;
import org.lodewatch.schemas.messages.PeriodState;
import org.lodewatch.schemas.serde.WireFormats;
import org.lodewatch.schemas.topics.RejectedHeaders;
import org.lodewatch.schemas.topics.Topics;
import org.lodewatch.service.rejected.RejectedRecord;

class RejectedRecordsTest {

    private static final Filter ALL = new Filter(Optional.empty(), Optional.empty());

    private static ConsumerRecord<byte[], byte[]> record(
            long time, int partition, long offset, byte[] key, byte[] value, RecordHeaders headers) {
        return new ConsumerRecord<>(
                "customs-imports-rejected",
                partition,
                offset,
                time,
                TimestampType.CREATE_TIME,
                0,
                0,
                key,
                value,
                headers,
                Optional.empty());
    }

    private static ConsumerRecord<byte[], byte[]> row(long time, String feed, String file, String reason, byte[] text) {
        RecordHeaders headers = new RecordHeaders();
        RejectedHeaders.put(headers, feed, reason, "why " + reason, file, time);
        return record(time, (int) time % 4, time, null, text, headers);
    }

    private static RejectedRecords records(Filter filter, int limit) {
        return new RejectedRecords(filter, limit, WireFormats.WITHOUT_REGISTRY);
    }

    @Test
    void theNewestAreKeptInTheOrderOfTimeAndAllAreCounted() {
        RejectedRecords records = records(ALL, 2);
        for (long time : new long[] {3, 1, 4, 2}) {
            records.add(row(time, "csv:a", "a", time == 2 ? "invalid-period" : "unknown-country", new byte[0]));
        }

        assertThat(records.newest()).extracting(RejectedRecord::line).containsExactly("3", "4");
        assertThat(records.counts()).isEqualTo(Map.of("unknown-country", 3L, "invalid-period", 1L));
        assertThat(records.reasons())
                .extracting(Map.Entry::getKey)
                .containsExactly("unknown-country", "invalid-period");
        assertThat(records.total()).isEqualTo(4);
    }

    @ParameterizedTest
    @CsvSource({
        "csv:/data/a.csv, '', 2",
        "/data/a.csv, '', 2",
        "csv:/data/b.csv, '', 1",
        "csv:/data/a.csv, invalid-period, 1",
        "'', invalid-period, 2",
        "csv:/data/c.csv, '', 0",
    })
    void theyAreSelectedByFeedOrFileAndReason(String feed, String reason, int expected) {
        RejectedRecords records = records(
                new Filter(
                        Optional.of(feed).filter(text -> !text.isEmpty()),
                        Optional.of(reason).filter(text -> !text.isEmpty())),
                10);
        records.add(row(1, "csv:/data/a.csv", "/data/a.csv", "unknown-country", new byte[0]));
        records.add(row(2, "csv:/data/a.csv", "/data/a.csv", "invalid-period", new byte[0]));
        records.add(row(3, "csv:/data/b.csv", "/data/b.csv", "invalid-period", new byte[0]));

        assertThat(records.total()).isEqualTo(expected);
    }

    @Test
    void aPlaceNamesTheFeedAndTheFile() {
        RejectedRecords records = records(ALL, 10);
        records.add(row(7, "csv:/data/a.csv", "/data/a.csv", "x", new byte[0]));
        records.add(row(8, "census:us-census", "https://api.census.gov/data", "x", new byte[0]));

        assertThat(records.newest())
                .extracting(RejectedRecord::place)
                .containsExactly("csv:/data/a.csv, line 7", "census:us-census, https://api.census.gov/data, line 8");
    }

    @Test
    void aRecordOfTheTopologyIsShownAsJson() {
        PeriodComplete message = new PeriodComplete("own", "US", "2025", Instant.EPOCH, PeriodState.COMPLETE);
        byte[] value = Topics.CUSTOMS_IMPORTS
                .valueSerde(WireFormats.WITHOUT_REGISTRY)
                .serializer()
                .serialize("customs-imports", message);
        RecordHeaders headers = new RecordHeaders();
        RejectedHeaders.put(headers, "period-not-over", "why", "customs-imports", 3, 512);
        RejectedRecords records = records(new Filter(Optional.of("customs-imports"), Optional.empty()), 10);
        records.add(record(1, 0, 0, "own/US@2025".getBytes(UTF_8), value, headers));
        records.add(record(2, 0, 1, "key".getBytes(UTF_8), new byte[] {1, 2}, headers));

        assertThat(records.newest().get(0).dataset()).contains("own");
        assertThat(records.newest().get(1).dataset()).isEmpty();
        assertThat(records.newest().get(0).text()).startsWith("own/US@2025 {").contains("\"period\": \"2025\"");
        assertThat(records.newest().get(0).place()).isEqualTo("customs-imports, partition 3, offset 512");
        assertThat(records.newest().get(1).text()).isEqualTo("key \\x01\\x02");
    }
}
