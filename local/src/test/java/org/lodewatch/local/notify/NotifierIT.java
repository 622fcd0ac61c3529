package org.lodewatch.local.notify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.tomakehurst.wiremock.http.Fault;
import io.github.resilience4j.core.IntervalFunction;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.lodewatch.cli.notify.Notifier;
import org.lodewatch.cli.notify.RetrySchedule;
import org.lodewatch.cli.notify.Subscription;
import org.lodewatch.cli.notify.Subscription.Start;
import org.lodewatch.cli.notify.Webhook;
import org.lodewatch.clients.http.Secret;
import org.lodewatch.clients.kafka.ClientSettings;
import org.lodewatch.clients.kafka.KafkaCluster;
import org.lodewatch.local.broker.SharedKafka;
import org.lodewatch.local.notify.Receiver.Delivery;
import org.lodewatch.local.notify.Receiver.Reaction;
import org.lodewatch.schemas.OperatorException;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.messages.Severity;
import org.lodewatch.schemas.topics.RejectedHeaders;
import org.lodewatch.schemas.topics.Topics;
import org.lodewatch.schemas.topics.UndeliveredHeaders;

/** Notifiers on a real broker that post to a webhook with faults. Each test has its own books and subscriber. */
@Timeout(120)
class NotifierIT {

    private static final Duration LONG = Duration.ofSeconds(50);

    private static String servers;
    private static KafkaCluster cluster;
    private static Admin admin;
    private static AlertPublisher alerts;

    private final Receiver receiver = new Receiver();
    private final List<Running> started = new ArrayList<>();
    private String name;

    @BeforeAll
    static void start() {
        servers = SharedKafka.emptied();
        cluster = KafkaCluster.connect(ClientSettings.at(servers));
        cluster.topics().create(Topics.all(), Optional.empty());
        admin = Admin.create(Map.of("bootstrap.servers", servers));
        alerts = new AlertPublisher(servers);
    }

    @AfterAll
    static void stop() {
        alerts.close();
        admin.close();
        cluster.close();
    }

    @BeforeEach
    void nameSubscriber(TestInfo test) {
        name = test.getTestMethod().orElseThrow().getName();
    }

    @AfterEach
    void closeAll() {
        started.forEach(Running::end);
        receiver.close();
    }

    @Test
    void anAlertComesAsASignedCloudEvent() {
        Running notifier = start(LONG);
        String book = books(1).get(0);
        alerts.publish(List.of(book));

        awaitTaken(1);
        notifier.stop();

        // The receiver has checked the signature.
        Delivery delivery = receiver.taken().get(0);
        assertThat(delivery.id()).isEqualTo("single-source/" + book + "/CN#1");
        assertThat(delivery.at()).isBetween(Instant.now().minusSeconds(60), Instant.now());
        assertThat(delivery.contentType()).startsWith("application/cloudevents+json");
        assertThat(delivery.event().get("specversion").textValue()).isEqualTo("1.0");
        assertThat(delivery.event().get("id").textValue()).isEqualTo(delivery.id());
        assertThat(delivery.event().get("type").textValue()).isEqualTo("org.lodewatch.alert.raised");
        assertThat(delivery.event().get("source").textValue()).isEqualTo("/lodewatch/" + dataset() + "/US");
        assertThat(delivery.event().get("subject").textValue()).isEqualTo("single-source/" + book + "/CN");
        assertThat(Instant.parse(delivery.event().get("time").textValue()))
                .isEqualTo(delivery.event().get("data").get("publishedAt").textValue());
        assertThat(delivery.event().get("datacontenttype").textValue()).isEqualTo("application/json");
        assertThat(delivery.event().get("data").get("sentence").textValue()).isEqualTo("China supplied much: “75 %”.");
        assertThat(notifier.lines).isEmpty();
        assertThat(notifier.tally).isEqualTo(new Notifier.Tally(1, 0));
    }

