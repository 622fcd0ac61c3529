package org.lodewatch.core.policy;

import java.util.Optional;
import org.lodewatch.schemas.catalogue.NetImportReliance;

/**
 * What a sentence says of the newest window besides its figure.
 *
 * @param basis what the values of the dataset are; empty if its feeds do not declare it
 * @param absence why the figure cannot be computed; empty if it can
 * @param reliance the net import reliance that it was computed with; empty if there is none
 * @param producers "mine no antimony (MCS2026)": what countries do that are no producers; empty if that is not known
 * @param shift where the trade of a country went; empty if it has not lost
 */
record SentenceDetails(
        Optional<String> basis,
        Optional<String> absence,
        Optional<NetImportReliance> reliance,
        Optional<String> producers,
        Optional<TradeShift> shift) {

    static final SentenceDetails NONE = of(Optional.empty());

    /** Nothing but the basis. */
    static SentenceDetails of(Optional<String> basis) {
        return new SentenceDetails(basis, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }
}
