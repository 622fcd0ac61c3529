package org.lodewatch.local.broker;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.GroupNotEmptyException;

/**
 * The one broker that tests of this JVM share. It starts with the first test that needs it, and stops with the JVM. A
 * test that needs an empty cluster calls {@link #emptied}; the others use names of their own.
 */
public final class SharedKafka {

    /** Sessions and transactions of clients that a test has killed end soon, and logs are compacted at once. */
    public static final Map<String, String> PROMPT = Map.of(
            "group.min.session.timeout.ms", "1000",
            "group.streams.min.session.timeout.ms", "1000",
            "transaction.abort.timed.out.transaction.cleanup.interval.ms", "200",
            "log.cleaner.backoff.ms", "100",
            "log.initial.task.delay.ms", "100");

    private static EmbeddedKafka kafka;

    private SharedKafka() {}

    /** {@code host:port} of the broker, with the topics and groups of earlier tests. */
    public static synchronized String bootstrapServers() {
        if (kafka == null) {
            kafka = EmbeddedKafka.start(BrokerSetup.single().with(PROMPT));
            Runtime.getRuntime().addShutdownHook(new Thread(kafka::close));
        }
        return kafka.bootstrapServers();
    }

    /** The same without topics and groups. */
    public static String emptied() {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers()))) {
            await("the broker is empty")
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(50))
                    .atMost(Duration.ofSeconds(60))
                    .ignoreExceptionsMatching(failure -> isPassing(failure.getCause()))
                    .until(() -> empty(admin));
        }
        return bootstrapServers();
    }

    private static boolean empty(Admin admin) throws Exception {
        Set<String> topics = admin.listTopics().names().get();
        List<String> groups = admin.listGroups().all().get().stream()
                .map(GroupListing::groupId)
                .collect(Collectors.toList());
        admin.deleteTopics(topics).all().get();
        admin.deleteConsumerGroups(groups).all().get();
        return topics.isEmpty() && groups.isEmpty();
    }

    /** A member that was killed is in its group until its session ends. */
    private static boolean isPassing(Throwable failure) {
        return failure instanceof GroupNotEmptyException
                || failure instanceof GroupIdNotFoundException
                || failure instanceof org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
    }
}