    @Test
    void alertsOfACountryAndItsBlocComeAsOneEvent() {
        Running notifier = start(LONG);
        String book = books(1).get(0);
        alerts.publishCountryAndBloc(book);

        awaitTaken(1);
        notifier.stop();

        assertThat(mine()).hasSize(1);
        JsonNode data = mine().get(0).event().get("data");
        assertThat(mine().get(0).id()).isEqualTo("single-source/" + book + "/CN#1");
        assertThat(data.get("alertId").textValue()).isEqualTo("single-source/" + book + "/CN");
        assertThat(data.get("with")).hasSize(1);
        assertThat(data.get("with").get(0).get("alertId").textValue())
                .isEqualTo("entities-of-concern/" + book + "/entities-of-concern");
        assertThat(data.get("with").get(0).get("number").longValue()).isEqualTo(1);
        assertThat(data.get("notice").textValue())
                .startsWith("China supplied much")
                .contains("; foreign entities of concern 75.0 %: ");
        assertThat(notifier.tally).isEqualTo(new Notifier.Tally(2, 0));
    }

    @Test
    void bothAlertsOfARefusedEventAreKept() {
        receiver.react(delivery -> Reaction.status(422).saying("no such mineral"));
        Running notifier = start(LONG);
        String book = books(1).get(0);
        alerts.publishCountryAndBloc(book);

        await().atMost(LONG).until(() -> notifier.lines.stream().anyMatch(line -> line.contains("gave up")));
        notifier.stop();

        assertThat(notifier.tally).isEqualTo(new Notifier.Tally(0, 2));
    }

    @Test
    void aMassLoadOf25YearsIsOneSummaryABookAndItsNews() {
        Running notifier = start(LONG);
        List<String> books = books(60);
        int transitions =
                books.stream().mapToInt(book -> alerts.publishYears(book, 25)).sum();

        awaitTaken(120);
        notifier.stop();

        assertThat(transitions).isEqualTo(60 * 102);
        assertThat(mine()).hasSize(120).extracting(Delivery::id).doesNotHaveDuplicates();
        assertThat(notifier.tally).isEqualTo(new Notifier.Tally(transitions, 0));
        for (String book : books) {
            List<JsonNode> events = mine().stream()
                    .filter(delivery -> delivery.book().equals(book))
                    .map(Delivery::event)
                    .toList();
            assertThat(events)
                    .extracting(event -> event.get("type").textValue())
                    .containsExactly("org.lodewatch.alert.summary", "org.lodewatch.alert.raised");
            JsonNode summary = events.get(0);
            assertThat(summary.get("id").textValue()).isEqualTo("single-source/" + book + "/CN#1+100");
            assertThat(summary.get("subject").textValue()).isEqualTo(book);
            // A receiver that does not handle summaries reads these.
            assertThat(summary.get("data").get("alertId").textValue()).isEqualTo("single-source/" + book + "/CN");
            assertThat(summary.get("data").get("number").longValue()).isEqualTo(51);
            assertThat(summary.get("data").get("severity").textValue()).isEqualTo("critical");
            assertThat(summary.get("data").get("sentence").textValue())
                    .contains(": 101 transitions of 2 alerts of past months, 2000-01 to 2024-08, published together;")
                    .contains("open: China (policy single-source) critical since 2024-08.");
            assertThat(summary.get("data").get("summary").get("alerts").findValuesAsText("number"))
                    .containsExactly("51", "50");
            assertThat(events.get(1).get("data").get("number").longValue()).isEqualTo(51);
        }
    }

    @Test
    void anotherAgeMakesOtherSummaries() {
        String book = books(1).get(0);
        start(new Subscription(name, Start.NOW, Set.of(), LONG, false, 12));
        alerts.publishYears(book, 2);

        awaitTaken(5);
        assertThat(mine())
                .extracting(delivery -> delivery.event().get("type").textValue().replaceAll(".*\\.", "")
                        + delivery.event().get("data").get("asOf").textValue())
                .containsExactly(
                        "summary2023-07", "raised2024-01", "resolved2024-07", "raised2024-08", "raised2024-12");
    }

