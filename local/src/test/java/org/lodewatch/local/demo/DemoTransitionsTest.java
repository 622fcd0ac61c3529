package org.lodewatch.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lodewatch.core.book.WindowRule;
import org.lodewatch.core.policy.Policies;
import org.lodewatch.producer.rules.ImportRow;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.messages.DependenceAlert;
import org.lodewatch.schemas.messages.DependencePolicy;
import org.lodewatch.schemas.messages.HistoryEntry;
import org.lodewatch.schemas.messages.PeriodComplete;
import org.lodewatch.schemas.messages.PeriodState;
import org.lodewatch.schemas.messages.Severity;
import org.lodewatch.schemas.serde.WireFormats;
import org.lodewatch.schemas.topics.Topic;
import org.lodewatch.schemas.topics.Topics;
import org.lodewatch.streams.topology.DependenceTopology;
import org.lodewatch.streams.topology.TopologyParameters;

/** The transitions of the demo's monthly imports, whose months and figures a plain program has computed from the same file. */
class DemoTransitionsTest {

    private static final Instant BEGIN = Instant.parse("2026-06-14T12:00:00Z");
    private static final Duration FLUSH = Duration.ofMillis(25);
    private static final Duration RESTATEMENT = Duration.ofMillis(300);

    /** The books that the plain program has judged: it counted one code of graphite and one of silicon. */
    private static final Set<String> BOOKS = Set.of("graphite-flake", "lithium", "silicon-polysilicon");

    /** Policy, book, subject, month, severity before and after, percent: of two of the initial policies. */
    private static final String EXPECTED = """
            entities-of-concern,graphite-flake,entities-of-concern,2023-12,none,critical,70.32
            entities-of-concern,graphite-flake,entities-of-concern,2025-07,critical,warning,56.13
            entities-of-concern,graphite-flake,entities-of-concern,2025-11,warning,none,35.16
            single-source,graphite-flake,CN,2023-12,none,critical,70.32
            single-source,graphite-flake,CN,2025-07,critical,warning,56.13
            single-source,graphite-flake,CN,2025-09,warning,none,45.28
            single-source,lithium,AR,2025-08,none,warning,53.36
            single-source,lithium,CL,2023-12,none,critical,73.85
            single-source,lithium,CL,2024-12,critical,warning,60.49
            single-source,lithium,CL,2025-08,warning,none,45.27
            single-source,silicon-polysilicon,DE,2024-05,none,warning,50.67
            single-source,silicon-polysilicon,DE,2025-02,warning,none,44.51
            """;

    private static final List<DemoRelease> RELEASES = DemoData.releases(Catalogue.bundled()).stream()
            .filter(release -> !release.isYearly())
            .toList();

    private static final Run REPLAY = replay(0);

