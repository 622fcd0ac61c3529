package org.lodewatch.service.lag;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.lodewatch.clients.kafka.OpenTransaction;

/** A report as a JSON document. What is unknown is null, never 0; durations are in seconds, with up to three decimals. */
public record LagJson(
        String at,
        LagStatus status,
        String trouble,
        List<GroupJson> groups,
        List<FeedJson> feeds,
        List<NewestJson> datasets,
        List<HeldBackJson> heldBack) {

    /** A consumer group. */
    public record GroupJson(
            String group,
            String protocol,
            int members,
            @JsonUnwrapped LagFigures lag,
            List<TopicJson> topics) {

        private static GroupJson of(GroupLag group) {
            return new GroupJson(
                    group.group(),
                    group.protocol(),
                    group.members().size(),
                    LagFigures.of(group.status(), group.lag()),
                    group.topics().stream().map(TopicJson::of).toList());
        }
    }

    /** A topic that a group reads. */
    public record TopicJson(
            String topic, @JsonUnwrapped LagFigures lag, Double offsetsPerSecond, List<PartitionJson> partitions) {

        private static TopicJson of(TopicLag topic) {
            return new TopicJson(
                    topic.topic(),
                    LagFigures.of(topic.status(), topic.lag()),
                    rate(topic.offsetsPerSecond()),
                    topic.partitions().stream().map(PartitionJson::of).toList());
        }
    }

    /** A partition that a group reads. */
    public record PartitionJson(
            int partition,
            Long committed,
            Long start,
            Long end,
            @JsonUnwrapped LagFigures lag,
            Double offsetsPerSecond) {

        private static PartitionJson of(PartitionLag partition) {
            return new PartitionJson(
                    partition.partition(),
                    number(partition.committed()),
                    number(partition.start()),
                    number(partition.end()),
                    LagFigures.of(partition.status(), partition.lag()),
                    rate(partition.offsetsPerSecond()));
        }
    }

    /** Status and lag of a group, topic or partition. */
    public record LagFigures(LagStatus status, Long records, boolean exact, Double seconds) {

        private static LagFigures of(LagStatus status, Lag lag) {
            return new LagFigures(
                    status,
                    number(lag.records()),
                    lag.exact(),
                    lag.age().map(LagJson::seconds).orElse(null));
        }
    }

    /** A feed. */
    public record FeedJson(
            String feed,
            String lookedAt,
            double secondsSinceLook,
            long published,
            long rejected,
            List<NewestJson> newest) {

        private static FeedJson of(FeedAge feed, Instant now) {
            return new FeedJson(
                    feed.feed(),
                    feed.lookedAt().toString(),
                    seconds(Duration.between(feed.lookedAt(), now)),
                    feed.published(),
                    feed.rejected(),
                    NewestJson.of(feed.newest(), now));
        }
    }

    /** The newest period of a dataset and reporter. */
    public record NewestJson(String dataset, String reporter, String period, long secondsBehind) {

        private static List<NewestJson> of(List<EventTime> newest, Instant now) {
            return newest.stream()
                    .map(time -> new NewestJson(
                            time.dataset(),
                            time.reporter(),
                            time.period(),
                            time.behind(now).toSeconds()))
                    .toList();
        }
    }

    /**
     * A partition that a transaction holds back which has been open for longer than it may last.
     *
     * @param offset of the first record of the transaction
     * @param records how many offsets from there on are held back, markers included
     * @param producerId of the producer; null if it is unknown
     * @param since when the producer last wrote to the partition; null if it is unknown
     * @param seconds since then; null if it is unknown
     */
    public record HeldBackJson(
            String topic, int partition, long offset, long records, Long producerId, String since, Double seconds) {

        private static HeldBackJson of(OpenTransaction open, Instant now) {
            return new HeldBackJson(
                    open.topic(),
                    open.partition(),
                    open.offset(),
                    open.held(),
                    number(open.producerId()),
                    open.since().map(Instant::toString).orElse(null),
                    open.since()
                            .map(at -> LagJson.seconds(Duration.between(at, now)))
                            .orElse(null));
        }
    }

    public static LagJson of(LagReport report) {
        return new LagJson(
                report.at().toString(),
                report.status(),
                report.failure().orElse(null),
                report.groups().stream().map(GroupJson::of).toList(),
                report.feeds().stream()
                        .map(feed -> FeedJson.of(feed, report.at()))
                        .toList(),
                NewestJson.of(report.datasets().stream().map(DatasetAge::newest).toList(), report.at()),
                report.heldBack().stream()
                        .map(open -> HeldBackJson.of(open, report.at()))
                        .toList());
    }

    static double seconds(Duration length) {
        return Math.max(0, length.toMillis()) / 1000.0;
    }

    private static Long number(OptionalLong value) {
        return value.isPresent() ? value.getAsLong() : null;
    }

    private static Double rate(OptionalDouble value) {
        return value.isPresent() ? Math.round(value.getAsDouble() * 10) / 10.0 : null;
    }
}