    @Test
    void aSummaryIsSentAgainUntilItIsAcceptedAndAlwaysTheSame() {
        AtomicInteger requests = new AtomicInteger();
        receiver.react(delivery -> requests.incrementAndGet() < 4 ? Reaction.status(500) : Reaction.OK);
        Running notifier = start(LONG);
        alerts.publishYears(books(1).get(0), 3);

        awaitTaken(2);
        notifier.stop();

        assertThat(receiver.attempts()).hasSize(5);
        assertThat(receiver.attempts().subList(0, 4))
                .allSatisfy(attempt -> assertThat(attempt.event())
                        .isEqualTo(receiver.attempts().get(0).event()));
        assertThat(notifier.tally).isEqualTo(new Notifier.Tally(14, 0));
    }

    @Test
    void everyTransitionOfARefusedSummaryIsKept() {
        receiver.react(delivery -> delivery.id().contains("+") ? Reaction.status(422) : Reaction.OK);
        Running notifier = start(LONG);
        alerts.publishYears(books(1).get(0), 3);

        awaitTaken(1);
        notifier.stop();

        assertThat(notifier.tally).isEqualTo(new Notifier.Tally(1, 13));
    }

    @Test
    void aNotifierThatStopsWithinWhatWasPublishedTogetherGoesOnThere() {
        String book = books(1).get(0);
        receiver.react(delivery -> Reaction.OK.after(40));
        Running first = start(LONG);
        alerts.publishOldAndNew(book);
        awaitTaken(6);
        first.stop();
        int taken = mine().size();
        assertThat(taken).isLessThan(21);

        Running second = start(LONG);
        awaitTaken(21);
        second.stop();

        assertThat(mine()).hasSize(21).extracting(Delivery::id).doesNotHaveDuplicates();
        assertThat(mine().get(0).id()).isEqualTo("single-source/" + book + "/CN#1+1");
        assertThat(first.tally.delivered() + second.tally.delivered()).isEqualTo(22);
        for (String country : List.of("AU", "CA", "NO", "RU", "ZA")) {
            assertThat(mine().stream()
                            .filter(delivery -> delivery.id().contains("/" + country + "#"))
                            .map(Delivery::number))
                    .containsExactly(1L, 2L, 3L, 4L);
        }
    }

    @Test
    void aSummaryHasTheAlertsThatWereEverOfTheChosenSeverity() {
        String book = books(1).get(0);
        start(new Subscription(name, Start.NOW, Set.of(Severity.CRITICAL), LONG, false, 0));
        alerts.publishOldAndNew(book);

        awaitTaken(1);

        JsonNode data = mine().get(0).event().get("data");
        assertThat(data.get("summary").get("transitions").intValue()).isEqualTo(2);
        assertThat(data.get("summary").get("alerts")).hasSize(1);
        assertThat(data.get("severity").textValue()).isEqualTo("warning");
        assertThat(data.get("previousSeverity").textValue()).isEqualTo("critical");
    }

