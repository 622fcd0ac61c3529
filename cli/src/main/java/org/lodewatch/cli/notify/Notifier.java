package org.lodewatch.cli.notify;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.Deserializer;
import org.lodewatch.clients.http.Seconds;
import org.lodewatch.clients.kafka.KafkaCluster;
import org.lodewatch.schemas.OperatorException;
import org.lodewatch.schemas.messages.DependenceAlert;
import org.lodewatch.schemas.serde.UndecodableException;
import org.lodewatch.schemas.topics.Topics;
import org.lodewatch.service.api.DatedAlert;

/**
 * Delivers the alerts of a subscription to its webhook, at least once, and those of one book in order. One thread reads,
 * decides and commits; other threads only wait for responses.
 */
public final class Notifier implements AutoCloseable {

    /** The longest wait of one turn, for Kafka or for a response. A rebalance of the group waits for the turn too. */
    private static final Duration TURN = Duration.ofMillis(50);

    private final Subscription subscription;
    private final Webhook webhook;
    private final RetrySchedule schedule;
    private final Clock clock;
    private final Consumer<String> log;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Deserializer<DependenceAlert> alerts;
    private final UndeliveredAlerts undelivered;
    private final DeliveryProgress progress;
    private final Map<TopicPartition, DeliveryQueue<ConsumerRecord<byte[], byte[]>>> queues = new HashMap<>();
    private final BlockingQueue<Arrival> arrivals = new LinkedBlockingQueue<>();
    private long delivered;
    private long givenUp;
    private boolean gone;

    private record Arrival(DeliveryQueue<ConsumerRecord<byte[], byte[]>> queue, Webhook.Response response) {}

    /**
     * The number of alerts by their end.
     *
     * @param delivered accepted by the webhook
     * @param givenUp written to dependence-alerts-undelivered
     */
    public record Tally(long delivered, long givenUp) {}

    /**
     * @param log receives a line for each problem
     * @throws OperatorException if a topic is missing
     */
    public Notifier(KafkaCluster cluster, Subscription subscription, Webhook webhook, Consumer<String> log) {
        this(cluster, subscription, webhook, RetrySchedule.of(subscription.giveUpAfter()), log);
    }

    public Notifier(
            KafkaCluster cluster,
            Subscription subscription,
            Webhook webhook,
            RetrySchedule schedule,
            Consumer<String> log) {
        this.subscription = subscription;
        this.webhook = webhook;
        this.schedule = schedule;
        this.clock = Clock.systemUTC();
        this.log = log;
        this.alerts = Topics.DEPENDENCE_ALERTS.valueSerde(cluster.formats()).deserializer();
        this.undelivered = new UndeliveredAlerts(cluster, subscription.name(), clock);
        this.consumer = cluster.member(subscription.group(), Topics.DEPENDENCE_ALERTS);
        this.progress = new DeliveryProgress(consumer, cluster.admin(), subscription.start());
    }

    /**
     * Delivers until {@code stop} is true.
     *
     * @throws OperatorException if the webhook accepts no more alerts
     */
    public Tally run(BooleanSupplier stop) {
        Map<TopicPartition, Long> ends = progress.ends();
        consumer.subscribe(List.of(Topics.DEPENDENCE_ALERTS.name()), new Rebalancing());
        while (!stop.getAsBoolean() && !(subscription.untilCaughtUp() && hasSettled(ends))) {
            turn();
        }
        leave(List.copyOf(queues.keySet()));
        return new Tally(delivered, givenUp);
    }

    @Override
    public void close() {
        consumer.close();
        undelivered.close();
    }

    private void turn() {
        boolean waitsForResponse = queues.values().stream().anyMatch(DeliveryQueue::inFlight);
        poll(waitsForResponse ? Duration.ZERO : TURN);
        requireWanted();
        queues.values().forEach(this::sendDue);
        takeResponses();
        progress.commitPeriodically(this::first, queues.keySet());
        requireWanted();
    }

