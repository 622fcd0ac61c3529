package org.lodewatch.streams.partials;

import org.lodewatch.schemas.messages.PartialsSeen;

/**
 * The last policy change that was read. If committed offsets are lost, policies are read again from the oldest to the newest.
 * Judging each of them would raise and resolve alerts on the way, so changes that were read before are skipped.
 */
public final class SeenPolicies {

    /** Takes the place of an input partition in the store. */
    private static final int POLICIES = -1;

    private final PartialsStore store;

    public SeenPolicies(PartialsStore store) {
        this.store = store;
    }

    /**
     * Marks a policy change as seen.
     *
     * @param writtenAt the timestamp of the change, which is later than all before where the topic was recreated
     * @param offset the offset of the change in dependence-policies
     * @return whether it is new
     */
    public boolean markSeen(long writtenAt, long offset) {
        PartialsSeen before = store.seen(POLICIES).orElse(null);
        if (before != null && offset <= before.getOffset() && writtenAt <= before.getGeneration()) {
            return false;
        }
        long newest = before == null ? writtenAt : Math.max(writtenAt, before.getGeneration());
        store.putSeen(new PartialsSeen(POLICIES, newest, offset));
        return true;
    }
}
