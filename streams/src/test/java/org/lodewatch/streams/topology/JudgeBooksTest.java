package org.lodewatch.streams.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

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
import org.lodewatch.schemas.messages.DependenceAlert;
import org.lodewatch.schemas.messages.DependencePolicy;
import org.lodewatch.schemas.messages.MineralShares;
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
        int revision = 0;
        for (int percent : new int[] {55, 70, 55, 40, 80}) {
            china(percent, revision++);
        }

        List<DependenceAlert> life = rig.newAlerts();

        assertThat(life.stream().filter(alert -> alert.getSubject().equals("CN")))
                .extracting(DependenceAlert::getTransition)
                .containsExactly(
                        Transition.RAISED,
                        Transition.ESCALATED,
                        Transition.EASED,
                        Transition.RESOLVED,
                        Transition.RAISED);
        assertThat(life.stream().filter(alert -> alert.getSubject().equals("CN")))
                .extracting(DependenceAlert::getNumber)
                .containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(rig.statuses().get(CHINA).getNumber()).isEqualTo(5);
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
        assertThat(alert.getTransition()).isEqualTo(Transition.RESOLVED);
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
                        line -> assertThat(line)
                                .startsWith(
                                        "policy single-source at offset 1 of dependence-policies is ignored: warning"
                                                + " -1.0:"),
                        line -> assertThat(line).contains("its id is 'single-source', but its key is not"),
                        line -> assertThat(line).contains("not an Avro single-object encoding"),
                        line -> assertThat(line).startsWith("policy null at offset 4"));
    }

    /** What is logged about policies from here on, kept out of the test's output. */
    private static ListAppender<ILoggingEvent> logOfPolicies() {
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        Logger logger = (Logger) LoggerFactory.getLogger(CheckPolicies.class);
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

        rig.partials.pipeInput("begin", other.begin());
        rig.partials.pipeInput("clock", other.clock("2024-01", "2024-12", "2024-12"));
        rig.partials.pipeInput("end", other.end());
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
        assertThat(rig.status.readRecord())
                .isEqualTo(new TestRecord<>(CHINA, alert.value(), alert.headers(), alert.getRecordTime()));
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
        assertThat(replayed.getSeverity()).isEqualTo(inOrder.getSeverity());
        assertThat(replayed.getSince()).isEqualTo(inOrder.getSince());
        assertThat(replayed.getSuppliers()).isEqualTo(inOrder.getSuppliers());
    }
}
