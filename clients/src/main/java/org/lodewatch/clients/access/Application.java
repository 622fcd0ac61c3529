package org.lodewatch.clients.access;

import static org.apache.kafka.common.acl.AclOperation.CREATE;
import static org.apache.kafka.common.acl.AclOperation.DELETE;
import static org.apache.kafka.common.acl.AclOperation.DESCRIBE;
import static org.apache.kafka.common.acl.AclOperation.DESCRIBE_CONFIGS;
import static org.apache.kafka.common.acl.AclOperation.READ;
import static org.apache.kafka.common.acl.AclOperation.WRITE;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourceType;
import org.lodewatch.schemas.topics.Topic;
import org.lodewatch.schemas.topics.Topics;

/**
 * The users of Lodewatch's topics, and the least rights that each needs.
 *
 * <p>An operation that another one implies is not listed: READ, WRITE and DELETE imply DESCRIBE.
 */
public enum Application {

    /** {@code produce}: publishes from the feeds. */
    PRODUCER(applicationId -> List.of(
            on(Topics.CUSTOMS_IMPORTS, READ, WRITE, DESCRIBE_CONFIGS),
            on(Topics.IMPORTS_COPY, DESCRIBE),
            on(Topics.CUSTOMS_IMPORTS_REJECTED, WRITE, DESCRIBE_CONFIGS),
            on(Topics.FEED_CHECKPOINTS, READ, WRITE, DESCRIBE_CONFIGS),
            on(Topics.FEED_RECORD_SETS, READ, WRITE, DESCRIBE_CONFIGS),
            onNamesFrom(ResourceType.TRANSACTIONAL_ID, Application.FEED_TRANSACTIONAL_IDS, WRITE))),

    /**
     * {@code stream}: the topology, and the HTTP API of its instances, which shows the output, rejected rows, the lag of all
     * groups and the age of the feeds, and changes policies.
     */
    STREAMS(applicationId -> List.of(
            on(Topics.CUSTOMS_IMPORTS, READ, DESCRIBE_CONFIGS),
            on(Topics.IMPORTS_COPY, DESCRIBE),
            on(Topics.CUSTOMS_IMPORTS_REJECTED, READ, WRITE, DESCRIBE_CONFIGS),
            on(Topics.PARTIALS, READ, WRITE, DESCRIBE_CONFIGS),
            on(Topics.MINERAL_SHARES, READ, WRITE, DESCRIBE_CONFIGS),
            on(Topics.DEPENDENCE_ALERTS, READ, WRITE, DESCRIBE_CONFIGS),
            on(Topics.DEPENDENCE_ALERT_STATUS, READ, WRITE, DESCRIBE_CONFIGS),
            on(Topics.DEPENDENCE_POLICIES, READ, WRITE, DESCRIBE_CONFIGS),
            on(Topics.POLICIES_BROADCAST, READ, WRITE, DESCRIBE_CONFIGS),
            on(Topics.FEED_CHECKPOINTS, READ),
            onNamesFrom(ResourceType.TOPIC, applicationId + "-", READ, WRITE, CREATE),
            on(ResourceType.GROUP, applicationId, READ),
            on(ResourceType.GROUP, "*", DESCRIBE),
            onNamesFrom(ResourceType.TRANSACTIONAL_ID, applicationId + "-", WRITE))),

    /** A program outside Lodewatch that reads alerts and shares. */
    SUBSCRIBER(applicationId -> List.of(
            on(Topics.MINERAL_SHARES, READ),
            on(Topics.DEPENDENCE_ALERTS, READ),
            on(Topics.DEPENDENCE_ALERT_STATUS, READ),
            onNamesFrom(ResourceType.GROUP, Application.SUBSCRIBER_GROUPS, READ))),

    /** {@code notify}: posts alerts to a webhook, and stores those that the webhook does not accept. */
    NOTIFIER(applicationId -> List.of(
            on(Topics.DEPENDENCE_ALERTS, READ),
            on(Topics.DEPENDENCE_ALERTS_UNDELIVERED, WRITE),
            onNamesFrom(ResourceType.GROUP, Application.NOTIFIER_GROUPS, READ))),