    @Test
    void errorsDelayAlertsButNeitherLoseRepeatNorReorderThem() {
        AtomicInteger requests = new AtomicInteger();
        receiver.react(delivery -> switch (requests.incrementAndGet() % 7) {
            case 1 -> Reaction.status(500).saying("<html><b>out of order</b></html>");
            case 3 -> Reaction.broken(Fault.CONNECTION_RESET_BY_PEER);
            case 4 -> Reaction.status(429).with("Retry-After", "0");
            case 5 -> Reaction.broken(Fault.EMPTY_RESPONSE);
            default -> Reaction.OK;
        });
        Running notifier = start(LONG);
        List<String> books = books(8);
        for (int round = 0; round < 5; round++) {
            alerts.publish(books);
        }

        awaitTaken(40);
        notifier.stop();

        assertThat(receiver.numbersByBook())
                .isEqualTo(books.stream().collect(Collectors.toMap(book -> book, book -> upTo(5))));
        assertThat(notifier.lines)
                .anySatisfy(line -> assertThat(line)
                        .contains("status 500: out of order: sending single-source/" + dataset())
                        .doesNotContain("t0ken"))
                .anySatisfy(line ->
                        assertThat(line).contains(": sending ", "(attempt 2)").doesNotContain("status"))
                .anySatisfy(line -> assertThat(line).contains(": delivered single-source/"));
        assertThat(notifier.tally).isEqualTo(new Notifier.Tally(40, 0));
    }

    @Test
    void aRetryAfterHeaderIsObeyedWhileOtherPartitionsGoOn() {
        List<String> books = books(12);
        Map<String, List<Long>> attempts = new HashMap<>();
        receiver.react(delivery -> {
            List<Long> seen;
            synchronized (attempts) {
                seen = attempts.computeIfAbsent(
                        delivery.book(), book -> Collections.synchronizedList(new ArrayList<>()));
            }
            seen.add(System.nanoTime());
            return delivery.book().equals(books.get(0)) && seen.size() == 1
                    ? Reaction.status(503).with("Retry-After", "3")
                    : Reaction.OK;
        });
        start(LONG);
        Map<String, Integer> partitions = alerts.publish(books);

        awaitTaken(12);

        List<Long> waited = attempts.get(books.get(0));
        assertThat(Duration.ofNanos(waited.get(1) - waited.get(0))).isGreaterThanOrEqualTo(Duration.ofSeconds(3));
        List<String> elsewhere = books.stream()
                .filter(book -> !partitions.get(book).equals(partitions.get(books.get(0))))
                .toList();
        assertThat(elsewhere)
                .isNotEmpty()
                .allSatisfy(book -> assertThat(attempts.get(book)).allMatch(at -> at - waited.get(1) < 0));
    }

    @Test
    void refusedAndExpiredAlertsGoToTheUndeliveredTopicAndTheRestGoesOn() {
        List<String> books = books(3);
        receiver.react(delivery -> {
            if (delivery.number() != 2 || delivery.book().equals(books.get(2))) {
                return Reaction.OK;
            }
            return delivery.book().equals(books.get(0))
                    ? Reaction.status(422).saying("no such mineral")
                    : Reaction.status(500);
        });
        Running notifier = start(Duration.ofMillis(700));
        for (int round = 0; round < 3; round++) {
            alerts.publish(books);
        }

        awaitTaken(7);
        notifier.stop();

        assertThat(receiver.numbersByBook())
                .isEqualTo(Map.of(
                        books.get(0),
                        List.of(1L, 3L),
                        books.get(1),
                        List.of(1L, 3L),
                        books.get(2),
                        List.of(1L, 2L, 3L)));
        Map<String, ConsumerRecord<String, byte[]>> undeliveredAlert = undelivered();
        assertThat(undeliveredAlert).containsOnlyKeys(books.get(0), books.get(1));
        ConsumerRecord<String, byte[]> refused = undeliveredAlert.get(books.get(0));
        assertThat(header(refused, RejectedHeaders.REASON)).isEqualTo("refused");
        assertThat(header(refused, RejectedHeaders.MESSAGE)).isEqualTo("status 422: no such mineral");
        assertThat(header(refused, RejectedHeaders.TOPIC)).isEqualTo("dependence-alerts");
        assertThat(header(refused, UndeliveredHeaders.ATTEMPTS)).isEqualTo("1");
        assertThat(header(refused, "ce_id")).isEqualTo("single-source/" + books.get(0) + "/CN#2");
        ConsumerRecord<String, byte[]> givenUp = undeliveredAlert.get(books.get(1));
        assertThat(header(givenUp, RejectedHeaders.REASON)).isEqualTo("given-up");
        assertThat(Integer.parseInt(header(givenUp, UndeliveredHeaders.ATTEMPTS)))
                .isGreaterThan(2);
        assertThat(Duration.between(
                        Instant.parse(header(givenUp, UndeliveredHeaders.FIRST_ATTEMPT)),
                        Instant.parse(header(givenUp, UndeliveredHeaders.GIVEN_UP))))
                .isGreaterThanOrEqualTo(Duration.ofMillis(700));
        assertThat(original(givenUp)).isEqualTo(givenUp.value());
        assertThat(notifier.tally).isEqualTo(new Notifier.Tally(7, 2));
        assertThat(notifier.lines)
                .anySatisfy(line -> assertThat(line)
                        .endsWith("status 422: no such mineral: gave up single-source/" + books.get(0)
                                + "/CN#2 after 1 attempt: it is now in dependence-alerts-undelivered"));
    }

