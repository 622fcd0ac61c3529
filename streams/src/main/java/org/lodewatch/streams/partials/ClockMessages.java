package org.lodewatch.streams.partials;

import java.util.List;
import java.util.Optional;
import org.lodewatch.core.book.BookKey.Owner;
import org.lodewatch.core.book.Clock;
import org.lodewatch.core.book.DatasetBasis;
import org.lodewatch.core.book.PartitionClock;
import org.lodewatch.core.book.PeriodRange;
import org.lodewatch.schemas.messages.ClockPartial;
import org.lodewatch.schemas.messages.PeriodRangePartial;
import org.lodewatch.schemas.messages.PeriodState;

/** Converts the clock of one input partition to a message and back. */
final class ClockMessages {

    private ClockMessages() {}

    static ClockPartial message(int inputPartition, long generation, Owner owner, PartitionClock clock) {
        // The months are for readers of the first version of the message.
        Clock alone = Clock.of(List.of(clock), 1);
        Optional<DatasetBasis> basis = clock.basis();
        return ClockPartial.newBuilder()
                .setInputPartition(inputPartition)
                .setGeneration(generation)
                .setDataset(owner.dataset())
                .setReporter(owner.reporter())
                .setPeriodMonths(alone.periodMonths())
                .setFirstMonth(alone.firstMonth())
                .setNewestMonth(alone.newestMonth())
                .setDeclares(clock.announced())
                .setPeriods(clock.periods().stream().map(ClockMessages::message).toList())
                .setBasis(basis.flatMap(DatasetBasis::text).orElse(null))
                .setCurrency(basis.map(DatasetBasis::currency).orElse(DatasetBasis.DEFAULT_CURRENCY))
                .setCodes(basis.flatMap(DatasetBasis::codes).orElse(null))
                .setBasisPublishedAt(basis.map(DatasetBasis::publishedAt).orElse(null))
                .build();
    }

    static PartitionClock clock(ClockPartial message) {
        return new PartitionClock(
                message.getPeriods().stream().map(ClockMessages::range).toList(),
                message.getDeclares(),
                Optional.ofNullable(message.getBasisPublishedAt())
                        .map(at -> new DatasetBasis(
                                Optional.ofNullable(message.getBasis()),
                                message.getCurrency(),
                                Optional.ofNullable(message.getCodes()),
                                at)));
    }

    private static PeriodRangePartial message(PeriodRange range) {
        return new PeriodRangePartial(
                range.first(),
                range.last(),
                range.months(),
                range.hasRecords(),
                range.declared().map(PeriodState::name).orElse(null));
    }

    private static PeriodRange range(PeriodRangePartial message) {
        return new PeriodRange(
                message.getFirst(),
                message.getLast(),
                message.getMonths(),
                message.getHasRecords(),
                Optional.ofNullable(message.getDeclared()).map(PeriodState::valueOf));
    }
}
