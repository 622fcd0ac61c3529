package org.lodewatch.streams.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.lodewatch.core.policy.Policies;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.messages.CurrentFigure;
import org.lodewatch.schemas.messages.DependenceAlert;
import org.lodewatch.schemas.messages.DependencePolicy;
import org.lodewatch.schemas.messages.HistoryEntry;
import org.lodewatch.schemas.messages.MineralShares;
import org.lodewatch.schemas.messages.RestatementCause;
import org.lodewatch.schemas.messages.Severity;
import org.lodewatch.schemas.messages.Transition;
import org.lodewatch.schemas.topics.Topics;
import org.lodewatch.streams.partials.PartialsSender;
import org.slf4j.LoggerFactory;

/** How policies take effect, and which alerts are published, when and how. */
class JudgeBooksTest {

    private static final String BISMUTH = "810610";
    private static final String CHINA = "single-source/us-census/US/bismuth/CN";
    private static final DependencePolicy SINGLE_SOURCE = Policies.initial().get(0);

    private TopologyRig rig = new TopologyRig();

    @AfterEach
    void close() {
        rig.close();
    }

    private static DependencePolicy.Builder singleSource(long version) {
        return DependencePolicy.newBuilder(SINGLE_SOURCE).setVersion(version);
    }

    /** China supplies a part of 100 of twelve million dollars. */
    private void china(int percent, long revision) {
        rig.year(2024, "CN", BISMUTH, 10_000L * percent, revision);
        rig.year(2024, "BE", BISMUTH, 10_000L * (100 - percent), revision);
        rig.completeTo("2024-12");
        rig.settle();
    }

    private DependenceAlert onlyNewAlert() {
        List<DependenceAlert> alerts = rig.newAlerts();
        assertThat(alerts).hasSize(1);
        return alerts.get(0);
    }

    @Test
    void anAlertIsRaisedEscalatedEasedAndResolvedUnderConsecutiveNumbers() {
        rig.policy(SINGLE_SOURCE);
        int[] percents = {55, 90, 58, 10, 60};
        for (int year = 0; year < percents.length; year++) {
            rig.year(2020 + year, "CN", BISMUTH, 10_000L * percents[year], 1);
            rig.year(2020 + year, "BE", BISMUTH, 5_000L * (100 - percents[year]), 1);
            rig.year(2020 + year, "VN", BISMUTH, 5_000L * (100 - percents[year]), 1);
            rig.completeTo(2020 + year + "-12");
            rig.settle();
        }

        List<DependenceAlert> life = rig.newAlerts().stream()
                .filter(alert -> alert.getSubject().equals("CN"))
                .toList();

        assertThat(life)
                .extracting(DependenceAlert::getTransition)
                .containsExactly(
                        Transition.RAISED,
                        Transition.ESCALATED,
                        Transition.EASED,
                        Transition.RESOLVED,
                        Transition.RAISED);
        assertThat(life).extracting(DependenceAlert::getNumber).containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(rig.statuses().get(CHINA).getNumber()).isEqualTo(5);
    }

    @Test
    void aCorrectionOfAPublishedMonthIsRestatedWithTheHistoryThatItReplaces() {
        rig.policy(SINGLE_SOURCE);
        china(55, 1);
        rig.newAlerts();

        china(70, 2);
        DependenceAlert higher = onlyNewAlert();
        china(40, 3);
        DependenceAlert none = rig.newAlerts().stream()
                .filter(alert -> alert.getSubject().equals("CN"))
                .findFirst()
                .orElseThrow();

        assertThat(List.of(higher, none)).allSatisfy(alert -> {
            assertThat(alert.getTransition()).isEqualTo(Transition.RESTATED);
            assertThat(alert.getCause()).isEqualTo(RestatementCause.CORRECTED);
        });
        assertThat(higher.getPreviousSeverity()).isEqualTo(Severity.WARNING);
        assertThat(higher.getSeverity()).isEqualTo(Severity.CRITICAL);
        assertThat(higher.getFormerHistory())
                .extracting(HistoryEntry::getSeverity)
                .containsExactly(Severity.WARNING);
        assertThat(higher.getHistory()).extracting(HistoryEntry::getSeverity).containsExactly(Severity.CRITICAL);
        assertThat(none.getSeverity()).isEqualTo(Severity.NONE);
        assertThat(none.getFormerHistory()).isEqualTo(higher.getHistory());
        assertThat(none.getHistory()).isEmpty();
        assertThat(rig.statuses().get(CHINA).getHistory()).isEmpty();
        china(80, 4);
        assertThat(rig.newAlerts())
                .filteredOn(alert -> alert.getSubject().equals("CN"))
                .extracting(DependenceAlert::getTransition, DependenceAlert::getNumber)
                .containsExactly(tuple(Transition.RAISED, 4L));
    }

