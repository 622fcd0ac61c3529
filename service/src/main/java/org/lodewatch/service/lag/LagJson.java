package org.lodewatch.service.lag;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Function;

/** A report as a JSON document. What is unknown is null, and never 0. */
public final class LagJson {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private LagJson() {}

    /** Times are in UTC as ISO 8601 has them, lengths of time in seconds, with three decimals at most. */
    public static ObjectNode of(LagReport report) {
        ObjectNode document = NODES.objectNode()
                .put("at", report.at().toString())
                .put("status", report.status().name())
                .put("trouble", report.trouble().orElse(null));
        document.set("groups", array(report.groups(), LagJson::group));
        document.set("feeds", array(report.feeds(), feed -> feed(feed, report.at())));
        document.set("datasets", array(report.datasets(), newest -> newest(newest, report.at())));
        return document;
    }

    private static ObjectNode group(GroupLag group) {
        ObjectNode node = NODES.objectNode()
                .put("group", group.group())
                .put("protocol", group.protocol())
                .put("members", group.members());
        return lag(node, group.status(), group.lag()).set("topics", array(group.topics(), LagJson::topic));
    }

    private static ObjectNode topic(TopicLag topic) {
        ObjectNode node = NODES.objectNode().put("topic", topic.topic());
        put(lag(node, topic.status(), topic.lag()), "offsetsPerSecond", topic.offsetsPerSecond());
        return node.set("partitions", array(topic.partitions(), LagJson::partition));
    }

    private static ObjectNode partition(PartitionLag partition) {
        ObjectNode node = NODES.objectNode().put("partition", partition.partition());
        put(node, "committed", partition.committed());
        put(node, "start", partition.start());
        put(node, "end", partition.end());
        put(lag(node, partition.status(), partition.lag()), "offsetsPerSecond", partition.offsetsPerSecond());
        return node;
    }

    private static ObjectNode lag(ObjectNode node, LagStatus status, Lag lag) {
        node.put("status", status.name());
        put(node, "records", lag.records());
        return node.put("exact", lag.exact()).put("seconds", seconds(lag.age()));
    }

    private static ObjectNode feed(FeedAge feed, Instant now) {
        ObjectNode node = NODES.objectNode()
                .put("feed", feed.feed())
                .put("lookedAt", feed.lookedAt().toString())
                .put("secondsSinceLook", seconds(Optional.of(Duration.between(feed.lookedAt(), now))))
                .put("published", feed.published())
                .put("rejected", feed.rejected());
        return node.set("newest", array(feed.newest(), newest -> newest(newest, now)));
    }

    private static ObjectNode newest(EventTime newest, Instant now) {
        return NODES.objectNode()
                .put("dataset", newest.dataset())
                .put("reporter", newest.reporter())
                .put("period", newest.period())
                .put("secondsBehind", newest.behind(now).toSeconds());
    }

    private static Double seconds(Optional<Duration> length) {
        return length.map(time -> Math.max(0, time.toMillis()) / 1000.0).orElse(null);
    }

    private static void put(ObjectNode node, String name, OptionalLong value) {
        node.put(name, value.isPresent() ? (Long) value.getAsLong() : null);
    }

    private static void put(ObjectNode node, String name, OptionalDouble value) {
        node.put(name, value.isPresent() ? (Double) (Math.round(value.getAsDouble() * 10) / 10.0) : null);
    }

    private static <T> ArrayNode array(Collection<T> items, Function<T, ObjectNode> toNode) {
        ArrayNode array = NODES.arrayNode();
        items.forEach(item -> array.add(toNode.apply(item)));
        return array;
    }
}