    @Test
    void aReceiverThatWasUnreachableGetsEveryAlertWhenItIsBack() {
        Running notifier = start(LONG);
        List<String> books = books(6);
        receiver.goAway();
        alerts.publish(books);
        alerts.publish(books);
        await().atMost(LONG).until(() -> notifier.lines.stream().anyMatch(line -> line.contains("cannot connect")));
        receiver.comeBack();

        awaitTaken(12);
        notifier.stop();

        assertThat(receiver.numbersByBook())
                .isEqualTo(books.stream().collect(Collectors.toMap(book -> book, book -> upTo(2))));
    }

    @Test
    void aRedirectIsNotFollowed() {
        receiver.react(delivery -> Reaction.status(307).with("Location", receiver.url() + "?elsewhere"));
        Running notifier = start(Duration.ZERO);
        alerts.publish(books(1));

        await().atMost(LONG).until(() -> !notifier.lines.isEmpty());
        notifier.stop();

        assertThat(receiver.attempts()).hasSize(1);
        assertThat(notifier.lines.get(0)).contains("status 307, a redirect, which is not followed");
    }

    @Test
    void status410EndsTheNotifierAndUndeliveredAlertsAreSentAfterARestart() {
        String book = books(1).get(0);
        receiver.react(delivery -> Reaction.status(delivery.number() < 3 ? 200 : 410));
        Running notifier = start(LONG);
        for (int round = 0; round < 4; round++) {
            alerts.publish(List.of(book));
        }

        await().atMost(LONG).until(() -> notifier.failure != null);
        assertThat(notifier.failure)
                .isInstanceOf(OperatorException.class)
                .hasMessageContaining("410 Gone")
                .hasMessageContaining("lodewatch-notify-" + name);
        assertThat(receiver.attempts()).hasSize(3);

        receiver.react(delivery -> Reaction.OK);
        start(LONG);
        awaitTaken(4);
        assertThat(receiver.numbersByBook()).containsExactly(Map.entry(book, upTo(4)));
    }

    @Test
    void aRestartedNotifierContinuesWhereItStopped() {
        List<String> books = books(4);
        for (int round = 0; round < 25; round++) {
            alerts.publish(books);
        }
        receiver.react(delivery -> Reaction.OK.after(20));
        Subscription all = new Subscription(name, Start.BEGINNING, Set.of(), LONG, false);
        Running first = start(all);
        await().atMost(LONG).until(() -> mine().size() > 20);
        first.stop();
        assertThat(mine()).hasSizeLessThan(100);

        start(all);

        await().atMost(LONG).until(() -> mine().size() >= 100);
        assertThat(receiver.numbersByBook())
                .containsAllEntriesOf(books.stream().collect(Collectors.toMap(book -> book, book -> upTo(25))));
    }