    @Test
    void aChangeOfTheNewestMonthIsPublishedAtOnceAndOneOfAnEarlierMonthAfterTheDelay() {
        rig.policy(SINGLE_SOURCE);
        china(55, 1);
        rig.newAlerts();

        line("2024-12", 3, 4_000_000);
        rig.flush();
        assertThat(onlyNewAlert().getTransition()).isEqualTo(Transition.RESTATED);
        rig.settle();
        rig.year(2025, "CN", BISMUTH, 400_000, 1);
        rig.year(2025, "BE", BISMUTH, 300_000, 1);
        rig.year(2025, "VN", BISMUTH, 300_000, 1);
        rig.completeTo("2025-12");
        rig.settle();
        rig.newAlerts();

        line("2024-12", 4, 550_000);
        rig.flush();
        assertThat(rig.newAlerts()).isEmpty();
        rig.settle();

        assertThat(onlyNewAlert().getHistory())
                .extracting(HistoryEntry::getSeverity)
                .startsWith(Severity.WARNING);
    }

    @Test
    void eachCrossingOfTheLineInTheNewestMonthIsOneTransitionAtOnce() {
        rig.policy(SINGLE_SOURCE);
        china(40, 1);
        rig.newAlerts();

        for (int revision = 2; revision < 12; revision++) {
            boolean over = revision % 2 == 0;
            line("2024-12", revision, over ? 40_000_000 : 400_000);
            rig.flush();

            assertThat(rig.newAlerts())
                    .filteredOn(alert -> alert.getSubject().equals("CN"))
                    .extracting(DependenceAlert::getTransition, DependenceAlert::getNumber)
                    .containsExactly(tuple(over ? Transition.RAISED : Transition.RESTATED, revision - 1L));
        }
    }

    private void line(String period, long revision, long usd) {
        rig.line(BISMUTH + "/CN/" + period, revision, "CN", BISMUTH, period, usd);
    }

    @Test
    void aPolicyThatChangesWhileACorrectionIsCollectedDoesNotPublishHalfOfIt() {
        rig.policy(SINGLE_SOURCE);
        china(70, 1);
        rig.year(2025, "CN", BISMUTH, 700_000, 1);
        rig.year(2025, "BE", BISMUTH, 300_000, 1);
        rig.completeTo("2025-12");
        rig.settle();
        rig.newAlerts();

        line("2024-12", 2, 0);
        rig.flush();
        rig.policy(DependencePolicy.newBuilder(Policies.initial().get(1)).build());
        assertThat(rig.newAlerts()).extracting(DependenceAlert::getPolicyId).doesNotContain(SINGLE_SOURCE.getId());
        line("2024-12", 3, 700_000);
        rig.settle();

        assertThat(rig.newAlerts())
                .filteredOn(alert -> alert.getPolicyId().equals(SINGLE_SOURCE.getId()))
                .isEmpty();
        assertThat(rig.statuses()).hasSize(2);
    }

    @Test
    void anOpenAlertShowsItsNewestFigureWithoutATransition() {
        rig.policy(SINGLE_SOURCE);
        china(70, 1);
        rig.newAlerts();

        china(72, 2);

        assertThat(rig.newAlerts()).isEmpty();
        DependenceAlert status = rig.statuses().get(CHINA);
        assertThat(status.getNumber()).isEqualTo(1);
        assertThat(status.getObserved()).isEqualTo(70);
        assertThat(status.getCurrent()).isEqualTo(new CurrentFigure("2024-12", 72.0, 1_200_000_000L));
        assertThat(status.getHistory()).singleElement().satisfies(entry -> {
            assertThat(entry.getObserved()).isEqualTo(72);
            assertThat(entry.getHighest()).isEqualTo(72);
        });
    }

    @Test
    void theSameDataAgainPublishNothing() {
        rig.policy(SINGLE_SOURCE);
        china(70, 1);
        rig.newAlerts();
        rig.statuses();

        china(70, 1);
        rig.policy(SINGLE_SOURCE);
        rig.settle();

        assertThat(rig.newAlerts()).isEmpty();
        assertThat(rig.status.isEmpty()).isTrue();
    }

