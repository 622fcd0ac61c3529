package org.lodewatch.benchmarks.latency;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.List;
import java.util.function.LongUnaryOperator;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.lodewatch.benchmarks.frame.JobFailedException;
import org.lodewatch.benchmarks.load.OpenLoop;
import org.lodewatch.benchmarks.load.Schedule;
import org.lodewatch.clients.kafka.KafkaCluster;
import org.lodewatch.producer.rules.ImportRow;
import org.lodewatch.schemas.messages.CustomsImport;
import org.lodewatch.schemas.messages.DependenceAlert;
import org.lodewatch.schemas.messages.MineralShares;
import org.lodewatch.schemas.topics.Topics;

/**
 * Steady load for a while, with triggers in it at even distances, and what readers see of these: as records of
 * customs-imports, in shares, as alerts.
 */
final class SteadyRun {

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration POLL = Duration.ofMillis(20);
    private static final Duration START = Duration.ofSeconds(2);

    private final KafkaCluster cluster;
    private final LiveFeed feed;
    private final Triggers triggers;
    private final Schedule schedule;
    private final OpenLoop loop;
    private final long firstTrigger;
    private final int distance;
    private final int count;
    private final List<ImportRow> trade;
    private final Sightings records;
    private final Sightings shares;
    private final Sightings alerts;

    /**
     * @param firstTrigger how many triggers there were before
     * @param perSecond records, triggers among them
     * @param triggersPerSecond a divisor of that
     */
    SteadyRun(
            KafkaCluster cluster,
            LiveFeed feed,
            Triggers triggers,
            long firstTrigger,
            int perSecond,
            int triggersPerSecond,
            int seconds) {
        this.cluster = cluster;
        this.feed = feed;
        this.triggers = triggers;
        this.firstTrigger = firstTrigger;
        this.distance = perSecond / triggersPerSecond;
        this.count = triggersPerSecond * seconds;
        this.trade = feed.next(count * (distance - 1));
        this.schedule = new Schedule(System.nanoTime() + START.toNanos(), perSecond);
        this.loop = new OpenLoop(schedule);
        LongUnaryOperator due = trigger -> schedule.due(index(trigger));
        this.records = new Sightings(due, firstTrigger, count, triggers.books());
        this.shares = new Sightings(due, firstTrigger, count, triggers.books());
        this.alerts = new Sightings(due, firstTrigger, count, triggers.books());
    }

    /** When the load began, by {@link System#nanoTime()}. */
    long startNanos() {
        return schedule.startNanos();
    }

    /** The triggers as records of customs-imports that could be read: what the broker alone takes. */
    Sightings records() {
        return records;
    }

    /** The triggers in shares that could be read. */
    Sightings shares() {
        return shares;
    }

    /** The alerts that could be read. */
    Sightings alerts() {
        return alerts;
    }

    /** By how many nanoseconds a record was sent late, at most; that is part of what is measured. */
    long latestNanos() {
        return loop.latestNanos();
    }

    /** How many triggers there were up to the end of it. */
    long lastTrigger() {
        return firstTrigger + count;
    }

    /** Sends it all, and waits until readers have seen the shares of every trigger, and the alerts if these are awaited. */
    @SuppressWarnings("try") // the observers are at work while they are open
    void run(boolean awaitAlerts) {
        try (Observer records = new Observer(cluster.settings(), Topics.CUSTOMS_IMPORTS, recordSight());
                Observer shares = new Observer(cluster.settings(), Topics.MINERAL_SHARES, shareSight());
                Observer alerts = new Observer(cluster.settings(), Topics.DEPENDENCE_ALERTS, alertSight())) {
            loop.send(0, (long) count * distance, this::send);
            feed.flush();
            List<Sightings> awaited =
                    awaitAlerts ? List.of(this.records, this.shares, this.alerts) : List.of(this.records, this.shares);
            long end = System.nanoTime() + PATIENCE.toNanos();
            while (awaited.stream().anyMatch(sightings -> sightings.missing() > 0) && System.nanoTime() < end) {
                pause();
            }
        }
    }

    /** @throws JobFailedException if a trigger was not seen everywhere, or an alert more than once */
    void requireEachOnce() {
        long lost = records.missing() + shares.missing() + alerts.missing();
        if (lost + records.doubled() + alerts.doubled() > 0) {
            throw new JobFailedException(
                    ("of %,d triggers %,d were not seen as records, %,d not in shares and %,d not as alerts (%,d were"
                                    + " overtaken by the next of their book, which is due %.1f s later); %,d alerts came twice:"
                                    + " no result")
                            .formatted(
                                    count,
                                    records.missing(),
                                    shares.missing(),
                                    alerts.missing(),
                                    shares.overtaken(),
                                    (schedule.due(index(firstTrigger + triggers.books()))
                                                    - schedule.due(index(firstTrigger)))
                                            / 1e9,
                                    alerts.doubled()));
        }
    }

    /** @throws JobFailedException if a trigger was not seen in shares */
    void requireShares() {
        if (shares.missing() > 0) {
            throw new JobFailedException("%,d records are in no shares: no result".formatted(shares.missing()));
        }
    }

    private void send(long index) {
        boolean isTrigger = index % distance == distance - 1;
        feed.send(
                isTrigger
                        ? triggers.row(firstTrigger + index / distance)
                        : trade.get((int) (index - index / distance)));
    }

    private long index(long trigger) {
        return (trigger - firstTrigger) * distance + distance - 1;
    }

    private Observer.Sight recordSight() {
        Deserializer<SpecificRecord> values =
                Topics.CUSTOMS_IMPORTS.valueSerde(cluster.formats()).deserializer();
        return (record, now) -> {
            String id = new String(record.key(), UTF_8);
            if (triggers.isTrigger(id)) {
                CustomsImport line = (CustomsImport) values.deserialize(record.topic(), record.value());
                triggers.ofRecord(id, line.getRevision()).ifPresent(trigger -> records.see(trigger, now));
            }
        };
    }

    private Observer.Sight shareSight() {
        Deserializer<MineralShares> values =
                Topics.MINERAL_SHARES.valueSerde(cluster.formats()).deserializer();
        return (record, now) -> {
            String key = new String(record.key(), UTF_8);
            if (triggers.isShares(key) && record.value() != null) {
                long cents = values.deserialize(record.topic(), record.value()).getTotalValueCents();
                triggers.ofShares(key, cents).ifPresent(trigger -> shares.seeUpTo(trigger, now));
            }
        };
    }

    private Observer.Sight alertSight() {
        Deserializer<DependenceAlert> values =
                Topics.DEPENDENCE_ALERTS.valueSerde(cluster.formats()).deserializer();
        return (record, now) -> {
            DependenceAlert alert = values.deserialize(record.topic(), record.value());
            triggers.ofAlert(alert.getAlertId(), alert.getNumber()).ifPresent(trigger -> alerts.see(trigger, now));
        };
    }

    private static void pause() {
        try {
            Thread.sleep(POLL.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new JobFailedException("interrupted");
        }
    }
}
