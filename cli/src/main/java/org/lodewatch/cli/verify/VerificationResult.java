package org.lodewatch.cli.verify;

import java.util.List;
import java.util.Locale;
import org.lodewatch.core.batch.Difference;

/**
 * The result of comparing what is published with the log.
 *
 * @param records records of the log that can be used
 * @param unusable records of the log that cannot
 * @param windows windows with shares, by the log
 * @param alerts open alerts, by the log
 * @param differences in the order of their keys; none if all agrees
 */
public record VerificationResult(long records, long unusable, int windows, int alerts, List<Difference> differences) {

    /** Whether every figure is the same. */
    public boolean agrees() {
        return differences.isEmpty();
    }

    /** The result in a sentence. */
    public String sentence() {
        String basis = String.format(
                Locale.ROOT,
                "%,d records%s, %,d windows, %,d open alerts",
                records,
                unusable == 0 ? "" : String.format(Locale.ROOT, " (and %,d unusable ones)", unusable),
                windows,
                alerts);
        return agrees()
                ? basis + ": every published figure equals the recount, cent for cent"
                : String.format(
                        Locale.ROOT,
                        "%s, but %,d published figures differ: is the topology running, and has it read the whole log?",
                        basis,
                        differences.size());
    }
}
