package org.lodewatch.core.policy;

import java.util.Optional;

/**
 * Whether a policy judges a window.
 *
 * @param asOf the last month of the window
 * @param unjudged why not; empty if it does
 */
public record WindowVerdict(int asOf, Optional<UnjudgedReason> unjudged) {}
