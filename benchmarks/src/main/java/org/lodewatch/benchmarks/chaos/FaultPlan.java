package org.lodewatch.benchmarks.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;

/**
 * When which fault happens: a pure function of the seed, the duration and the numbers of faults.
 *
 * @param faults by time
 */
record FaultPlan(List<PlannedFault> faults) {

    private static final int MIN_SECONDS = 4;
    private static final int MORE_SECONDS = 9;

    FaultPlan {
        faults = List.copyOf(faults);
    }

    /**
     * A fault.
     *
     * @param at since the start of the campaign
     * @param choice what it strikes, where there is a choice: any number
     * @param lasts how long, where it lasts
     */
    record PlannedFault(Duration at, Disturbance kind, int choice, Duration lasts) {

        /** Its choice of these. */
        <T> T of(List<T> choices) {
            return choices.get(choice % choices.size());
        }
    }

    /** Divides the time evenly, and puts the faults into it in a random order, each at a random moment of its part. */
    static FaultPlan of(long seed, Duration duration, Map<Disturbance, Integer> counts) {
        Random random = new Random(seed);
        List<Disturbance> kinds = new ArrayList<>();
        new EnumMap<>(counts).forEach((kind, count) -> kinds.addAll(Collections.nCopies(count, kind)));
        Collections.shuffle(kinds, random);
        List<PlannedFault> faults = new ArrayList<>();
        for (int index = 0; index < kinds.size(); index++) {
            double place = (index + random.nextDouble()) / kinds.size();
            faults.add(new PlannedFault(
                    Duration.ofMillis((long) (duration.toMillis() * place)),
                    kinds.get(index),
                    random.nextInt(Integer.MAX_VALUE),
                    Duration.ofMillis(1_000 * MIN_SECONDS + random.nextInt(1_000 * MORE_SECONDS))));
        }
        return new FaultPlan(faults);
    }

    /** How many faults there are of kinds. */
    long count(Predicate<Disturbance> kinds) {
        return faults.stream().map(PlannedFault::kind).filter(kinds).count();
    }
}
