package org.lodewatch.streams.partials;

import static org.lodewatch.streams.partials.PartialsCheck.implausible;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.lodewatch.core.ledger.Rejection;
import org.lodewatch.schemas.messages.PartialsBegin;
import org.lodewatch.schemas.messages.PartialsEnd;
import org.lodewatch.schemas.values.RejectionReason;

/**
 * The protocol between the two halves, as a state machine per input partition. At each start an input partition sends a begin,
 * all its totals, and an end. Between its begin and its end, messages are staged. The end replaces the previous totals of the
 * partition at once, so that no reader sees a part of them.
 *
 * <pre>
 * state            event      next state       effect
 * NONE_IN_FORCE    partial    NONE_IN_FORCE    the partial is rejected
 *                  begin      FIRST_STAGING    staging starts
 *                  end        NONE_IN_FORCE    the end is rejected
 * FIRST_STAGING    partial    FIRST_STAGING    the partial is staged
 *                  begin      FIRST_STAGING    staged messages are dropped, staging starts again
 *                  end        IN_FORCE         staged messages replace the totals in force
 * IN_FORCE         partial    IN_FORCE         the partial is applied
 *                  begin      RESTAGING        staging starts
 *                  end        IN_FORCE         none
 * RESTAGING        partial    RESTAGING        the partial is staged
 *                  begin      RESTAGING        staged messages are dropped, staging starts again
 *                  end        IN_FORCE         staged messages replace the totals in force
 * </pre>
 *
 * <p>A message of another generation than the last begin is rejected in any state. There is one exception: while RESTAGING,
 * a partial of the totals in force shows that their input partition did not begin again, since a new task begins only when the
 * transactions of the one before it are over. Then what is staged is dropped, and the state is IN_FORCE.
 *
 * <p>Figures are published only if every input
 * partition is in the state IN_FORCE or RESTAGING, all under the basis of this task: anything else would show a part of the
 * input, or a mixture of two catalogues. The state survives a restart.
 */
final class PartialsProtocol {

    enum State {
        NONE_IN_FORCE,
        FIRST_STAGING,
        IN_FORCE,
        RESTAGING
    }

    /**
     * The effect of an end.
     *
     * @param before the begin of the totals that were in force until now; empty if there were none
     * @param now the begin of the totals that are in force from now on
     */
    record Replacement(Optional<PartialsBegin> before, PartialsBegin now) {

        /** Whether figures may differ although no total does, for example because a country moved to another bloc. */
        boolean changesBasis() {
            return before.isPresent() && !before.get().getCatalogue().equals(now.getCatalogue());
        }
    }

    private final PartialsStore store;
    private final Map<Integer, PartialsBegin> inForce = new HashMap<>();
    private final Map<Integer, PartialsBegin> staging = new HashMap<>();

    PartialsProtocol(PartialsStore store) {
        this(store, Set.of());
    }

    /** @param damaged the input partitions that have nothing in force until they begin again */
    PartialsProtocol(PartialsStore store, Set<Integer> damaged) {
        this.store = store;
        store.inForce().forEach(begin -> inForce.put(begin.getInputPartition(), begin));
        store.staging().forEach(begin -> staging.put(begin.getInputPartition(), begin));
        inForce.keySet().removeAll(damaged);
        staging.keySet().removeAll(damaged);
    }

    State state(int partition) {
        if (staging.containsKey(partition)) {
            return inForce.containsKey(partition) ? State.RESTAGING : State.FIRST_STAGING;
        }
        return inForce.containsKey(partition) ? State.IN_FORCE : State.NONE_IN_FORCE;
    }

    /** Whether partials of the input partition are staged now, and not applied. */
    boolean isStaging(int partition) {
        State state = state(partition);
        return state == State.FIRST_STAGING || state == State.RESTAGING;
    }

    /** The input partitions that have totals in force, and have not begun to send others. */
    Set<Integer> inForce() {
        Set<Integer> partitions = new TreeSet<>(inForce.keySet());
        partitions.removeAll(staging.keySet());
        return partitions;
    }

    /** Staging starts. The caller discards what was staged before. */
    void begin(PartialsBegin begin) {
        int partition = begin.getInputPartition();
        staging.put(partition, begin);
        store.putStaging(begin);
    }

    /** The begin whose messages are read now; empty if there is none. */
    Optional<PartialsBegin> begin(int partition) {
        return Optional.ofNullable(staging.getOrDefault(partition, inForce.get(partition)));
    }

    /**
     * Why no instance can have begun; empty if one can. Instances with different bases do not run beside each other, and one that
     * is updated reads the begins of the earlier basis before its own.
     */
    Optional<Rejection> fault(PartialsBegin begin, String basis) {
        PartialsBegin standing = inForce.get(begin.getInputPartition());
        boolean foreign = standing != null
                && standing.getCatalogue().equals(basis)
                && !begin.getCatalogue().equals(basis);
        return foreign
                ? implausible("catalogue", begin.getCatalogue(), "the figures depend on " + basis)
                : Optional.empty();
    }

    /**
     * Why a partial or an end is not of a generation that is in effect; empty if it is.
     *
     * @param isEnd whether it is an end
     */
    Optional<Rejection> fault(int partition, long generation, boolean isEnd) {
        if (isOfBegin(partition, generation) || !isEnd && isOfTotalsInForce(partition, generation)) {
            return Optional.empty();
        }
        Optional<PartialsBegin> begin = begin(partition);
        return Optional.of(
                new Rejection(
                        RejectionReason.UNKNOWN_GENERATION,
                        "its generation is %d, and input partition %d %s"
                                .formatted(
                                        generation,
                                        partition,
                                        begin.map(now -> "has begun generation " + now.getGeneration())
                                                .orElse(
                                                        "has not begun: if it does not within a minute, restart all instances"))));
    }

    /** Whether a generation is that of the begin whose messages are read now. */
    boolean isOfBegin(int partition, long generation) {
        return begin(partition)
                .filter(begin -> begin.getGeneration() == generation)
                .isPresent();
    }

    private boolean isOfTotalsInForce(int partition, long generation) {
        return inForce.containsKey(partition) && inForce.get(partition).getGeneration() == generation;
    }

    /** The totals in force stay in force. @return the begin of what is staged, which the caller discards */
    Optional<PartialsBegin> resume(int partition) {
        PartialsBegin begin = staging.remove(partition);
        if (begin != null) {
            store.deleteStaging(partition);
        }
        return Optional.ofNullable(begin);
    }

    /** @return empty if the end has no effect */
    Optional<Replacement> end(PartialsEnd end) {
        int partition = end.getInputPartition();
        PartialsBegin begin = staging.get(partition);
        if (begin == null || begin.getGeneration() != end.getGeneration()) {
            return Optional.empty();
        }
        staging.remove(partition);
        store.deleteStaging(partition);
        PartialsBegin before = inForce.put(partition, begin);
        store.putInForce(begin);
        return Optional.of(new Replacement(Optional.ofNullable(before), begin));
    }

    /** Returns the number of partitions of the input; 0 as long as no totals are in force. */
    int inputPartitions() {
        return inForce.values().stream()
                .findAny()
                .map(PartialsBegin::getInputPartitions)
                .orElse(0);
    }

    /** Whether totals of every input partition are in force, all under this basis. */
    boolean isWhole(String basis) {
        return !inForce.isEmpty()
                && inForce.size() == inputPartitions()
                && inForce.values().stream().map(PartialsBegin::getCatalogue).allMatch(basis::equals);
    }
}
