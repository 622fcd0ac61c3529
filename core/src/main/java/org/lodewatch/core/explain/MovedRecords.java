package org.lodewatch.core.explain;

/**
 * Records of one month, country and commodity code that moved a figure by one cause.
 *
 * @param month the last month of their period, in months since 1970
 * @param country alpha-2 code of their origin
 * @param code their commodity code
 * @param former the month, country or code that a revision has changed, as it was before; empty if none of them changed
 * @param records how many
 * @param cents what they added to the customs value of the window
 * @param points what they added to the figure, percent or points; NaN if the figure cannot be computed in both windows
 */
public record MovedRecords(
        ChangeCause cause,
        int month,
        String country,
        String code,
        String former,
        long records,
        long cents,
        double points) {}