    /**
     * What a run has published.
     *
     * @param histories the bytes of every entry, by alert id
     * @param transitions number, kind and sentence of every message, by alert id
     */
    private record Run(
            Map<String, DependenceAlert> statuses,
            Map<String, List<ByteBuffer>> histories,
            Map<String, List<String>> transitions) {}

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 10);
    }

    @Test
    void theReplayGivesTheTwelveTransitions() {
        assertThat(twelve(REPLAY)).isEqualTo(EXPECTED);
    }

    @Test
    void theSameFileInOneGoGivesTheTwelveTransitions() {
        Run inOneGo = run(new Random(0), messages(), Integer.MAX_VALUE);

        assertThat(twelve(inOneGo)).isEqualTo(EXPECTED);
        assertThat(inOneGo.histories()).isEqualTo(REPLAY.histories());
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void anyBatchesAndFlushesGiveTheSameTransitions(long seed) {
        Run run = replay(seed);

        assertThat(run.histories()).isEqualTo(REPLAY.histories()).isNotEmpty();
        assertThat(run.transitions()).isEqualTo(REPLAY.transitions());
    }

    /** The transitions of the two policies, in the form of {@link #EXPECTED}. */
    private static String twelve(Run run) {
        StringBuilder lines = new StringBuilder();
        run.statuses().values().stream()
                .filter(alert -> !alert.getPolicyId().equals("effective-dependence"))
                .filter(alert -> BOOKS.contains(alert.getMineral()))
                .forEach(alert -> {
                    Severity before = Severity.NONE;
                    for (HistoryEntry entry : alert.getHistory()) {
                        lines.append(String.format(
                                        Locale.ROOT,
                                        "%s,%s,%s,%s,%s,%s,%.2f",
                                        alert.getPolicyId(),
                                        alert.getMineral(),
                                        alert.getSubject(),
                                        entry.getAsOf(),
                                        before.toString().toLowerCase(Locale.ROOT),
                                        entry.getSeverity().toString().toLowerCase(Locale.ROOT),
                                        entry.getObserved()))
                                .append('\n');
                        before = entry.getSeverity();
                    }
                });
        return lines.toString();
    }

    /** One release after the other, as the demo publishes them; the seed decides where flushes fall. */
    private static Run replay(long seed) {
        return run(new Random(seed), messages(), 1 + new Random(seed).nextInt(400));
    }

    private static List<KeyValue<String, SpecificRecord>> messages() {
        List<KeyValue<String, SpecificRecord>> messages = new ArrayList<>();
        for (DemoRelease release : RELEASES) {
            messages.add(KeyValue.pair(release.dataset(), release.properties(BEGIN)));
            for (ImportRow row : release.rows()) {
                messages.add(KeyValue.pair(row.recordId(), row.publishedAt(BEGIN, true)));
            }
            messages.add(KeyValue.pair(
                    release.dataset() + "/" + release.reporter() + "@" + release.period(),
                    new PeriodComplete(
                            release.dataset(), release.reporter(), release.period(), BEGIN, PeriodState.COMPLETE)));
        }
        return messages;
    }

    /** @param most how many messages are read between two flushes */
    private static Run run(Random random, List<KeyValue<String, SpecificRecord>> messages, int most) {
        TopologyParameters parameters = new TopologyParameters(
                Catalogue.bundled(),
                WindowRule.DEFAULT,
                1,
                1,
                FLUSH,
                RESTATEMENT,
                partition -> OptionalLong.empty(),
                WireFormats.WITHOUT_REGISTRY,
                new SimpleMeterRegistry());
        try (TopologyTestDriver driver =
                new TopologyTestDriver(DependenceTopology.build(parameters), properties(), BEGIN)) {
            TestInputTopic<String, DependencePolicy> policies = input(driver, Topics.DEPENDENCE_POLICIES);
            TestInputTopic<String, SpecificRecord> imports = input(driver, Topics.CUSTOMS_IMPORTS);
            TestOutputTopic<String, DependenceAlert> alerts = output(driver, Topics.DEPENDENCE_ALERTS);
            TestOutputTopic<String, DependenceAlert> status = output(driver, Topics.DEPENDENCE_ALERT_STATUS);
            Policies.initial().forEach(policy -> policies.pipeInput(policy.getId(), policy));
            for (int sent = 0; sent < messages.size(); ) {
                int end = (int) Math.min(messages.size(), sent + 1L + random.nextInt(most));
                for (; sent < end; sent++) {
                    imports.pipeInput(messages.get(sent).key, messages.get(sent).value);
                }
                driver.advanceWallClockTime(random.nextInt(5) == 0 ? RESTATEMENT : FLUSH);
            }
            for (int i = 0; i < 200; i++) {
                driver.advanceWallClockTime(RESTATEMENT);
            }
            return run(status.readKeyValuesToMap(), alerts.readValuesToList());
        }
    }

    private static Run run(Map<String, DependenceAlert> statuses, List<DependenceAlert> transitions) {
        Map<String, List<ByteBuffer>> histories = new TreeMap<>();
        statuses.forEach((id, status) -> histories.put(
                id, status.getHistory().stream().map(DemoTransitionsTest::bytes).toList()));
        return new Run(
                new TreeMap<>(statuses),
                histories,
                transitions.stream()
                        .collect(Collectors.groupingBy(
                                DependenceAlert::getAlertId,
                                TreeMap::new,
                                Collectors.mapping(
                                        alert -> Stream.of(
                                                        alert.getNumber(), alert.getTransition(), alert.getSentence())
                                                .map(Object::toString)
                                                .collect(Collectors.joining(" ")),
                                        Collectors.toList()))));
    }

    private static ByteBuffer bytes(HistoryEntry entry) {
        try {
            return entry.toByteBuffer();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @SuppressWarnings("deprecation") // without this setting, which Kafka 5 removes, Kafka Streams warns at every start
    private static Properties properties() {
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "replay");
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "nowhere:1");
        return properties;
    }

    private static <V> TestInputTopic<String, V> input(TopologyTestDriver driver, Topic<?, V> topic) {
        return driver.createInputTopic(
                topic.name(),
                new StringSerializer(),
                topic.valueSerde(WireFormats.WITHOUT_REGISTRY).serializer());
    }

    private static <V> TestOutputTopic<String, V> output(TopologyTestDriver driver, Topic<String, V> topic) {
        return driver.createOutputTopic(
                topic.name(),
                topic.keySerde().deserializer(),
                topic.valueSerde(WireFormats.WITHOUT_REGISTRY).deserializer());
    }
}
