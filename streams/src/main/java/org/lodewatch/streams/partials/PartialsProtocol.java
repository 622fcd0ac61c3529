package org.lodewatch.streams.partials;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.lodewatch.schemas.messages.PartialsBegin;
import org.lodewatch.schemas.messages.PartialsEnd;

/**
 * The protocol between the two halves, as a state machine per input partition. At each start an input partition sends a begin,
 * everything that it holds, and an end. Between its begin and its end, messages are staged. The end replaces everything that
 * stands for the partition at once, so that no reader sees a part of it.
 *
 * <pre>
 * state            event      next state       effect
 * NOTHING_STANDS   partial    NOTHING_STANDS   the partial is applied
 *                  begin      FIRST_STAGING    staging starts
 *                  end        NOTHING_STANDS   none
 * FIRST_STAGING    partial    FIRST_STAGING    the partial is staged
 *                  begin      FIRST_STAGING    staged messages are dropped, staging starts again
 *                  end        STANDING         staged messages replace what stands
 * STANDING         partial    STANDING         the partial is applied
 *                  begin      RESTAGING        staging starts
 *                  end        STANDING         none
 * RESTAGING        partial    RESTAGING        the partial is staged
 *                  begin      RESTAGING        staged messages are dropped, staging starts again
 *                  end        STANDING         staged messages replace what stands
 * </pre>
 *
 * <p>An end of another generation than the last begin has no effect in any state. Figures are published only if every input
 * partition is in the state STANDING or RESTAGING, all under the basis of this task: anything else would show a part of the
 * input, or a mixture of two catalogues. The state survives a restart.
 */
final class PartialsProtocol {

    enum State {
        NOTHING_STANDS,
        FIRST_STAGING,
        STANDING,
        RESTAGING
    }

    /**
     * What an end puts in force.
     *
     * @param before the begin of what stood until now; empty if nothing did
     * @param now the begin of what stands from now on
     */
    record Replacement(Optional<PartialsBegin> before, PartialsBegin now) {

        /** Whether figures may differ although no total does, for example because a country moved to another bloc. */
        boolean changesBasis() {
            return before.isPresent() && !before.get().getCatalogue().equals(now.getCatalogue());
        }
    }

    private final PartialsStore store;
    private final Map<Integer, PartialsBegin> standing = new HashMap<>();
    private final Map<Integer, PartialsBegin> staging = new HashMap<>();

    PartialsProtocol(PartialsStore store) {
        this.store = store;
        store.standing().forEach(begin -> standing.put(begin.getInputPartition(), begin));
        store.staging().forEach(begin -> staging.put(begin.getInputPartition(), begin));
    }

    State state(int partition) {
        if (staging.containsKey(partition)) {
            return standing.containsKey(partition) ? State.RESTAGING : State.FIRST_STAGING;
        }
        return standing.containsKey(partition) ? State.STANDING : State.NOTHING_STANDS;
    }

    /** Whether partials of the input partition are staged now, and not applied. */
    boolean isStaging(int partition) {
        State state = state(partition);
        return state == State.FIRST_STAGING || state == State.RESTAGING;
    }

    void begin(PartialsBegin begin) {
        int partition = begin.getInputPartition();
        store.takeStagedBooks(partition);
        store.takeStagedClocks(partition);
        staging.put(partition, begin);
        store.putStaging(begin);
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
        PartialsBegin before = standing.put(partition, begin);
        store.putStanding(begin);
        return Optional.of(new Replacement(Optional.ofNullable(before), begin));
    }

    /** Returns the number of partitions of the input; 0 as long as nothing stands. */
    int inputPartitions() {
        return standing.values().stream()
                .findAny()
                .map(PartialsBegin::getInputPartitions)
                .orElse(0);
    }

    /** Whether something stands for every input partition, all of it under this basis. */
    boolean isWhole(String basis) {
        return !standing.isEmpty()
                && standing.size() == inputPartitions()
                && standing.values().stream().map(PartialsBegin::getCatalogue).allMatch(basis::equals);
    }
}