    /**
     * A person who reads results: {@code shares}, {@code what-if}, {@code alternatives}, {@code alerts}, {@code explain},
     * {@code changes}, {@code policies list} and {@code test}, {@code verify}, {@code rejected}, {@code check-producer}.
     */
    ANALYST(applicationId -> List.of(
            on(Topics.CUSTOMS_IMPORTS, READ),
            on(Topics.CUSTOMS_IMPORTS_REJECTED, READ),
            on(Topics.MINERAL_SHARES, READ),
            on(Topics.DEPENDENCE_ALERTS, READ),
            on(Topics.DEPENDENCE_ALERT_STATUS, READ),
            on(Topics.DEPENDENCE_POLICIES, READ))),

    /** A person who changes policies: {@code policies list}, {@code test}, {@code apply} and {@code delete}. */
    POLICY_AUTHOR(applicationId -> List.of(
            on(Topics.DEPENDENCE_POLICIES, READ, WRITE),
            on(Topics.MINERAL_SHARES, READ),
            on(Topics.FEED_CHECKPOINTS, READ))),

    /**
     * A person who operates the cluster: {@code topics create}, {@code check} and {@code repartition}, {@code lag},
     * {@code reset}, which replaces records that others wrote, and {@code verify --against}, as the same user on both clusters. Creating ACLs is not included, because
     * that right implies all others.
     */
    OPERATOR(applicationId -> List.of(
            on(Topics.CUSTOMS_IMPORTS, READ, WRITE, CREATE, DELETE, DESCRIBE_CONFIGS),
            on(Topics.IMPORTS_COPY, READ, WRITE, CREATE, DELETE, DESCRIBE_CONFIGS),
            on(Topics.CUSTOMS_IMPORTS_REJECTED, READ, CREATE, DESCRIBE_CONFIGS),
            on(Topics.PARTIALS, READ, CREATE, DELETE, DESCRIBE_CONFIGS),
            on(Topics.MINERAL_SHARES, READ, WRITE, CREATE, DESCRIBE_CONFIGS),
            on(Topics.DEPENDENCE_ALERTS, READ, CREATE, DESCRIBE_CONFIGS),
            on(Topics.DEPENDENCE_ALERTS_UNDELIVERED, READ, CREATE, DESCRIBE_CONFIGS),
            on(Topics.DEPENDENCE_ALERT_STATUS, READ, WRITE, CREATE, DESCRIBE_CONFIGS),
            on(Topics.DEPENDENCE_POLICIES, READ, WRITE, CREATE, DESCRIBE_CONFIGS),
            on(Topics.POLICIES_BROADCAST, READ, WRITE, CREATE, DESCRIBE_CONFIGS),
            on(Topics.FEED_CHECKPOINTS, READ, CREATE, DESCRIBE_CONFIGS),
            on(Topics.FEED_RECORD_SETS, READ, CREATE, DESCRIBE_CONFIGS),
            onNamesFrom(ResourceType.TOPIC, applicationId + "-", READ, WRITE, DELETE),
            on(ResourceType.GROUP, applicationId, DELETE),
            on(ResourceType.GROUP, "*", DESCRIBE),
            onNamesFrom(ResourceType.TRANSACTIONAL_ID, Application.FEED_TRANSACTIONAL_IDS, WRITE)));

    /** By default the consumer group of the topology, and the prefix of its changelog topics and transactional ids. */
    public static final String DEFAULT_APPLICATION_ID = "lodewatch";

    /** Prefix of the transactional ids of feeds; the feed's id follows. */
    public static final String FEED_TRANSACTIONAL_IDS = "lodewatch-feed-";

    /** Prefix of the consumer groups of subscribers. */
    public static final String SUBSCRIBER_GROUPS = "lodewatch-subscriber-";

    /** Prefix of the consumer groups of {@code notify}; the subscription's name follows. */
    public static final String NOTIFIER_GROUPS = "lodewatch-notify-";

    private final Function<String, List<Right>> rights;

    Application(Function<String, List<Right>> rights) {
        this.rights = rights;
    }

    /** @param applicationId the topology's application.id */
    public List<Right> rights(String applicationId) {
        return rights.apply(applicationId);
    }

    /** Its name in options and output, such as {@code policy-author}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Its user, unless another one is given. */
    public String defaultPrincipal() {
        return "User:lodewatch-" + id();
    }

    private static Right on(Topic<?, ?> topic, AclOperation... operations) {
        return on(ResourceType.TOPIC, topic.name(), operations);
    }

    private static Right on(ResourceType type, String name, AclOperation... operations) {
        return Right.of(type, PatternType.LITERAL, name, operations);
    }

    private static Right onNamesFrom(ResourceType type, String prefix, AclOperation... operations) {
        return Right.of(type, PatternType.PREFIXED, prefix, operations);
    }
}
