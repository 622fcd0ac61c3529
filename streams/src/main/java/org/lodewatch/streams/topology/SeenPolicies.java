package org.lodewatch.streams.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.lodewatch.schemas.values.RejectionReason.IMPLAUSIBLE;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.lodewatch.core.ledger.Rejection;
import org.lodewatch.schemas.messages.PartialsSeen;
import org.lodewatch.schemas.topics.Topics;
import org.lodewatch.streams.partials.PartialsStore;

/**
 * The last policy change that was read. If committed offsets are lost, policies are read again from the oldest to the newest.
 * Judging each of them would raise and resolve alerts on the way, so changes that were read before are skipped.
 */
public final class SeenPolicies {

    /** The header of a broadcast policy with its offset in dependence-policies. */
    private static final String OFFSET = "lodewatch.policy-offset";

    /** Takes the place of an input partition in the store. */
    private static final int POLICIES = -1;

    /** At most 18, so that they fit a long. */
    private static final Pattern DIGITS = Pattern.compile("[0-9]{1,18}");

    private static final long A_DAY = TimeUnit.DAYS.toMillis(1);

    private final PartialsStore store;

    SeenPolicies(PartialsStore store) {
        this.store = store;
    }

    /** Returns a copy of the headers with an offset in dependence-policies. */
    public static Headers putOffset(Headers headers, long offset) {
        return new RecordHeaders(headers)
                .remove(OFFSET)
                .add(OFFSET, Long.toString(offset).getBytes(UTF_8));
    }

    /**
     * Why no instance can have broadcast a policy; empty if one can. Early versions broadcast policies without an offset. Such a policy
     * is accepted as long as none with an offset was read.
     *
     * @param now in milliseconds since 1970. After a policy of the future, later ones could be skipped as read before.
     */
    Optional<Rejection> fault(ConsumerRecord<?, ?> policy, long now) {
        boolean mayLackOffset = policy.headers().lastHeader(OFFSET) == null
                && store.seen(POLICIES).isEmpty();
        if (offset(policy.headers()).isEmpty() && !mayLackOffset) {
            return Optional.of(new Rejection(
                    IMPLAUSIBLE,
                    "it has no header %s with an offset of %s: only instances write here, so apply the policy there"
                            .formatted(OFFSET, Topics.DEPENDENCE_POLICIES.name())));
        }
        return policy.timestamp() > now + A_DAY
                ? Optional.of(new Rejection(IMPLAUSIBLE, "its time, %d, is not over".formatted(policy.timestamp())))
                : Optional.empty();
    }

    private static OptionalLong offset(Headers headers) {
        Header header = headers.lastHeader(OFFSET);
        String text = header == null || header.value() == null ? "" : new String(header.value(), UTF_8);
        return DIGITS.matcher(text).matches() ? OptionalLong.of(Long.parseLong(text)) : OptionalLong.empty();
    }

    /**
     * Marks a broadcast policy as seen.
     *
     * @param policy a record without a {@link #fault}
     * @return whether it is new: it has a higher offset than all before, or, where dependence-policies was recreated, a later
     *     timestamp, or it has no offset
     */
    boolean markSeen(ConsumerRecord<?, ?> policy) {
        OptionalLong from = offset(policy.headers());
        if (from.isEmpty()) {
            return true;
        }
        long offset = from.getAsLong();
        PartialsSeen last = store.seen(POLICIES).orElse(null);
        if (last != null && offset <= last.getOffset() && policy.timestamp() <= last.getGeneration()) {
            return false;
        }
        long newest = last == null ? policy.timestamp() : Math.max(policy.timestamp(), last.getGeneration());
        store.putSeen(new PartialsSeen(POLICIES, newest, offset, null));
        return true;
    }
}
