package org.lodewatch.cli.notify;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.lodewatch.cli.alerts.AlertNotice;
import org.lodewatch.cli.alerts.AlertSummary;
import org.lodewatch.clients.http.Seconds;
import org.lodewatch.clients.kafka.KafkaCluster;
import org.lodewatch.clients.kafka.MessageDecoder;
import org.lodewatch.schemas.OperatorException;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.messages.DependenceAlert;
import org.lodewatch.schemas.serde.UndecodableException;
import org.lodewatch.schemas.topics.Topics;
import org.lodewatch.service.api.DatedAlert;

/**
 * Delivers the alerts of a subscription to its webhook, at least once, and those of one book in order. The alerts of a
 * country and of its bloc that were published together are delivered at once, and old transitions of a book as a summary. One
 * thread reads, decides and commits; other threads only wait for responses.
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
    private final MessageDecoder<String, DependenceAlert> alerts;
    private final UndeliveredAlerts undelivered;
    private final DeliveryProgress progress;
    private final Catalogue catalogue;
    private final Map<TopicPartition, PartitionDeliveries> deliveries = new HashMap<>();
    private final BlockingQueue<Arrival> arrivals = new LinkedBlockingQueue<>();
    private long delivered;
    private long givenUp;
    private boolean gone;

    private record Arrival(PartitionDeliveries partition, Webhook.Response response) {}

    /**
     * The number of alerts by their end.
     *
     * @param delivered accepted by the webhook
     * @param givenUp written to dependence-alerts-undelivered
     */
    public record Tally(long delivered, long givenUp) {}

    /**
     * @param catalogue with the members of blocs
     * @param log receives a line for each problem
     * @throws OperatorException if a topic is missing
     */
    public Notifier(
            KafkaCluster cluster,
            Catalogue catalogue,
            Subscription subscription,
            Webhook webhook,
            Consumer<String> log) {
        this(cluster, catalogue, subscription, webhook, RetrySchedule.of(subscription.giveUpAfter()), log);
    }

    public Notifier(
            KafkaCluster cluster,
            Catalogue catalogue,
            Subscription subscription,
            Webhook webhook,
            RetrySchedule schedule,
            Consumer<String> log) {
        this.catalogue = catalogue;
        this.subscription = subscription;
        this.webhook = webhook;
        this.schedule = schedule;
        this.clock = Clock.systemUTC();
        this.log = log;
        this.alerts = new MessageDecoder<>(Topics.DEPENDENCE_ALERTS, cluster.formats(), cluster.skipped());
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
        leave(List.copyOf(deliveries.keySet()));
        return new Tally(delivered, givenUp);
    }

    @Override
    public void close() {
        consumer.close();
        undelivered.close();
    }

    private void turn() {
        poll(waitsForResponse() ? Duration.ZERO : TURN);
        requireWanted();
        deliveries.values().forEach(this::sendDue);
        takeResponses();
        progress.commitPeriodically(this::settledUpTo, deliveries.keySet());
        requireWanted();
    }

    private boolean waitsForResponse() {
        return deliveries.values().stream()
                .anyMatch(partition -> partition.queue().inFlight());
    }

    /** Partitions with undelivered alerts are paused. Polling continues, because a member that does not poll leaves the group. */
    private void poll(Duration timeout) {
        deliveries.forEach((partition, of) -> {
            if (of.queue().isEmpty()) {
                consumer.resume(List.of(partition));
            } else {
                consumer.pause(List.of(partition));
            }
        });
        try {
            ConsumerRecords<byte[], byte[]> found = consumer.poll(timeout);
            for (ConsumerRecord<byte[], byte[]> record : found) {
                deliveries
                        .get(new TopicPartition(record.topic(), record.partition()))
                        .add(record);
            }
            deliveries.forEach((partition, of) -> {
                // What was published together is in one transaction. It is whole once nothing is left to read.
                if (of.queue().isEmpty()
                        && found.records(partition).isEmpty()
                        && consumer.currentLag(partition).orElse(0) == 0) {
                    of.close();
                }
            });
        } catch (OffsetOutOfRangeException e) {
            throw new OperatorException(
                    ("the offsets of group %s are beyond the end of %s: was the topic deleted and created again? Use another"
                                    + " --name, or delete the group with `kafka-consumer-groups.sh --delete --group %s`")
                            .formatted(subscription.group(), Topics.DEPENDENCE_ALERTS.name(), subscription.group()),
                    e);
        }
    }

    /** Sends the first delivery with an alert that the subscription selects, and settles the others before it. */
    private void sendDue(PartitionDeliveries partition) {
        DeliveryQueue<AlertBatch> queue = partition.queue();
        while (queue.isDue(clock.instant())) {
            Optional<AlertEvent> event = event(queue.first().orElseThrow());
            if (event.isPresent()) {
                queue.send(clock.instant());
                webhook.post(event.get()).thenAccept(response -> arrivals.add(new Arrival(partition, response)));
            } else {
                partition.settleFirst();
            }
        }
    }

    /** Empty if no record of a delivery is to be sent. */
    private Optional<AlertEvent> event(AlertBatch batch) {
        ConsumerRecord<byte[], byte[]> first = batch.records().get(0);
        try {
            Map<DatedAlert, ConsumerRecord<byte[], byte[]>> wanted = wanted(batch);
            if (wanted.isEmpty()) {
                return Optional.empty();
            }
            List<DatedAlert> alertsOf = List.copyOf(wanted.keySet());
            if (batch.summary()) {
                return Optional.of(
                        AlertEvent.of(wanted.get(alertsOf.get(0)).headers(), new AlertSummary(catalogue, alertsOf)));
            }
            AlertNotice notice = new AlertNotice(catalogue, alertsOf);
            return Optional.of(AlertEvent.of(wanted.get(notice.lead()).headers(), notice));
        } catch (UndecodableException e) {
            // Only the first attempt to read it can fail: a delivery of several records has been decoded.
            undelivered.putUndecodable(first, e.getMessage());
            givenUp++;
            log.accept("a record that is not a valid alert is now in %s: partition %d, offset %d: %s"
                    .formatted(
                            Topics.DEPENDENCE_ALERTS_UNDELIVERED.name(),
                            first.partition(),
                            first.offset(),
                            e.getMessage()));
            return Optional.empty();
        }
    }

    /**
     * The transitions of a delivery that the subscription selects, in the order of their records. A summary has all transitions of
     * an alert or none, because it says how the alert is after them.
     */
    private Map<DatedAlert, ConsumerRecord<byte[], byte[]>> wanted(AlertBatch batch) {
        Map<DatedAlert, ConsumerRecord<byte[], byte[]>> wanted = new LinkedHashMap<>();
        batch.records().forEach(record -> decoded(record).ifPresent(dated -> wanted.put(dated, record)));
        Set<String> selected = wanted.keySet().stream()
                .map(DatedAlert::alert)
                .filter(subscription::wants)
                .map(DependenceAlert::getAlertId)
                .collect(Collectors.toSet());
        wanted.keySet()
                .removeIf(dated -> batch.summary()
                        ? !selected.contains(dated.alert().getAlertId())
                        : !subscription.wants(dated.alert()));
        return wanted;
    }

    /** @throws UndecodableException if it is not a valid alert */
    private Optional<DatedAlert> decoded(ConsumerRecord<byte[], byte[]> record) {
        return DatedAlert.of(alerts.require(record));
    }

    /** Empty for a record that is not to be delivered with others. */
    private Optional<DatedAlert> valid(ConsumerRecord<byte[], byte[]> record) {
        try {
            AlertEvent.requireAttributes(record.headers());
            return decoded(record);
        } catch (UndecodableException e) {
            return Optional.empty();
        }
    }

    /** The id of the event of a delivery that was sent. */
    private String id(AlertBatch batch) {
        return event(batch).orElseThrow().id();
    }

    private void takeResponses() {
        Arrival arrival = waitsForResponse() ? nextArrival() : arrivals.poll();
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
        if (!deliveries.containsValue(arrival.partition())) {
            // The partition was assigned to another member, which sends the alert again.
            return;
        }
        DeliveryQueue.Step<AlertBatch> step = arrival.partition().queue().take(arrival.response(), clock.instant());
        if (step instanceof DeliveryQueue.Step.Done<AlertBatch> done) {
            arrival.partition().settled(done.item());
            delivered += wanted(done.item()).size();
            if (done.attempts() > 1) {
                log.accept("%s: delivered %s at attempt %d".formatted(webhook, id(done.item()), done.attempts()));
            }
        } else if (step instanceof DeliveryQueue.Step.Again<AlertBatch> again) {
            log.accept("%s: %s: sending %s again in %s (attempt %d)"
                    .formatted(
                            webhook, again.why(), id(again.item()), Seconds.of(again.pause()), again.attempts() + 1));
        } else if (step instanceof DeliveryQueue.Step.Undelivered<AlertBatch> undeliverable) {
            Collection<ConsumerRecord<byte[], byte[]>> lost =
                    wanted(undeliverable.item()).values();
            lost.forEach(record -> undelivered.put(record, undeliverable));
            arrival.partition().settleFirst();
            givenUp += lost.size();
            log.accept("%s: %s: gave up %s after %d attempt%s: it is now in %s"
                    .formatted(
                            webhook,
                            undeliverable.why(),
                            id(undeliverable.item()),
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
        return !deliveries.isEmpty()
                && deliveries.entrySet().stream()
                        .allMatch(entry -> entry.getValue().hasSettledAll()
                                && consumer.position(entry.getKey()) >= ends.get(entry.getKey()));
    }

    private OffsetAndMetadata settledUpTo(TopicPartition partition) {
        return deliveries.get(partition).progress(consumer.position(partition));
    }

    /** Waits for alerts in flight, commits what is settled, and discards the rest. */
    private void leave(Collection<TopicPartition> partitions) {
        while (partitions.stream()
                .anyMatch(partition -> deliveries.get(partition).queue().inFlight())) {
            takeResponses();
        }
        progress.commit(this::settledUpTo, partitions);
        discard(partitions);
    }

    private void discard(Collection<TopicPartition> partitions) {
        deliveries.keySet().removeAll(partitions);
    }

    private final class Rebalancing implements ConsumerRebalanceListener {

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            progress.begin(new HashSet<>(partitions))
                    .forEach((partition, settled) -> deliveries.put(
                            partition,
                            new PartitionDeliveries(
                                    schedule,
                                    new IncomingAlerts(catalogue, subscription.maxAgeMonths(), Notifier.this::valid),
                                    settled)));
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            leave(partitions.stream().filter(deliveries::containsKey).toList());
        }

        @Override
        public void onPartitionsLost(Collection<TopicPartition> partitions) {
            discard(partitions);
        }
    }
}
