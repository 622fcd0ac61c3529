package org.lodewatch.service.lag;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.lodewatch.clients.kafka.OpenTransaction;
import org.lodewatch.service.GaugeTable;

/** A report as metrics. Unknown figures have none. */
public final class LagMeters {

    /** A folder has a feed for every file that was ever put there. */
    private static final int MAX_FEEDS = 50;

    private final GaugeTable records;
    private final GaugeTable ages;
    private final GaugeTable partitions;
    private final GaugeTable members;
    private final GaugeTable looks;
    private final GaugeTable feedPeriods;
    private final GaugeTable sharePeriods;
    private final GaugeTable heldRecords;
    private final GaugeTable heldSeconds;

    public LagMeters(MeterRegistry registry) {
        records = new GaugeTable("lodewatch.lag.records", "Records that the group has yet to read.", registry);
        ages = new GaugeTable(
                "lodewatch.lag.seconds",
                "Age of the oldest record that the group has yet to read; 0 if there is none.",
                registry);
        partitions =
                new GaugeTable("lodewatch.lag.partitions", "Partitions in which the group has this status.", registry);
        members = new GaugeTable("lodewatch.group.members", "Members that the consumer group has.", registry);
        looks = new GaugeTable(
                "lodewatch.feed.age.seconds", "Time since the feed last read its source with success.", registry);
        feedPeriods = new GaugeTable(
                "lodewatch.feed.period.age.seconds",
                "Time since the end of the newest period that the feed has published.",
                registry);
        sharePeriods = new GaugeTable(
                "lodewatch.shares.period.age.seconds",
                "Time since the end of the newest window of shares that is published.",
                registry);
        heldRecords = new GaugeTable(
                "lodewatch.held.back.records",
                "Offsets behind a transaction that has been open for longer than it may last.",
                registry);
        heldSeconds = new GaugeTable(
                "lodewatch.held.back.seconds",
                "Time since the last record of a transaction that has been open for longer than it may last.",
                registry);
    }

    /** Replaces the metrics with those of a report. */
    public void show(LagReport report, Instant now) {
        showGroups(report);
        showHeldBack(report, now);
        Map<Tags, Double> looked = new HashMap<>();
        Map<Tags, Double> newest = new HashMap<>();
        report.feeds().stream().limit(MAX_FEEDS).forEach(feed -> {
            looked.put(Tags.of("feed", feed.feed()), seconds(Duration.between(feed.lookedAt(), now)));
            feed.newest().forEach(time -> newest.put(place(time).and("feed", feed.feed()), seconds(time.behind(now))));
        });
        looks.show(looked);
        feedPeriods.show(newest);
        Map<Tags, Double> windows = new HashMap<>();
        report.datasets().stream()
                .map(DatasetAge::newest)
                .forEach(time -> windows.put(place(time), seconds(time.behind(now))));
        sharePeriods.show(windows);
    }

    private void showHeldBack(LagReport report, Instant now) {
        Map<Tags, Double> waiting = new HashMap<>();
        Map<Tags, Double> lasted = new HashMap<>();
        for (OpenTransaction open : report.heldBack()) {
            Tags at = Tags.of("topic", open.topic(), "partition", Integer.toString(open.partition()));
            waiting.put(at, (double) open.held());
            open.since().ifPresent(since -> lasted.put(at, seconds(Duration.between(since, now))));
        }
        heldRecords.show(waiting);
        heldSeconds.show(lasted);
    }

    private void showGroups(LagReport report) {
        Map<Tags, Double> waiting = new HashMap<>();
        Map<Tags, Double> oldest = new HashMap<>();
        Map<Tags, Double> statuses = new HashMap<>();
        Map<Tags, Double> alive = new HashMap<>();
        for (GroupLag group : report.groups()) {
            Tags of = Tags.of("group", group.group());
            if (report.failure().isEmpty()) {
                alive.put(of, (double) group.members().size());
            }
            for (TopicLag topic : group.topics()) {
                Tags in = of.and("topic", topic.topic());
                for (LagStatus status : LagStatus.values()) {
                    statuses.put(in.and("status", status.name()), (double) topic.partitions().stream()
                            .filter(partition -> partition.status() == status)
                            .count());
                }
                for (PartitionLag partition : topic.partitions()) {
                    Tags at = in.and("partition", Integer.toString(partition.partition()));
                    partition.lag().records().ifPresent(count -> waiting.put(at, (double) count));
                    partition.lag().age().ifPresent(age -> oldest.put(at, seconds(age)));
                }
            }
        }
        records.show(waiting);
        ages.show(oldest);
        partitions.show(statuses);
        members.show(alive);
    }

    private static Tags place(EventTime time) {
        return Tags.of("dataset", time.dataset(), "reporter", time.reporter());
    }

    private static double seconds(Duration length) {
        return Math.max(0, length.toMillis()) / 1000.0;
    }
}
