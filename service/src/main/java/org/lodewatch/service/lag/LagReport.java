package org.lodewatch.service.lag;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The lag of all groups at one time.
 *
 * @param failure why the lag could not be measured, in one line; then every lag is unknown
 * @param feeds the latest first
 * @param datasets how far the published shares of each dataset and reporter reach
 */
public record LagReport(
        Instant at, Optional<String> failure, List<GroupLag> groups, List<FeedAge> feeds, List<DatasetAge> datasets) {

    public LagReport {
        groups = List.copyOf(groups);
        feeds = List.copyOf(feeds);
        datasets = List.copyOf(datasets);
    }

    /** The worst status of the groups; UNKNOWN after a failure. */
    public LagStatus status() {
        return failure.isPresent()
                ? LagStatus.UNKNOWN
                : LagStatus.worst(groups.stream().map(GroupLag::status));
    }

    /** The same groups and feeds, with unknown lag. */
    LagReport unknown(Instant now, String why) {
        return new LagReport(
                now, Optional.of(why), groups.stream().map(GroupLag::unknown).toList(), feeds, datasets);
    }
}