    @Test
    void notifiersOfOneNameShareThePartitions() {
        List<String> books = books(16);
        Running first = start(LONG);
        Running second = start(LONG);
        await("both have partitions").atMost(LONG).until(() -> sizes().equals(List.of(2, 2)));
        for (int round = 0; round < 3; round++) {
            alerts.publish(books);
        }

        awaitTaken(48);
        first.stop();
        second.stop();

        assertThat(receiver.numbersByBook())
                .isEqualTo(books.stream().collect(Collectors.toMap(book -> book, book -> upTo(3))));
        assertThat(first.tally.delivered()).isPositive();
        assertThat(second.tally.delivered()).isPositive();
    }

    @Test
    void aRebalanceNeitherRepeatsNorSkipsAnAlert() {
        List<String> books = books(16);
        receiver.react(delivery -> Reaction.OK.after(20));
        Running first = start(LONG);
        for (int round = 0; round < 10; round++) {
            alerts.publish(books);
        }
        awaitTaken(20);
        Running second = start(LONG);
        await("both have partitions").atMost(LONG).until(() -> sizes().equals(List.of(2, 2)));
        // Published after the rebalance, so that both receive some.
        for (int round = 0; round < 10; round++) {
            alerts.publish(books);
        }
        awaitTaken(200);
        first.stop();

        awaitTaken(320);
        second.stop();

        assertThat(first.tally.delivered() + second.tally.delivered()).isEqualTo(320);
        assertThat(second.tally.delivered()).isPositive();
        assertThat(receiver.numbersByBook())
                .isEqualTo(books.stream().collect(Collectors.toMap(book -> book, book -> upTo(20))));
    }

    @Test
    void onlyAlertsOfTheChosenSeveritiesAreSentAndTheirResolution() {
        List<String> books = books(1);
        start(new Subscription(name, Start.NOW, Set.of(Severity.CRITICAL), LONG, false));
        alerts.publish(books, Severity.WARNING);
        alerts.publish(books, Severity.CRITICAL);
        alerts.publish(books, Severity.WARNING);
        alerts.publish(books, Severity.NONE);

        awaitTaken(2);
        assertThat(receiver.numbersByBook()).containsExactly(Map.entry(books.get(0), List.of(2L, 4L)));
    }

    @Test
    void anUndecodableRecordGoesToTheUndeliveredTopicAndANotifierThatCaughtUpEnds() {
        String book = books(1).get(0);
        alerts.publish(List.of(book));
        alerts.publishMalformed(book);
        alerts.publish(List.of(book));
        Running notifier = start(new Subscription(name, Start.BEGINNING, Set.of(), LONG, true));

        notifier.join();

        assertThat(receiver.numbersByBook()).containsEntry(book, upTo(2));
        assertThat(header(undelivered().get(book), RejectedHeaders.REASON)).isEqualTo("undecodable");
        assertThat(notifier.lines)
                .anySatisfy(line -> assertThat(line).startsWith("a record that is not a valid alert is now in"));
    }

    /** A subscriber on its own thread. */
    private static final class Running {
        final List<String> lines;
        volatile Notifier.Tally tally;
        volatile RuntimeException failure;
        private volatile boolean stopped;
        private final Thread thread;

        Running(Notifier notifier, List<String> lines) {
            this.lines = lines;
            this.thread = new Thread(() -> {
                try (notifier) {
                    tally = notifier.run(() -> stopped);
                } catch (RuntimeException e) {
                    failure = e;
                }
            });
            thread.start();
        }

        void stop() {
            end();
            assertThat(failure).isNull();
        }

        void end() {
            stopped = true;
            join();
        }