    @Test
    void aLaterPolicyJudgesTheBooksAsTheyAreAndQuotesTheirShares() {
        china(70, 1);
        MineralShares standing = rig.publishedShares().get("us-census/US/bismuth@2024-12");
        assertThat(rig.newAlerts()).isEmpty();

        rig.policy(SINGLE_SOURCE);

        DependenceAlert alert = onlyNewAlert();
        assertThat(alert.getAlertId()).isEqualTo(CHINA);
        assertThat(alert.getToldAt()).isEqualTo(rig.now());
        // No time has passed: the alert and the shares that it quotes are of one step.
        assertThat(rig.shares.readKeyValuesToList())
                .containsExactly(KeyValue.pair("us-census/US/bismuth@2024-12", standing));
    }

    @Test
    void aChangedPolicyResolvesTheAlertsThatItNoLongerRaises() {
        rig.policy(SINGLE_SOURCE);
        china(70, 1);
        rig.newAlerts();

        rig.policy(singleSource(2).setWarning(80).setCritical(90).build());

        DependenceAlert alert = onlyNewAlert();
        assertThat(alert.getTransition()).isEqualTo(Transition.RESTATED);
        assertThat(alert.getCause()).isEqualTo(RestatementCause.POLICY_CHANGED);
        assertThat(alert.getSeverity()).isEqualTo(Severity.NONE);
        assertThat(alert.getPolicyVersion()).isEqualTo(2);
        assertThat(alert.getNumber()).isEqualTo(2);
    }

    @Test
    void aPolicyThatIsDeletedResolvesItsAlerts() {
        rig.policy(SINGLE_SOURCE);
        china(70, 1);
        rig.newAlerts();

        rig.policies.pipeInput(SINGLE_SOURCE.getId(), null);

        DependenceAlert alert = onlyNewAlert();
        assertThat(alert.getTransition()).isEqualTo(Transition.RESOLVED);
        assertThat(alert.getSentence()).startsWith("Policy single-source no longer applies to China");
        china(80, 2);
        assertThat(rig.newAlerts()).isEmpty();
    }

