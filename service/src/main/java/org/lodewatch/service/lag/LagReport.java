package org.lodewatch.service.lag;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.lodewatch.clients.kafka.OpenTransaction;

/**
 * The lag of all groups at one time.
 *
 * @param failure why the lag could not be measured, in one line; then every lag is unknown
 * @param feeds the latest first
 * @param datasets how far the published shares of each dataset and reporter reach
 * @param heldBack partitions of Lodewatch's topics with a transaction that has been open for longer than it may last: no
 *     reader of committed records gets past it, and no lag counts what is behind it
 */
public record LagReport(
        Instant at,
        Optional<String> failure,
        List<GroupLag> groups,
        List<FeedAge> feeds,
        List<DatasetAge> datasets,
        List<OpenTransaction> heldBack) {

    public LagReport {
        groups = List.copyOf(groups);
        feeds = List.copyOf(feeds);
        datasets = List.copyOf(datasets);
        heldBack = List.copyOf(heldBack);
    }

    /** The worst status of the groups, STALL at least if a partition is held back; UNKNOWN after a failure. */
    public LagStatus status() {
        return failure.isPresent()
                ? LagStatus.UNKNOWN
                : LagStatus.worst(Stream.concat(
                        heldBack.stream().map(open -> LagStatus.STALL),
                        groups.stream().map(GroupLag::status)));
    }

    /** The same groups and feeds, with unknown lag. */
    LagReport unknown(Instant now, String why) {
        return new LagReport(
                now, Optional.of(why), groups.stream().map(GroupLag::unknown).toList(), feeds, datasets, heldBack);
    }
}
