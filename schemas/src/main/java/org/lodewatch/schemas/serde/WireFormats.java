package org.lodewatch.schemas.serde;

import java.util.List;
import org.lodewatch.schemas.messages.BookPartial;
import org.lodewatch.schemas.messages.ClockPartial;
import org.lodewatch.schemas.messages.CustomsImport;
import org.lodewatch.schemas.messages.DependenceAlert;
import org.lodewatch.schemas.messages.DependencePolicy;
import org.lodewatch.schemas.messages.FeedCheckpoint;
import org.lodewatch.schemas.messages.FeedRecordSet;
import org.lodewatch.schemas.messages.MineralShares;
import org.lodewatch.schemas.messages.PartialsBegin;
import org.lodewatch.schemas.messages.PartialsEnd;
import org.lodewatch.schemas.messages.PartialsSeen;
import org.lodewatch.schemas.messages.PeriodComplete;

/**
 * The formats that a process writes and reads messages in: one for topics that others use too, which a schema registry
 * may govern, and one for those that Lodewatch keeps to itself, which never need a service.
 *
 * @param shared of topics that others read or write
 * @param internal of topics and stores of our own
 */
public record WireFormats(WireFormat shared, WireFormat internal) {

    private static final FingerprintFormat FINGERPRINT = new FingerprintFormat(List.of(
            CustomsImport.getClassSchema(),
            PeriodComplete.getClassSchema(),
            MineralShares.getClassSchema(),
            DependenceAlert.getClassSchema(),
            DependencePolicy.getClassSchema(),
            FeedCheckpoint.getClassSchema(),
            FeedRecordSet.getClassSchema(),
            BookPartial.getClassSchema(),
            ClockPartial.getClassSchema(),
            PartialsBegin.getClassSchema(),
            PartialsEnd.getClassSchema(),
            PartialsSeen.getClassSchema()));

    /** What works without any service. */
    public static final WireFormats WITHOUT_REGISTRY = new WireFormats(FINGERPRINT, FINGERPRINT);
}
