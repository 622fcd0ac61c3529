package org.lodewatch.service.lag;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.lodewatch.schemas.topics.Topic;
import org.lodewatch.schemas.topics.Topics;

/**
 * The groups to report: the application's own, all whose names begin with {@code lodewatch-}, and named ones.
 *
 * @param application the topology's application.id
 * @param others names of other groups
 */
public record LagScope(String application, Set<String> others) {

    /** The default application.id of the topology. */
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
     * The topics that a group reads from their start if it has committed nothing, so that the whole log counts as its lag.
     * For other groups this is unknown.
     */
    Set<String> topicsFromTheStart(String group) {
        return group.equals(application) ? READ_BY_THE_APPLICATION : Set.of();
    }
}
