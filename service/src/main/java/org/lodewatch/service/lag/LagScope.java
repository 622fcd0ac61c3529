package org.lodewatch.service.lag;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.lodewatch.schemas.topics.Topic;
import org.lodewatch.schemas.topics.Topics;

/**
 * Which groups are in question: the application's own, all whose names begin with {@code lodewatch-}, and those named.
 *
 * @param application the topology's application.id
 * @param others names of other groups
 */
public record LagScope(String application, Set<String> others) {

    /** What the topology's application.id is unless it is told otherwise. */
    public static final String DEFAULT_APPLICATION = "lodewatch";

    private static final String PREFIX = "lodewatch-";

    private static final Set<String> READ_BY_THE_APPLICATION = Stream.of(
                    Topics.CUSTOMS_IMPORTS, Topics.PARTIALS, Topics.DEPENDENCE_POLICIES, Topics.POLICIES_BROADCAST)
            .map(Topic::name)
            .collect(Collectors.toUnmodifiableSet());

    public LagScope {
        others = Set.copyOf(others);
    }

    boolean includes(String group) {
        return group.equals(application) || group.startsWith(PREFIX) || others.contains(group);
    }

    /**
     * Topics that a group reads, and from their start if it has committed nothing, so that all there is counts as its lag.
     * Of other groups nobody knows where they would begin.
     */
    Set<String> topicsFromTheStart(String group) {
        return group.equals(application) ? READ_BY_THE_APPLICATION : Set.of();
    }
}