    @Test
    void aPolicyThatIsInvalidIsSkippedAndTheOneBeforeStaysInForce() {
        ListAppender<ILoggingEvent> log = logOfPolicies();
        rig.policy(SINGLE_SOURCE);
        rig.policy(singleSource(2).setWarning(-1).build());
        rig.policies.pipeInput("another-key", singleSource(3).setWarning(10).build());
        TestInputTopic<byte[], byte[]> raw = rig.driver.createInputTopic(
                Topics.DEPENDENCE_POLICIES.name(), new ByteArraySerializer(), new ByteArraySerializer());
        raw.pipeInput("single-source".getBytes(UTF_8), new byte[] {1, 2, 3});
        raw.pipeInput(null, new byte[0]);

        china(70, 1);

        assertThat(onlyNewAlert().getPolicyVersion()).isEqualTo(1);
        assertThat(log.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .satisfiesExactly(
                        line -> assertThat(line).contains("offset 1: policy single-source is ignored: warning -1.0:"),
                        line -> assertThat(line).contains("its id is 'single-source', but its key is not"),
                        line -> assertThat(line).contains("not an Avro single-object encoding"),
                        line -> assertThat(line).contains("offset 4: policy null is ignored"));
    }

    /** What is logged about policies from here on, kept out of the test's output. */
    private static ListAppender<ILoggingEvent> logOfPolicies() {
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        Logger logger = (Logger) LoggerFactory.getLogger(SkippedInput.class);
        logger.setAdditive(false);
        logger.detachAndStopAllAppenders();
        logger.addAppender(log);
        return log;
    }

    @Test
    void aPolicyMayChangeFromABlocToAnyCountry() {
        rig.policy(DependencePolicy.newBuilder(Policies.initial().get(1)).build());
        china(70, 1);
        rig.newAlerts();

        rig.policy(singleSource(2).setId("entities-of-concern").build());

        assertThat(rig.newAlerts())
                .extracting(DependenceAlert::getSubject)
                .containsExactly("CN", "entities-of-concern");
    }

    @Test
    void aPolicyReadWhileTheBooksAreNotWholeIsAppliedOnceTheyAre() {
        rig.close();
        rig = new TopologyRig(Catalogue.bundled(), 2, TopologyRig.EMPTY_LOG);
        PartialsSender other = new PartialsSender(1, 5, 2);
        china(70, 1);
        rig.policy(SINGLE_SOURCE);
        assertThat(rig.newAlerts()).isEmpty();

        rig.send(other.begin(), other.clock("2024-01", "2024-12", "2024-12"), other.end());
        rig.flush();

        assertThat(onlyNewAlert().getAlertId()).isEqualTo(CHINA);
    }

    @Test
    void anAlertCarriesTheHeadersOfACloudEvent() {
        rig.policy(SINGLE_SOURCE);
        china(70, 1);

        TestRecord<String, DependenceAlert> alert = rig.alerts.readRecord();

        Map<String, String> headers = Arrays.stream(alert.headers().toArray())
                .collect(Collectors.toMap(
                        header -> header.key(),
                        header -> new String(header.value(), UTF_8),
                        (one, same) -> one,
                        TreeMap::new));
        assertThat(headers)
                .containsOnly(
                        Map.entry("ce_specversion", "1.0"),
                        Map.entry("ce_id", CHINA + "#1"),
                        Map.entry("ce_type", "org.lodewatch.alert.raised"),
                        Map.entry("ce_source", "/lodewatch/us-census/US"),
                        Map.entry("ce_subject", CHINA),
                        Map.entry("ce_time", alert.value().getToldAt().toString()),
                        Map.entry("ce_agemonths", "0"),
                        Map.entry("content-type", "application/avro"));
        assertThat(alert.key()).isEqualTo("us-census/US/bismuth");
        TestRecord<String, DependenceAlert> status = rig.status.readRecord();
        assertThat(status.key()).isEqualTo(CHINA);
        assertThat(status.value().getNumber()).isEqualTo(1);
        assertThat(status.headers()).isEqualTo(alert.headers());
        assertThat(status.getRecordTime()).isEqualTo(alert.getRecordTime());
    }

    @Test
    void anAlertThatResolvedThirtyDaysAgoLeavesTheStatusAndKeepsItsNumbers() {
        rig.policy(SINGLE_SOURCE);
        china(70, 1);
        rig.policies.pipeInput(SINGLE_SOURCE.getId(), null);
        assertThat(rig.statuses()).containsOnlyKeys(CHINA);
        rig.advance(Duration.ofDays(29));
        assertThat(rig.statuses()).containsOnlyKeys(CHINA);

        rig.advance(Duration.ofDays(1).plusHours(1));
        assertThat(rig.statuses()).isEmpty();
        rig.newAlerts();
        rig.policy(singleSource(2).build());

        assertThat(onlyNewAlert().getNumber()).isEqualTo(3);
        assertThat(rig.statuses()).containsOnlyKeys(CHINA);
    }

    @Test
    void anAlertThatResolvedStaysInTheStatusWhileItHasAHistory() {
        rig.policy(SINGLE_SOURCE);
        china(70, 1);
        rig.year(2025, "BE", BISMUTH, 5_000_000, 1);
        rig.completeTo("2025-12");
        rig.settle();
        assertThat(rig.statuses().get(CHINA).getSeverity()).isEqualTo(Severity.NONE);

        rig.advance(Duration.ofDays(400));

        assertThat(rig.statuses().get(CHINA).getHistory()).isNotEmpty();
    }

    @Test
    void anOpenAlertNeverLeavesTheStatus() {
        rig.policy(SINGLE_SOURCE);
        china(70, 1);

        rig.advance(Duration.ofDays(400));

        assertThat(rig.statuses()).containsOnlyKeys(CHINA);
    }

    @Test
    void theNewestWindowRaisesNothingWhileItIsProvisional() {
        rig.policy(SINGLE_SOURCE);
        rig.year(2024, "CN", BISMUTH, 900_000, 1);
        rig.completeTo("2024-11");
        rig.settle();
        assertThat(rig.newAlerts()).isEmpty();

        rig.completeTo("2024-12");
        rig.flush();

        assertThat(onlyNewAlert().getAsOf()).isEqualTo("2024-12");
    }

    @Test
    void theOpenAlertsAreTheSameIfAVintageIsReplayedInAnyOrder() {
        rig.policy(SINGLE_SOURCE);
        china(70, 1);
        china(55, 2);
        DependenceAlert inOrder = rig.statuses().get(CHINA);
        rig.close();
        rig = new TopologyRig();

        china(55, 2);
        china(70, 1);
        rig.policy(SINGLE_SOURCE);

        DependenceAlert replayed = rig.statuses().get(CHINA);
        assertThat(replayed.getHistory()).isEqualTo(inOrder.getHistory());
        assertThat(replayed.getCurrent()).isEqualTo(inOrder.getCurrent());
    }
}
