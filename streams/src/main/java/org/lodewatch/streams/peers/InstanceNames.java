package org.lodewatch.streams.peers;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.Uuid;

/**
 * Names of an instance that others derive from its client id, which the members of the group show.
 *
 * <p>Kafka Streams names clients after it: {@code ID-StreamThread-1-consumer} is a member of the group, and
 * {@code ID-StreamThread-1-producer} publishes for the same thread.
 */
public final class InstanceNames {

    private static final Pattern MEMBER = Pattern.compile("(.+)(-StreamThread-[0-9]+)-consumer");
    private static final Pattern THREAD_NUMBER = Pattern.compile("-[0-9]+$");

    /** Before the random part of a client id, in a group.instance.id that is no permanent name. */
    private static final String PROCESS = "process-";

    private static final int RANDOM_PART = Uuid.ZERO_UUID.toString().length();

    private InstanceNames() {}

    /**
     * A client id: a prefix, and the permanent name of the instance or a random part. Process ids would not distinguish
     * containers. A group shows the client id of the first process of a permanent name for all later ones.
     */
    public static String clientId(String prefix, Optional<String> permanentName) {
        return prefix + "-" + permanentName.orElseGet(() -> Uuid.randomUuid().toString());
    }

    /**
     * The {@code group.instance.id} of an instance without a permanent name. Kafka removes a single member from a group at the
     * request of another only if it has such an id.
     */
    public static String groupInstanceId(String clientId) {
        return PROCESS + clientId.substring(clientId.length() - RANDOM_PART);
    }

    /** The client id of the instance that a member of the group is a thread of; empty if it is none. */
    static Optional<String> instance(String memberClientId) {
        Matcher member = MEMBER.matcher(memberClientId);
        return member.matches() ? Optional.of(member.group(1)) : Optional.empty();
    }

    /** The transactional id of a member: the client id of its thread's producer. Empty if it is no thread of an instance. */
    static Optional<String> transactionalId(String memberClientId) {
        Matcher member = MEMBER.matcher(memberClientId);
        return member.matches() ? Optional.of(member.group(1) + member.group(2) + "-producer") : Optional.empty();
    }

    /** Whether a member has a group.instance.id by {@link #groupInstanceId}, not a permanent name under which it comes back. */
    static boolean isOfThisProcessOnly(String memberClientId, String groupInstanceId) {
        // Kafka Streams appends the number of the thread.
        String name = THREAD_NUMBER.matcher(groupInstanceId).replaceFirst("");
        return name.startsWith(PROCESS)
                && instance(memberClientId)
                        .filter(instance -> instance.endsWith("-" + name.substring(PROCESS.length())))
                        .filter(instance -> !instance.endsWith("-" + name))
                        .isPresent();
    }
}
