package org.lodewatch.producer.census;

import java.util.List;
import org.lodewatch.producer.feed.SourceLine;
import org.lodewatch.producer.poll.StatisticsSource.Part.Fault;
import org.lodewatch.schemas.values.RejectionReason;

/**
 * Why a month's rows must not be believed.
 *
 * @param reason the kind of fault
 * @param message one line: what was found, and what was expected
 * @param source where it shows
 * @param mayBeCutShort whether rows may be missing, so that a smaller request may be answered better
 */
record Doubt(RejectionReason reason, String message, SourceLine source, boolean mayBeCutShort) {

    static Doubt cutShort(RejectionReason reason, String message, SourceLine source) {
        return new Doubt(reason, message, source, true);
    }

    static Doubt lasting(RejectionReason reason, String message, SourceLine source) {
        return new Doubt(reason, message, source, false);
    }

    /** As a part of the figures, in place of those of some months. */
    Fault fault(List<String> months) {
        return new Fault(months, reason, message, source);
    }
}
