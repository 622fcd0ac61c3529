package org.lodewatch.schemas.serde;

import java.util.List;
import org.lodewatch.schemas.messages.BookPartial;
import org.lodewatch.schemas.messages.ClockPartial;
import org.lodewatch.schemas.messages.CustomsImport;
import org.lodewatch.schemas.messages.DatasetProperties;
import org.lodewatch.schemas.messages.DependenceAlert;
import org.lodewatch.schemas.messages.DependencePolicy;
import org.lodewatch.schemas.messages.FeedCheckpoint;
import org.lodewatch.schemas.messages.FeedPeriod;
import org.lodewatch.schemas.messages.FeedRecordSet;
import org.lodewatch.schemas.messages.MineralShares;
import org.lodewatch.schemas.messages.PartialsBegin;
import org.lodewatch.schemas.messages.PartialsEnd;
import org.lodewatch.schemas.messages.PartialsSeen;
import org.lodewatch.schemas.messages.PeriodComplete;

/**
 * The formats of a process: one for topics that programs outside Lodewatch may use, with or without a schema registry, and
 * one for internal topics, which never needs a service.
 *
 * @param shared for topics that others read or write
 * @param internal for internal topics and stores
 */
public record WireFormats(WireFormat shared, WireFormat internal) {

    private static final FingerprintFormat FINGERPRINT = new FingerprintFormat(() -> List.of(
            CustomsImport.getClassSchema(),
            PeriodComplete.getClassSchema(),
            DatasetProperties.getClassSchema(),
            MineralShares.getClassSchema(),
            DependenceAlert.getClassSchema(),
            DependencePolicy.getClassSchema(),
            FeedCheckpoint.getClassSchema(),
            FeedPeriod.getClassSchema(),
            FeedRecordSet.getClassSchema(),
            BookPartial.getClassSchema(),
            ClockPartial.getClassSchema(),
            PartialsBegin.getClassSchema(),
            PartialsEnd.getClassSchema(),
            PartialsSeen.getClassSchema()));

    /** Both formats without a registry. */
    public static final WireFormats WITHOUT_REGISTRY = new WireFormats(FINGERPRINT, FINGERPRINT);
}
