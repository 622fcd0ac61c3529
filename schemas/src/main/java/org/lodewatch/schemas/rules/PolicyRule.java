package org.lodewatch.schemas.rules;

import org.lodewatch.schemas.messages.DependencePolicy;

/** The rule of the topics of policies. Whether a policy is valid depends on its metric, and is checked where policies are used. */
public final class PolicyRule {

    private PolicyRule() {}

    /** By policy id. */
    public static RecordRule<DependencePolicy> rule() {
        return RecordRule.keyed((key, policy, faults) -> {
            faults.unlessKey(key, policy.getId());
            faults.unless(
                    FirstFault.isId(policy.getId()), "id", policy.getId(), "lower-case letters, digits and dashes");
            faults.unlessFinite("warning", policy.getWarning());
            faults.unlessFinite("critical", policy.getCritical());
            faults.unlessFinite("clearMargin", policy.getClearMargin());
        });
    }
}
