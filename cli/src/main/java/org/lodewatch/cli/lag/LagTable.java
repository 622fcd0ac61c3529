package org.lodewatch.cli.lag;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.lodewatch.cli.output.Cell;
import org.lodewatch.cli.output.Column;
import org.lodewatch.cli.output.Figures;
import org.lodewatch.cli.output.Style;
import org.lodewatch.cli.output.Table;
import org.lodewatch.service.lag.EventTime;
import org.lodewatch.service.lag.FeedAge;
import org.lodewatch.service.lag.GroupLag;
import org.lodewatch.service.lag.LagReport;
import org.lodewatch.service.lag.LagStatus;
import org.lodewatch.service.lag.PartitionLag;
import org.lodewatch.service.lag.TopicLag;

/** Who is behind, as tables: groups and topics, then feeds, then how far the shares reach. */
public final class LagTable {

    private static final int MOST_FEEDS = 10;

    private final boolean allPartitions;

    /** @param allPartitions a row for each partition, not only for those that are not OK */
    public LagTable(boolean allPartitions) {
        this.allPartitions = allPartitions;
    }

    /** One line a row. */
    public List<String> lines(LagReport report, boolean colours) {
        List<String> lines = new ArrayList<>();
        report.trouble().ifPresent(why -> lines.add("nothing is known now: " + why));
        if (!report.groups().isEmpty()) {
            lines.addAll(groups(report).lines(colours));
        } else if (report.trouble().isEmpty()) {
            lines.add("there are no groups and no topics yet that they would read");
        }
        if (!report.feeds().isEmpty()) {
            lines.add("");
            lines.addAll(feeds(report).lines(colours));
            int more = report.feeds().size() - MOST_FEEDS;
            if (more > 0) {
                lines.add("and %s that looked longer ago".formatted(Figures.count(more)));
            }
        }
        if (!report.datasets().isEmpty()) {
            lines.add("");
            lines.addAll(datasets(report).lines(colours));
        }
        return lines;
    }

    private Table groups(LagReport report) {
        Table table = new Table(
                Column.left("group"),
                Column.left("topic"),
                Column.right("partition"),
                Column.right("lag"),
                Column.right("oldest"),
                Column.right("rate"),
                Column.left("status"));
        for (GroupLag group : report.groups()) {
            if (group.topics().isEmpty()) {
                table.row(
                        Cell.of(group.group()),
                        Cell.of(group.exists() ? "none yet" : "no such group"),
                        Cell.of("-"),
                        Cell.of(LagText.records(group.lag())),
                        Cell.of(LagText.age(group.lag().age())),
                        Cell.of("-"),
                        status(group.status()));
            }
            for (TopicLag topic : group.topics()) {
                table.row(
                        Cell.of(group.group()),
                        Cell.of(topic.topic()),
                        Cell.of("all"),
                        Cell.of(LagText.records(topic.lag())),
                        Cell.of(LagText.age(topic.lag().age())),
                        Cell.of(LagText.rate(topic.offsetsPerSecond())),
                        status(topic.status()));
                topic.partitions().stream()
                        .filter(partition -> allPartitions || partition.status() != LagStatus.OK)
                        .forEach(partition -> row(table, partition));
            }
        }
        return table;
    }

    private static void row(Table table, PartitionLag partition) {
        table.row(
                Cell.of(""),
                Cell.of(""),
                Cell.of(Integer.toString(partition.partition())),
                Cell.of(LagText.records(partition.lag())),
                Cell.of(LagText.age(partition.lag().age())),
                Cell.of(LagText.rate(partition.offsetsPerSecond())),
                status(partition.status()));
    }

    private static Table feeds(LagReport report) {
        Table table = new Table(
                Column.left("feed"), Column.right("last look"), Column.left("newest"), Column.right("behind"));
        report.feeds().stream().limit(MOST_FEEDS).forEach(feed -> row(table, feed, report.at()));
        return table;
    }

    private static void row(Table table, FeedAge feed, Instant now) {
        table.row(
                Cell.of(feed.feed()),
                Cell.of(LagText.length(Duration.between(feed.lookedAt(), now)) + " ago"),
                Cell.of(
                        feed.newest().isEmpty()
                                ? "unknown"
                                : feed.newest().stream()
                                        .map(newest -> "%s/%s %s"
                                                .formatted(newest.dataset(), newest.reporter(), newest.period()))
                                        .collect(Collectors.joining(", "))),
                Cell.of(feed.newest().stream()
                        .map(newest -> newest.behind(now))
                        .max(Duration::compareTo)
                        .map(LagText::length)
                        .orElse("unknown")));
    }

    private static Table datasets(LagReport report) {
        Table table = new Table(
                Column.left("shares of"), Column.left("reporter"), Column.left("reach"), Column.right("behind"));
        for (EventTime newest : report.datasets()) {
            table.row(
                    Cell.of(newest.dataset()),
                    Cell.of(newest.reporter()),
                    Cell.of(newest.period()),
                    Cell.of(LagText.length(newest.behind(report.at()))));
        }
        return table;
    }

    private static Cell status(LagStatus status) {
        return Cell.of(
                status.name(),
                switch (status) {
                    case OK -> Style.GREEN;
                    case UNKNOWN -> Style.DIM;
                    case WARN, REWIND -> Style.YELLOW;
                    case STALL, STOP -> Style.RED;
                });
    }
}
