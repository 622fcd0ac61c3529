package org.lodewatch.core.policy;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A policy's metric in one window.
 *
 * @param asOf the window's last month
 * @param observed percent or points; empty where it cannot be computed
 * @param suppliedCents customs value that other countries supplied in the window, cents
 * @param returnedCents customs value of returned goods in the window, cents
 * @param partial whether rows of the window are missing, which an operator has accepted
 * @param passedOver why the policy does not judge the window; empty if it does
 */
public record Observation(
        int asOf,
        OptionalDouble observed,
        long suppliedCents,
        long returnedCents,
        boolean partial,
        Optional<String> passedOver) {

    /** Of a window that the policy judges. */
    Observation(int asOf, OptionalDouble observed, long suppliedCents, long returnedCents, boolean partial) {
        this(asOf, observed, suppliedCents, returnedCents, partial, Optional.empty());
    }

    /** Of a window that the policy does not judge. */
    static Observation passedOver(int asOf, String reason) {
        return new Observation(asOf, OptionalDouble.empty(), 0, 0, false, Optional.of(reason));
    }
}