    /** Partitions with undelivered alerts are paused. Polling continues, because a member that does not poll leaves the group. */
    private void poll(Duration timeout) {
        queues.forEach((partition, queue) -> {
            if (queue.isEmpty()) {
                consumer.resume(List.of(partition));
            } else {
                consumer.pause(List.of(partition));
            }
        });
        try {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(timeout)) {
                queues.get(new TopicPartition(record.topic(), record.partition()))
                        .add(record);
            }
        } catch (OffsetOutOfRangeException e) {
            throw new OperatorException(
                    ("the offsets of group %s are beyond the end of %s: was the topic deleted and created again? Use another"
                                    + " --name, or delete the group with `kafka-consumer-groups.sh --delete --group %s`")
                            .formatted(subscription.group(), Topics.DEPENDENCE_ALERTS.name(), subscription.group()),
                    e);
        }
    }

    /** Sends the first alert that the subscription selects, and settles the others before it. */
    private void sendDue(DeliveryQueue<ConsumerRecord<byte[], byte[]>> queue) {
        while (queue.isDue(clock.instant())) {
            Optional<AlertEvent> event = event(queue.first().orElseThrow());
            if (event.isPresent()) {
                queue.send(clock.instant());
                webhook.post(event.get()).thenAccept(response -> arrivals.add(new Arrival(queue, response)));
            } else {
                queue.settle();
            }
        }
    }

    /** Empty if the record is not to be sent. */
    private Optional<AlertEvent> event(ConsumerRecord<byte[], byte[]> record) {
        try {
            DependenceAlert alert = alerts.deserialize(record.topic(), record.value());
            return alert == null || !subscription.wants(alert)
                    ? Optional.empty()
                    : Optional.of(AlertEvent.of(
                            record.headers(), new DatedAlert(Instant.ofEpochMilli(record.timestamp()), alert)));
        } catch (UndecodableException e) {
            undelivered.putUndecodable(record, e.getMessage());
            givenUp++;
            log.accept("a record that is not a valid alert is now in %s: partition %d, offset %d: %s"
                    .formatted(
                            Topics.DEPENDENCE_ALERTS_UNDELIVERED.name(),
                            record.partition(),
                            record.offset(),
                            e.getMessage()));
            return Optional.empty();
        }
    }

    private void takeResponses() {
        boolean waits = queues.values().stream().anyMatch(DeliveryQueue::inFlight);
        Arrival arrival = waits ? nextArrival() : arrivals.poll();
        while (arrival != null) {
            take(arrival);
            arrival = arrivals.poll();
        }
    }

    private Arrival nextArrival() {
        try {
            return arrivals.poll(TURN.toNanos(), NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptException(e);
        }
    }

    private void take(Arrival arrival) {
        if (!queues.containsValue(arrival.queue())) {
            // The partition was assigned to another member, which sends the alert again.
            return;
        }
        DeliveryQueue.Step<ConsumerRecord<byte[], byte[]>> step =
                arrival.queue().take(arrival.response(), clock.instant());
        if (step instanceof DeliveryQueue.Step.Done<ConsumerRecord<byte[], byte[]>> done) {
            delivered++;
            if (done.attempts() > 1) {
                log.accept("%s: delivered %s at attempt %d"
                        .formatted(webhook, AlertEvent.id(done.item().headers()), done.attempts()));
            }
        } else if (step instanceof DeliveryQueue.Step.Again<ConsumerRecord<byte[], byte[]>> again) {
            log.accept("%s: %s: sending %s again in %s (attempt %d)"
                    .formatted(
                            webhook,
                            again.why(),
                            AlertEvent.id(again.item().headers()),
                            Seconds.of(again.pause()),
                            again.attempts() + 1));
        } else if (step instanceof DeliveryQueue.Step.Undelivered<ConsumerRecord<byte[], byte[]>> undeliverable) {
            undelivered.put(undeliverable);
            arrival.queue().settle();
            givenUp++;
            log.accept("%s: %s: gave up %s after %d attempt%s: it is now in %s"
                    .formatted(
                            webhook,
                            undeliverable.why(),
                            AlertEvent.id(undeliverable.item().headers()),
                            undeliverable.attempts(),
                            undeliverable.attempts() == 1 ? "" : "s",
                            Topics.DEPENDENCE_ALERTS_UNDELIVERED.name()));
        } else {
            gone = true;
        }
    }

    private void requireWanted() {
        if (gone) {
            throw new OperatorException(
                    ("%s answered 410 Gone: it accepts no more alerts, and none are sent; group %s keeps its offsets")
                            .formatted(webhook, subscription.group()));
        }
    }

    private boolean hasSettled(Map<TopicPartition, Long> ends) {
        return !queues.isEmpty()
                && queues.entrySet().stream()
                        .allMatch(entry -> entry.getValue().isEmpty()
                                && consumer.position(entry.getKey()) >= ends.get(entry.getKey()));
    }

    private Optional<Long> first(TopicPartition partition) {
        return queues.get(partition).first().map(ConsumerRecord::offset);
    }

    /** Waits for alerts in flight, commits what is settled, and discards the rest. */
    private void leave(Collection<TopicPartition> partitions) {
        while (partitions.stream().anyMatch(partition -> queues.get(partition).inFlight())) {
            takeResponses();
        }
        progress.commit(this::first, partitions);
        queues.keySet().removeAll(partitions);
    }

    private final class Rebalancing implements ConsumerRebalanceListener {

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            progress.begin(new HashSet<>(partitions));
            partitions.forEach(partition -> queues.put(partition, new DeliveryQueue<>(schedule)));
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            leave(partitions.stream().filter(queues::containsKey).toList());
        }

        @Override
        public void onPartitionsLost(Collection<TopicPartition> partitions) {
            queues.keySet().removeAll(partitions);
        }
    }
}
