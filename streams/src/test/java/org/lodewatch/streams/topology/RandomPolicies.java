package org.lodewatch.streams.topology;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.lodewatch.core.policy.Policies;
import org.lodewatch.schemas.messages.DependencePolicy;
import org.lodewatch.schemas.messages.Measure;
import org.lodewatch.schemas.messages.Metric;
import org.lodewatch.schemas.messages.SubjectKind;

/** Policies that change at random, and which of them are in force. */
final class RandomPolicies {

    private static final List<String> IDS = List.of("single-source", "watch", "market", "heavy", "one-country");

    private final Random random;
    private final TreeMap<String, DependencePolicy> inForce = new TreeMap<>();
    private long version = 1;

    RandomPolicies(Random random) {
        this.random = random;
    }

    List<DependencePolicy> inForce() {
        return List.copyOf(inForce.values());
    }

    /** Applies the fixed ones. */
    void start(TopologyRig rig) {
        Policies.initial().forEach(policy -> apply(rig, policy));
    }

    /** Applies a new version of some policy, deletes one, or tries one that is not valid. */
    void change(TopologyRig rig) {
        String id = IDS.get(random.nextInt(IDS.size()));
        int choice = random.nextInt(10);
        if (choice == 0) {
            rig.policies.pipeInput(id, (DependencePolicy) null);
            inForce.remove(id);
        } else if (choice == 1) {
            rig.policies.pipeInput(
                    id, DependencePolicy.newBuilder(next(id)).setVersion(0).build());
        } else {
            apply(rig, next(id));
        }
    }

    private void apply(TopologyRig rig, DependencePolicy policy) {
        rig.policies.pipeInput(policy.getId(), policy);
        inForce.put(policy.getId(), policy);
    }

    private DependencePolicy next(String id) {
        SubjectKind subject = SubjectKind.values()[random.nextInt(SubjectKind.values().length)];
        boolean market = subject == SubjectKind.MARKET;
        Metric metric = market
                ? List.of(Metric.HHI, Metric.HHI_GOVERNANCE, Metric.UNPRODUCED_SHARE, Metric.DETOUR)
                        .get(random.nextInt(4))
                : random.nextInt(3) == 0 ? Metric.EFFECTIVE_DEPENDENCE : Metric.SHARE;
        boolean index = metric == Metric.HHI || metric == Metric.HHI_GOVERNANCE;
        double warning = metric == Metric.HHI_GOVERNANCE
                ? pick(5_000, 15_000, 30_000)
                : index ? pick(1_500, 2_500, 4_000) : pick(10, 25, 40, 50, 60);
        boolean byValue = metric == Metric.UNPRODUCED_SHARE || metric == Metric.DETOUR || random.nextBoolean();
        return DependencePolicy.newBuilder()
                .setId(id)
                .setVersion(++version)
                .setDataset(random.nextInt(4) == 0 ? "us-*" : "*")
                .setReporter(random.nextInt(4) == 0 ? "?S" : "*")
                .setMineral(random.nextInt(6) == 0 ? "*n*" : "*")
                .setSubject(subject)
                .setSubjectName(name(subject).orElse(null))
                .setMetric(metric)
                .setMeasure(byValue ? Measure.VALUE : random.nextBoolean() ? Measure.WEIGHT : Measure.CONTAINED_WEIGHT)
                .setWarning(warning)
                .setCritical(index ? warning + pick(0, 500, 2_000) : warning + pick(0, 5, 15, 25))
                .setClearMargin(index ? pick(0, 300) : pick(0, 3, 8))
                .setDwellMonths((int) pick(1, 1, 1, 2, 3, 12, 13))
                .setMinimumValueCents((long) pick(0, 100_000_000, 300_000_000))
                .setProvisional(random.nextInt(3) == 0)
                .setEnabled(random.nextInt(8) != 0)
                .setNetExports(random.nextBoolean())
                .setPartCodes(random.nextBoolean())
                .build();
    }

    private Optional<String> name(SubjectKind subject) {
        return switch (subject) {
            case COUNTRY -> Optional.of(List.of("CN", "RU", "BE", "ZZ").get(random.nextInt(4)));
            case BLOC ->
                Optional.of(List.of("usmca", "eu27", "china", "no-such-bloc").get(random.nextInt(4)));
            default -> Optional.empty();
        };
    }

    private double pick(double... choices) {
        return choices[random.nextInt(choices.length)];
    }
}
