package org.lodewatch.streams.topology;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;
import org.lodewatch.schemas.messages.PartialsSeen;
import org.lodewatch.streams.partials.PartialsStore;

/**
 * The last policy change that was read. If committed offsets are lost, policies are read again from the oldest to the newest.
 * Judging each of them would raise and resolve alerts on the way, so changes that were read before are skipped.
 */
final class SeenPolicies {

    /** The header of a broadcast policy with its offset in dependence-policies. */
    private static final String OFFSET = "lodewatch.policy-offset";

    /** Takes the place of an input partition in the store. */
    private static final int POLICIES = -1;

    private final PartialsStore store;

    SeenPolicies(PartialsStore store) {
        this.store = store;
    }

    /** Returns a copy of the headers with an offset in dependence-policies. */
    static Headers putOffset(Headers headers, long offset) {
        return new RecordHeaders(headers)
                .remove(OFFSET)
                .add(OFFSET, Long.toString(offset).getBytes(UTF_8));
    }

    /**
     * Marks a broadcast policy as seen.
     *
     * @return whether it is new: it has a higher offset than all before, or, where dependence-policies was recreated, a later
     *     timestamp, or it has no offset
     */
    boolean markSeen(Record<?, ?> policy) {
        Header header = policy.headers().lastHeader(OFFSET);
        if (header == null) {
            return true;
        }
        long offset = Long.parseLong(new String(header.value(), UTF_8));
        PartialsSeen last = store.seen(POLICIES).orElse(null);
        if (last != null && offset <= last.getOffset() && policy.timestamp() <= last.getGeneration()) {
            return false;
        }
        long newest = last == null ? policy.timestamp() : Math.max(policy.timestamp(), last.getGeneration());
        store.putSeen(new PartialsSeen(POLICIES, newest, offset, null));
        return true;
    }
}
