package org.lodewatch.cli.lag;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.lodewatch.cli.output.Columns;
import org.lodewatch.cli.output.Figures;
import org.lodewatch.cli.output.Style;
import org.lodewatch.service.lag.DatasetAge;
import org.lodewatch.service.lag.EventTime;
import org.lodewatch.service.lag.FeedAge;
import org.lodewatch.service.lag.GroupLag;
import org.lodewatch.service.lag.Lag;
import org.lodewatch.service.lag.LagReport;
import org.lodewatch.service.lag.LagStatus;
import org.lodewatch.service.lag.TopicLag;

/** A lag report as three tables: groups with their topics, feeds, and the newest months of the published shares. */
public final class LagTable {

    private static final int MOST_FEEDS = 10;
    private static final String UNKNOWN = "unknown";
    private static final String SHARE_GROUPS =
            "lag of share groups: offsets that no member has acknowledged, with markers"
                    + " and open or aborted transactions, as the broker counts them";

    private static final Columns<Row> GROUPS = new Columns<Row>()
            .left("group", Row::group)
            .left("topic", Row::topic)
            .right("partition", Row::partition)
            .right("lag", row -> records(row.lag))
            .right("oldest", row -> age(row.lag.age()))
            .right("rate", row -> rate(row.offsetsPerSecond))
            .left("status", row -> row.status.name(), row -> style(row.status));

    private final boolean allPartitions;

    /** A group without topics, a topic of a group, or a partition of a topic. */
    private record Row(
            String group, String topic, String partition, Lag lag, OptionalDouble offsetsPerSecond, LagStatus status) {}

    /** @param allPartitions a row for each partition, not only for those that are not OK */
    public LagTable(boolean allPartitions) {
        this.allPartitions = allPartitions;
    }

    public List<String> lines(LagReport report, boolean colours) {
        List<String> lines = new ArrayList<>();
        report.failure().ifPresent(why -> lines.add("the lag is unknown now: " + why));
        if (!report.groups().isEmpty()) {
            lines.addAll(GROUPS.lines(rows(report), colours));
            if (report.groups().stream().anyMatch(GroupLag::isShareGroup)) {
                lines.add(SHARE_GROUPS);
            }
        } else if (report.failure().isEmpty()) {
            lines.add("there are no groups, and no topics that they would read");
        }
        report.heldBack().forEach(open -> lines.add(open.sentence()));
        if (!report.feeds().isEmpty()) {
            lines.add("");
            lines.addAll(feeds(report.at())
                    .lines(report.feeds().stream().limit(MOST_FEEDS).toList(), colours));
            int more = report.feeds().size() - MOST_FEEDS;
            if (more > 0) {
                lines.add("and %s that read their source longer ago".formatted(Figures.count(more)));
            }
        }
        if (!report.datasets().isEmpty()) {
            lines.add("");
            lines.addAll(datasets(report.at())
                    .lines(report.datasets().stream().map(DatasetAge::newest).toList(), colours));
        }
        return lines;
    }

    private List<Row> rows(LagReport report) {
        List<Row> rows = new ArrayList<>();
        for (GroupLag group : report.groups()) {
            if (group.topics().isEmpty()) {
                String topic = group.exists() ? "none yet" : "no such group";
                rows.add(new Row(group.group(), topic, "-", group.lag(), OptionalDouble.empty(), group.status()));
            }
            for (TopicLag topic : group.topics()) {
                rows.add(new Row(
                        group.group(), topic.topic(), "all", topic.lag(), topic.offsetsPerSecond(), topic.status()));
                topic.partitions().stream()
                        .filter(partition -> allPartitions || partition.status() != LagStatus.OK)
                        .map(partition -> new Row(
                                "",
                                "",
                                Integer.toString(partition.partition()),
                                partition.lag(),
                                partition.offsetsPerSecond(),
                                partition.status()))
                        .forEach(rows::add);
            }
        }
        return rows;
    }

    private static Columns<FeedAge> feeds(Instant now) {
        return new Columns<FeedAge>()
                .left("feed", FeedAge::feed)
                .right("last look", feed -> length(Duration.between(feed.lookedAt(), now)) + " ago")
                .left("newest", LagTable::newest)
                .right(
                        "behind",
                        feed -> age(feed.newest().stream()
                                .map(newest -> newest.behind(now))
                                .max(Duration::compareTo)));
    }

    private static String newest(FeedAge feed) {
        return feed.newest().isEmpty()
                ? UNKNOWN
                : feed.newest().stream()
                        .map(newest -> "%s/%s %s".formatted(newest.dataset(), newest.reporter(), newest.period()))
                        .collect(Collectors.joining(", "));
    }

    private static Columns<EventTime> datasets(Instant now) {
        return new Columns<EventTime>()
                .left("shares of", EventTime::dataset)
                .left("reporter", EventTime::reporter)
                .left("reach", EventTime::period)
                .right("behind", newest -> length(newest.behind(now)));
    }

    private static Style style(LagStatus status) {
        return switch (status) {
            case OK -> Style.GREEN;
            case UNKNOWN -> Style.DIM;
            case WARN, REWIND -> Style.YELLOW;
            case STALL, STOP -> Style.RED;
        };
    }

    /** {@code 1,204}, {@code ~1,204} if estimated, {@code unknown}. */
    static String records(Lag lag) {
        return lag.records().isEmpty()
                ? UNKNOWN
                : (lag.exact() ? "" : "~") + Figures.count(lag.records().getAsLong());
    }

    static String age(Optional<Duration> age) {
        return age.map(LagTable::length).orElse(UNKNOWN);
    }

    /** {@code 0 s}, {@code 3.2 s}, {@code 4 min}, {@code 5 h}, {@code 12 days}: rounded down. */
    static String length(Duration length) {
        if (length.isZero() || length.isNegative()) {
            return "0 s";
        }
        if (length.toMinutes() < 1) {
            return String.format(Locale.ROOT, "%.1f s", length.toMillis() / 1000.0);
        }
        if (length.toHours() < 1) {
            return length.toMinutes() + " min";
        }
        return length.toDays() < 2 ? length.toHours() + " h" : Figures.count(length.toDays()) + " days";
    }

    /** {@code 1,204/s}, or {@code -} if the rate is unknown. */
    static String rate(OptionalDouble offsetsPerSecond) {
        return offsetsPerSecond.isEmpty() ? "-" : Figures.count(Math.round(offsetsPerSecond.getAsDouble())) + "/s";
    }
}
