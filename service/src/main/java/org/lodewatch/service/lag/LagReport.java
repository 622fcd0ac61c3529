package org.lodewatch.service.lag;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Who is behind, at a moment.
 *
 * @param trouble why nothing is known now, in one line; then every lag is unknown, rather than the last one known
 * @param feeds those that looked last come first
 * @param datasets how far the published shares reach
 */
public record LagReport(
        Instant at, Optional<String> trouble, List<GroupLag> groups, List<FeedAge> feeds, List<EventTime> datasets) {

    public LagReport {
        groups = List.copyOf(groups);
        feeds = List.copyOf(feeds);
        datasets = List.copyOf(datasets);
    }

    /** The worst of the groups; UNKNOWN where nothing is known now. */
    public LagStatus status() {
        return trouble.isPresent()
                ? LagStatus.UNKNOWN
                : LagStatus.worst(groups.stream().map(GroupLag::status));
    }

    /** The same groups and feeds, of whose lag nothing is known any more. */
    LagReport unknown(Instant now, String why) {
        return new LagReport(
                now, Optional.of(why), groups.stream().map(GroupLag::unknown).toList(), feeds, datasets);
    }
}