        void join() {
            try {
                thread.join();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** Starts a subscriber of all alerts from now on. */
    private Running start(Duration giveUpAfter) {
        return start(new Subscription(name, Start.NOW, Set.of(), giveUpAfter, false));
    }

    /** Returns once the subscriber has committed its first offsets. */
    private Running start(Subscription subscription) {
        List<String> lines = new CopyOnWriteArrayList<>();
        Webhook webhook = new Webhook(URI.create(receiver.url()), Secret.of(Receiver.SECRET), Clock.systemUTC());
        RetrySchedule schedule =
                new RetrySchedule(IntervalFunction.ofExponentialBackoff(50, 2, 400), subscription.giveUpAfter());
        Running running = new Running(
                new Notifier(cluster, Catalogue.bundled(), subscription, webhook, schedule, lines::add), lines);
        started.add(running);
        await("it has started")
                .atMost(LONG)
                .until(() -> admin.listConsumerGroupOffsets("lodewatch-notify-" + name)
                                .partitionsToOffsetAndMetadata()
                                .get()
                                .size()
                        == Topics.BOOK_PARTITIONS);
        return running;
    }

    private List<String> books(int count) {
        return IntStream.range(0, count)
                .mapToObj(book -> dataset() + "/US/mineral-" + book)
                .toList();
    }

    private String dataset() {
        String lower = name.toLowerCase(Locale.ROOT).replace('_', '-');
        return lower.substring(0, Math.min(lower.length(), 63));
    }

    private List<Delivery> mine() {
        return receiver.taken().stream()
                .filter(delivery -> delivery.book().startsWith(dataset()))
                .toList();
    }

    private void awaitTaken(int count) {
        await("%d alerts are taken".formatted(count)).atMost(LONG).until(() -> mine().size() >= count);
    }

    /** The number of partitions of each member. */
    private List<Integer> sizes() throws Exception {
        String group = "lodewatch-notify-" + name;
        return admin.describeConsumerGroups(List.of(group)).all().get().get(group).members().stream()
                .map(member -> member.assignment().topicPartitions().size())
                .toList();
    }

    /** The undelivered alerts of this test's subscriber, by book. */
    private Map<String, ConsumerRecord<String, byte[]>> undelivered() {
        Map<String, ConsumerRecord<String, byte[]>> found = new HashMap<>();
        try (KafkaConsumer<String, byte[]> consumer = consumer()) {
            List<TopicPartition> partitions = IntStream.range(0, Topics.BOOK_PARTITIONS)
                    .mapToObj(partition -> new TopicPartition(Topics.DEPENDENCE_ALERTS_UNDELIVERED.name(), partition))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(100)).forEach(record -> {
                    if (header(record, UndeliveredHeaders.SUBSCRIBER).equals(name)
                            && record.key().startsWith(dataset())) {
                        assertThat(found.put(record.key(), record)).isNull();
                    }
                });
            }
        }
        return found;
    }

    private byte[] original(ConsumerRecord<String, byte[]> undeliveredAlert) {
        try (KafkaConsumer<String, byte[]> consumer = consumer()) {
            TopicPartition partition = new TopicPartition(
                    header(undeliveredAlert, RejectedHeaders.TOPIC),
                    Integer.parseInt(header(undeliveredAlert, RejectedHeaders.PARTITION)));
            consumer.assign(List.of(partition));
            consumer.seek(partition, Long.parseLong(header(undeliveredAlert, RejectedHeaders.OFFSET)));
            List<ConsumerRecord<String, byte[]>> found = new ArrayList<>();
            await().atMost(LONG).until(() -> {
                consumer.poll(Duration.ofMillis(100)).forEach(found::add);
                return !found.isEmpty();
            });
            return found.get(0).value();
        }
    }

    private static KafkaConsumer<String, byte[]> consumer() {
        return new KafkaConsumer<>(
                Map.of("bootstrap.servers", servers, "isolation.level", "read_committed"),
                new StringDeserializer(),
                new ByteArrayDeserializer());
    }

    private static String header(ConsumerRecord<?, ?> record, String header) {
        return new String(record.headers().lastHeader(header).value(), UTF_8);
    }

    private static List<Long> upTo(int count) {
        return LongStream.rangeClosed(1, count).boxed().toList();
    }
}
