package org.lodewatch.service.rejected;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.lodewatch.schemas.values.RejectionReason;
import org.lodewatch.service.rejected.RejectedTally.Group;
import org.lodewatch.service.rejected.RejectedTally.Source;

/**
 * Rejected rows by reason.
 *
 * @param at when the topic was read
 * @param rows how many were counted
 * @param unreadOffsets that are still to be read: the next request continues
 * @param skippedOffsets that are older than the newest 100,000 of their partition, and not counted
 * @param reasons the most frequent first
 */
public record RejectedJson(
        String at, long rows, long unreadOffsets, long skippedOffsets, List<RejectedReasonJson> reasons) {

    private static final Comparator<Map.Entry<Source, Group>> MOST_FIRST = Comparator.comparingLong(
                    (Map.Entry<Source, Group> group) -> group.getValue().rows())
            .reversed()
            .thenComparing(group -> group.getKey().source());

    /**
     * What one reason has rejected.
     *
     * @param meaning in one sentence; empty for the code of another version
     * @param sources those that rejected most, first
     * @param examples the newest, the last one first
     */
    public record RejectedReasonJson(
            String reason,
            String meaning,
            long rows,
            String first,
            String last,
            List<RejectedSourceJson> sources,
            List<RejectedRowJson> examples) {}

    /**
     * Where rejected rows came from.
     *
     * @param source the id of a feed, or a topic
     * @param datasets of its rows, as far as they are known
     */
    public record RejectedSourceJson(String source, List<String> datasets, long rows, String first, String last) {}

    /**
     * @param datasetsOf the datasets that a feed has published, by its id
     * @param limit the most examples of each reason
     */
    static RejectedJson of(
            RejectedLog log,
            RejectedTally tally,
            Function<String, List<String>> datasetsOf,
            Optional<String> dataset,
            Optional<String> reason,
            int limit) {
        List<RejectedReasonJson> reasons = tally
                .byReason(source -> reason.map(source.reason()::equals).orElse(true)
                        && dataset.map(datasets(source, datasetsOf)::contains).orElse(true))
                .entrySet()
                .stream()
                .map(groups -> of(groups.getKey(), groups.getValue(), datasetsOf, limit))
                .sorted(Comparator.comparingLong(RejectedReasonJson::rows)
                        .reversed()
                        .thenComparing(RejectedReasonJson::reason))
                .toList();
        return new RejectedJson(
                log.readAt().toString(),
                reasons.stream().mapToLong(RejectedReasonJson::rows).sum(),
                log.unread(),
                log.skipped(),
                reasons);
    }

    private static RejectedReasonJson of(
            String reason,
            List<Map.Entry<Source, Group>> groups,
            Function<String, List<String>> datasetsOf,
            int limit) {
        return new RejectedReasonJson(
                reason,
                Arrays.stream(RejectionReason.values())
                        .filter(known -> known.code().equals(reason))
                        .map(RejectionReason::sentence)
                        .findFirst()
                        .orElse(""),
                groups.stream().mapToLong(group -> group.getValue().rows()).sum(),
                groups.stream()
                        .map(group -> group.getValue().first())
                        .min(Comparator.naturalOrder())
                        .orElseThrow()
                        .toString(),
                groups.stream()
                        .map(group -> group.getValue().last())
                        .max(Comparator.naturalOrder())
                        .orElseThrow()
                        .toString(),
                groups.stream()
                        .sorted(MOST_FIRST)
                        .map(group -> new RejectedSourceJson(
                                group.getKey().source(),
                                datasets(group.getKey(), datasetsOf),
                                group.getValue().rows(),
                                group.getValue().first().toString(),
                                group.getValue().last().toString()))
                        .toList(),
                groups.stream()
                        .flatMap(group -> group.getValue().newest().stream())
                        .sorted(Comparator.comparing(RejectedRecord::rejectedAt).reversed())
                        .limit(limit)
                        .map(RejectedRowJson::of)
                        .toList());
    }

    private static List<String> datasets(Source source, Function<String, List<String>> datasetsOf) {
        return source.dataset().map(List::of).orElseGet(() -> datasetsOf.apply(source.source()));
    }
}
