package org.lodewatch.core.policy;

/** Why a policy raises nothing in a window, whatever its figures are. */
public enum UnjudgedReason {
    /** Not every month of the window lies in a published period. */
    NOT_WHOLE,
    /** Rows of a period in the window are missing, and no operator has accepted that. */
    PARTIAL,
    /** The last period is not complete, and the policy does not judge such windows. */
    PROVISIONAL,
    /** The dataset has no record of the book in the two periods before the window ends. */
    STALE,
    /** The dataset has only some of the commodity codes, and the policy does not judge such books. */
    PART_CODES,
    /** The reporter exports more than it imports, and the policy does not judge such books. */
    NET_EXPORTER,
    /** The supply is worth less than the policy's minimum value. */
    BELOW_MINIMUM,
    /** The policy measures weight, and too little of the value has a weight, or too many weights are implausible. */
    WEIGHT_UNKNOWN,
    /** The policy measures effective dependence, and no net import reliance is known. */
    NO_RELIANCE,
    /** The metric needs something else that is not known: producers, governance indicators, or the window a year before. */
    NO_FIGURE
}
