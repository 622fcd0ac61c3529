package org.lodewatch.core.backtest;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.lodewatch.core.policy.Policies;
import org.lodewatch.schemas.OperatorException;
import org.lodewatch.schemas.messages.DependencePolicy;

/**
 * Warning lines to try instead of that of a policy. The critical line is as far above each as it is in the policy, but not above
 * the highest figure of the metric.
 *
 * @param text {@code FROM:TO:STEP} as it was given
 * @param lines in the unit of the policy's metric, ascending
 */
public record SweepRange(String text, List<Double> lines) {

    /** The most lines that a sweep may have. */
    public static final int MOST_LINES = 100;

    private static final int PARTS = 3;
    private static final int MOST_DIGITS = 20;

    public SweepRange {
        lines = List.copyOf(lines);
    }

    /**
     * Reads {@code 30:80:5}: 30, 35 and so on to 80.
     *
     * @throws OperatorException that says what is expected
     */
    public static SweepRange of(String text) {
        String[] parts = text.split(":", -1);
        List<BigDecimal> numbers = new ArrayList<>();
        for (String part : parts) {
            number(part).ifPresent(numbers::add);
        }
        if (parts.length != PARTS || numbers.size() != PARTS) {
            throw fault(text, "three numbers are expected, such as 30:80:5");
        }
        BigDecimal from = numbers.get(0);
        BigDecimal to = numbers.get(1);
        BigDecimal step = numbers.get(2);
        if (step.signum() <= 0 || from.signum() <= 0 || to.compareTo(from) < 0) {
            throw fault(text, "FROM:TO:STEP is expected, with FROM and STEP above 0 and TO not below FROM");
        }
        if (to.subtract(from).divideToIntegralValue(step).compareTo(BigDecimal.valueOf(MOST_LINES)) >= 0) {
            throw fault(text, "at most %d lines are tried: take a larger step".formatted(MOST_LINES));
        }
        List<Double> lines = new ArrayList<>();
        for (BigDecimal line = from; line.compareTo(to) <= 0; line = line.add(step)) {
            lines.add(line.doubleValue());
        }
        return new SweepRange(text, lines);
    }

    private static Optional<BigDecimal> number(String text) {
        try {
            return text.length() > MOST_DIGITS || text.toLowerCase(Locale.ROOT).contains("e")
                    ? Optional.empty()
                    : Optional.of(new BigDecimal(text));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static OperatorException fault(String text, String expected) {
        return new OperatorException("sweep '%s': %s".formatted(text, expected));
    }

    /**
     * The policy with each line.
     *
     * @throws OperatorException if one of the lines does not fit the policy
     */
    List<DependencePolicy> policies(DependencePolicy policy) {
        double highest = Policies.highestLine(policy.getMetric());
        double distance = policy.getCritical() - policy.getWarning();
        List<DependencePolicy> policies = new ArrayList<>();
        for (double line : lines) {
            DependencePolicy swept = DependencePolicy.newBuilder(policy)
                    .setWarning(line)
                    .setCritical(Math.max(line, Math.min(highest, line + distance)))
                    .build();
            List<String> faults = Policies.faults(swept);
            if (!faults.isEmpty()) {
                throw new OperatorException(
                        "sweep '%s': with policy %s, %s".formatted(text, policy.getId(), String.join("; ", faults)));
            }
            policies.add(swept);
        }
        return policies;
    }
}
