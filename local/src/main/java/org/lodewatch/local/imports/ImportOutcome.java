package org.lodewatch.local.imports;

import org.lodewatch.local.output.Figures;

/**
 * What came of an import.
 *
 * @param published rows
 * @param rejected rows that could not be used
 */
public record ImportOutcome(long published, long rejected) {

    public String sentence() {
        return "%s rows published, %s rejected".formatted(Figures.count(published), Figures.count(rejected));
    }
}
