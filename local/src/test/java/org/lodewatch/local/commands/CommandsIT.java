package org.lodewatch.local.commands;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.lodewatch.local.broker.SharedKafka;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.catalogue.Mineral;
import org.lodewatch.schemas.messages.CountryShare;
import org.lodewatch.schemas.messages.CurrentFigure;
import org.lodewatch.schemas.messages.DependenceAlert;
import org.lodewatch.schemas.messages.HistoryEntry;
import org.lodewatch.schemas.messages.Measure;
import org.lodewatch.schemas.messages.Metric;
import org.lodewatch.schemas.messages.MineralShares;
import org.lodewatch.schemas.messages.Severity;
import org.lodewatch.schemas.messages.Transition;
import org.lodewatch.schemas.serde.WireFormats;
import org.lodewatch.schemas.topics.Topic;
import org.lodewatch.schemas.topics.Topics;

/** The commands that read and set up a cluster, against a broker with the records of the test. */
@Timeout(60)
class CommandsIT {

    private static final ObjectMapper JSON = new ObjectMapper();

    private String servers;

    @BeforeEach
    void start() {
        servers = SharedKafka.emptied();
    }

    @Test
    void rightsCannotBeGrantedOnABrokerWithoutAuthorizer() {
        assertThat(run("topics", "create", "--acls"))
                .isEqualTo(new Session(
                        1,
                        "",
                        "lodewatch: the brokers have no authorizer, so ACLs have no effect:"
                                + " set authorizer.class.name on them, or leave out --acls\n"));
    }

    @Test
    void rightsAreShownWithoutABrokerForTheChosenPrincipals() throws Exception {
        Session shown = Session.of(
                "topics",
                "acls",
                "--output=json",
                "--application-id=watch",
                "--principal=streams=User:alice",
                "--principal=analyst=User:bob");

        JsonNode rights = JSON.readTree(shown.out());
        assertThat(rights.findValuesAsText("principal"))
                .contains("User:alice", "User:bob", "User:lodewatch-producer")
                .doesNotContain("User:lodewatch-streams", "User:lodewatch-analyst");
        assertThat(rights).contains(JSON.readTree("""
                {"application": "streams", "principal": "User:alice", "resourceType": "TOPIC",
                 "resourceName": "customs-imports", "patternType": "LITERAL", "operations": ["READ", "DESCRIBE_CONFIGS"]}
                """));
        assertThat(rights.findValuesAsText("resourceName")).contains("watch", "watch-");
        assertThat(Session.of("topics", "acls", "--principal=stream=User:alice").err())
                .contains(
                        "there is no application 'stream': the applications are producer, streams, subscriber, notifier,"
                                + " analyst, policy-author, operator");
        assertThat(Session.of("topics", "acls", "--principal=streams=alice").err())
                .contains("'alice' is not a principal, such as User:alice");
    }

    @Test
    void missingTopicsAreReportedUntilTheyAreCreated() throws Exception {
        assertThat(run("shares").err())
                .isEqualTo("lodewatch: topic mineral-shares does not exist at %s: run `lodewatch topics create`\n"
                        .formatted(servers));
        Session before = run("topics", "check");
        assertThat(before.exitCode()).isEqualTo(1);
        assertThat(before.err())
                .hasLineCount(1)
                .startsWith("topics customs-imports, customs-imports-rejected, lodewatch-partials,")
                .endsWith(" do not exist: run `lodewatch topics create`\n");

        Session created = run("topics", "create");

        assertThat(created.out()).contains("created customs-imports\n").endsWith("11 created, 0 existed\n");
        await().untilAsserted(() -> assertThat(run("topics", "check"))
                .isEqualTo(new Session(0, "all 11 topics are as they must be\n", "")));
        assertThat(run("topics", "create").out()).isEqualTo("0 created, 11 existed\n");
    }

    @Test
    void initialPoliciesAreCreatedWithTheirTopicAndADeletedOneStaysDeleted() throws Exception {
        run("topics", "create");
        assertThat(policyIds()).containsExactly("effective-dependence", "entities-of-concern", "single-source");

        assertThat(run("policies", "delete", "single-source")).isEqualTo(new Session(0, "single-source deleted\n", ""));
        run("topics", "create");

        assertThat(policyIds()).containsExactly("effective-dependence", "entities-of-concern");
        assertThat(run("policies", "delete", "single-source").err())
                .isEqualTo(
                        "lodewatch: there is no policy single-source: the policies are effective-dependence, entities-of-concern\n");
    }

    @Test
    void changedPoliciesGetTheNextVersionAndPrintedOnesCanBeAppliedAgain(@TempDir Path directory) throws Exception {
        run("topics", "create");
        Path file = Files.writeString(directory.resolve("gallium.json"), """
                {"id": "gallium", "mineral": "gallium", "subject": "country", "subjectName": "CN", "metric": "share",
                 "warning": 30, "critical": 50.5, "minimumValueUsd": 250000.50}
                """);

        assertThat(run("policies", "apply", file.toString()).out()).isEqualTo("gallium, version 1\n");
        Files.writeString(file, Files.readString(file).replace("50.5,", "55,"));
        assertThat(run("policies", "apply", file.toString()).out()).isEqualTo("gallium, version 2\n");
        Path printed = Files.writeString(
                directory.resolve("all.json"),
                run("policies", "list", "--output", "json").out());

        assertThat(run("policies", "apply", printed.toString()).out()).isEqualTo("4 unchanged\n");
        JsonNode gallium = policies().get(2);
        assertThat(gallium.get("version").asLong()).isEqualTo(2);
        assertThat(gallium.get("critical").asDouble()).isEqualTo(55);
        assertThat(gallium.get("minimumValueUsd").decimalValue()).isEqualByComparingTo("250000.5");
    }

    @Test
    void aPolicyThatSelectsNothingKnownIsRefusedUnlessForced(@TempDir Path directory) throws Exception {
        run("topics", "create");
        Path file = Files.writeString(directory.resolve("cobolt.json"), """
                {"id": "cobolt", "mineral": "cobolt", "reporter": "USA", "dataset": "acme", "subject": "any-country",
                 "metric": "share", "warning": 0.5, "critical": 0.65}
                """);

        assertThat(run("policies", "apply", file.toString()))
                .isEqualTo(new Session(
                        1,
                        "",
                        "lodewatch: policy cobolt: mineral: 'cobolt' matches no mineral; nearest: cobalt; reporter: 'USA'"
                                + " matches no country; nearest: US; warning 0.5 and critical 0.65 look like fractions: the"
                                + " unit is percent; nearest: 50 and 65; if it is meant so, apply it with --force\n"));
        assertThat(policyIds()).doesNotContain("cobolt");

        assertThat(run("policies", "apply", file.toString(), "--force"))
                .isEqualTo(new Session(0, "cobolt, version 1\n", ""));
    }

    @Test
    void aPolicyOfADatasetIsComparedWithThePublishedOnes(@TempDir Path directory) throws Exception {
        run("topics", "create");
        Path file = Files.writeString(directory.resolve("acne.json"), """
                {"id": "acne", "dataset": "acne", "subject": "any-country", "metric": "share", "warning": 50, "critical": 65}
                """);
        assertThat(run("policies", "apply", file.toString()))
                .isEqualTo(new Session(
                        0, "acne, version 1\n", "no dataset is published yet, so the datasets are not checked\n"));
        Path rows = Files.writeString(directory.resolve("rows.csv"), """
                dataset,record_id,revision,reporter,origin,commodity_code,period,customs_value_usd,net_weight_kg,withdrawn
                acme,PO-1,1,US,CN,810520,2024,1000000,1000,
                """);
        assertThat(run("produce", "csv", rows.toString()).exitCode()).isZero();

        assertThat(run("policies", "apply", file.toString()).err())
                .isEqualTo(
                        "lodewatch: policy acne: dataset: 'acne' matches no published dataset; nearest: acme; if it is"
                                + " meant so, apply it with --force\n");
    }

    @Test
    void sharesShowTheNewestWindowOrTheChosenOne() throws Exception {
        run("topics", "create");
        publish(Topics.MINERAL_SHARES, Map.of("census/US/gallium@2024-11", gallium("2024-11", 60)));
        publish(Topics.MINERAL_SHARES, Map.of("census/US/gallium@2024-12", gallium("2024-12", 75)));
        publish(Topics.DEPENDENCE_ALERT_STATUS, Map.of("single-source/census/US/gallium/CN", alert(Severity.CRITICAL)));

        assertThat(run("shares").out()).isEqualTo("""
                census, reporter United States, 12 months to 2024-12
                mineral  imports  top supplier   share               HHI  reliance  of use  alert
                gallium   $1.0 M  China         75.0 %  █████████  6,250         -       -  critical

                """);
        assertThat(run("shares", "--as-of", "2024-11").out()).contains("60.0 %").doesNotContain("75.0 %", "critical");
        assertThat(run("shares", "gallium").out())
                .startsWith("gallium, reporter United States, census, 12 months to 2024-12\n")
                .contains("China", "Canada");
    }

    @Test
    void anEmptyResultListsTheAvailableValues() throws Exception {
        run("topics", "create");
        assertThat(run("shares"))
                .isEqualTo(
                        new Session(
                                0,
                                "",
                                "no shares yet: is `lodewatch stream` running, and has anything been imported with `lodewatch produce`?\n"));
        publish(Topics.MINERAL_SHARES, Map.of("census/US/gallium@2024-12", gallium("2024-12", 75)));

        assertThat(run("shares", "tin").err())
                .isEqualTo(
                        "no imports of tin yet: no record has one of its codes, which `lodewatch minerals tin` lists\n");
        assertThat(run("shares", "--dataset", "nope").err())
                .isEqualTo("no shares of dataset nope: there are shares of census\n");
        assertThat(run("shares", "--reporter", "DE").err())
                .isEqualTo("no shares of reporter DE: there are shares of US\n");
        assertThat(run("shares", "--as-of", "2019-01").err())
                .isEqualTo("no window ends with 2019-01: they end with 2024-12 (census)\n");
        assertThat(run("shares", "--as-of", "2019-01", "--output", "json").out())
                .isEqualToIgnoringWhitespace("[]");
    }

    @Test
    void eachMineralOfTheListOf2025HasAnAnswer() throws Exception {
        run("topics", "create");
        MineralShares rareEarths = MineralShares.newBuilder(gallium("2024-12", 75))
                .setMineral("rare-earths")
                .build();
        publish(
                Topics.MINERAL_SHARES,
                Map.of(
                        "census/US/gallium@2024-12",
                        gallium("2024-12", 75),
                        "census/US/rare-earths@2024-12",
                        rareEarths));

        Catalogue catalogue = Catalogue.bundled();
        assertThat(catalogue.minerals())
                .filteredOn(Mineral::on2025List)
                .hasSize(60)
                .allSatisfy(mineral -> {
                    Session session = run("shares", mineral.id());
                    assertThat(session.exitCode()).isZero();
                    assertThat(session.out() + session.err()).contains(mineral.name());
                    assertThat(session.out().isEmpty())
                            .isEqualTo(!catalogue.codes(mineral.id()).isEmpty()
                                    && !mineral.id().equals("gallium"));
                });
        assertThat(run("shares", "Y"))
                .isEqualTo(new Session(
                        0,
                        "yttrium: "
                                + catalogue
                                        .mineral("yttrium")
                                        .orElseThrow()
                                        .note()
                                        .orElseThrow()
                                + " US net import reliance of yttrium: 100 % (2025, MCS2026).\n\n"
                                + run("shares", "ree").out(),
                        ""));
        assertThat(run("shares", "Cs").out()).contains("2805.19.90.00").hasLineCount(1);
        assertThat(run("shares", "neodymium", "--output", "json").out()).isEqualToIgnoringWhitespace("[]");
        assertThat(run("shares", "neodymium", "--output", "json").err()).contains("rare-earths");
    }

    @Test
    void sharesAndAlertsOfAMineralAreThoseOfItsFormsToo() throws Exception {
        run("topics", "create");
        publish(
                Topics.MINERAL_SHARES,
                Map.of(
                        "census/US/titanium@2024-12", book("titanium", null),
                        "census/US/titanium-sponge@2024-12", book("titanium-sponge", "titanium"),
                        "census/US/tin@2024-12", book("tin", null)));
        publish(
                Topics.DEPENDENCE_ALERTS,
                Map.of(
                        "census/US/titanium-sponge", alert("titanium-sponge", "census", "2023-12"),
                        "other/US/titanium", alert("titanium", "other", "2025-01"),
                        "census/US/tin", alert("tin", "census", "2024-12")));

        assertThat(minerals(run("shares", "Ti", "--as-of", "2024", "--output", "json")))
                .containsExactly("titanium", "titanium-sponge");
        assertThat(minerals(run("shares", "titanium sponge", "--output", "json")))
                .containsExactly("titanium-sponge");
        assertThat(minerals(run("shares", "titanium", "--as-of", "2023", "--output", "json")))
                .isEmpty();
        assertThat(minerals(run("alerts", "titanium", "--output", "json")))
                .containsExactlyInAnyOrder("titanium-sponge", "titanium");
        assertThat(minerals(run("alerts", "titanium sponge", "--output", "json")))
                .containsExactly("titanium-sponge");
        assertThat(minerals(run("alerts", "ti", "--dataset", "other", "--output", "json")))
                .containsExactly("titanium");
        assertThat(minerals(run("alerts", "--dataset", "census", "--since", "2024", "--output", "json")))
                .containsExactly("tin");
        assertThat(minerals(run("alerts", "--since", "2025", "--output", "json")))
                .containsExactly("titanium");
        assertThat(run("alerts", "titanum").err()).contains("did you mean titanium?");
        assertThat(run("alerts", "Y").err())
                .startsWith("yttrium: No commodity code of its own")
                .endsWith("no alerts\n");
    }

    private static List<String> minerals(Session session) throws IOException {
        return JSON.readTree(session.out()).findValuesAsText("mineral");
    }

    private static MineralShares book(String mineral, String formOf) {
        return MineralShares.newBuilder(gallium("2024-12", 75))
                .setMineral(mineral)
                .setFormOf(formOf)
                .build();
    }

    private static DependenceAlert alert(String mineral, String dataset, String asOf) {
        return DependenceAlert.newBuilder(alert(Severity.CRITICAL))
                .setAlertId("single-source/%s/US/%s/CN".formatted(dataset, mineral))
                .setMineral(mineral)
                .setDataset(dataset)
                .setAsOf(asOf)
                .build();
    }

    @Test
    void unlistedOriginsAreShownBesideTheTopSupplierAndMarkedWhereTheirShareIsLarger() throws Exception {
        run("topics", "create");
        MineralShares mostlyUnlisted = MineralShares.newBuilder(gallium("2024-12", 10))
                .setCountries(List.of(country("XX", 90, 0.9, null), country("CN", 10, 0.1, null)))
                .setHhi(100)
                .build();
        publish(Topics.MINERAL_SHARES, Map.of("census/US/gallium@2024-12", mostlyUnlisted));

        assertThat(run("shares").out()).isEqualTo("""
                census, reporter United States, 12 months to 2024-12
                mineral  imports  top supplier   share                  HHI  reliance  of use  alert
                gallium   $1.0 M  China †       10.0 %  █▎░░░░░░░░░░  ≥ 100         -       -
                ░ unlisted origins, as no country's own: HHI is a lower bound; † they hold more than the top supplier: gallium 90.0 %

                """);
        assertThat(run("shares", "gallium").out())
                .contains("░ unlisted origins hold 90.0 %, as no country's own: HHI is a lower bound");
    }

    @Test
    void applicationsRefuseTopicsWithAWrongConfiguration() throws Exception {
        assertThat(run("stream", "--set", "http.port=0").err())
                .startsWith("lodewatch: topics customs-imports, customs-imports-rejected, lodewatch-partials,")
                .hasLineCount(1);
        Path file = Files.writeString(Files.createTempFile("imports", ".csv"), "dataset\n");
        assertThat(run("produce", "csv", file.toString()).err())
                .startsWith(
                        "lodewatch: topics customs-imports, customs-imports-rejected, feed-checkpoints, feed-record-sets do not"
                                + " exist: run `lodewatch topics create`")
                .hasLineCount(1);
        run("topics", "create");
        compact(Topics.CUSTOMS_IMPORTS.name());
        // A broker applies a change a little later than the controller confirms it.
        await().until(() -> run("topics", "check").exitCode() == 1);

        for (Session session : List.of(
                run("stream", "--set", "http.port=0"),
                run("produce", "csv", file.toString()),
                run("topics", "check"))) {
            assertThat(session.exitCode()).isEqualTo(1);
            assertThat(session.err())
                    .contains("topic customs-imports has cleanup.policy=compact, which must be delete:"
                            + " run `kafka-configs.sh --alter")
                    .hasLineCount(1);
        }
        Files.delete(file);
    }

    private void compact(String topic) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers))) {
            admin.incrementalAlterConfigs(Map.of(
                            new ConfigResource(ConfigResource.Type.TOPIC, topic),
                            List.of(new AlterConfigOp(
                                    new ConfigEntry("cleanup.policy", "compact"), AlterConfigOp.OpType.SET))))
                    .all()
                    .get();
        }
    }

    @Test
    void sharesAsJsonAreOneDocumentWithExactAmounts() throws Exception {
        run("topics", "create");
        publish(Topics.MINERAL_SHARES, Map.of("census/US/gallium@2024-12", gallium("2024-12", 75)));

        JsonNode shares = JSON.readTree(run("shares", "--output", "json").out());

        assertThat(shares).isEqualTo(JSON.readTree("""
                [{"dataset": "census", "reporter": "US", "mineral": "gallium", "asOf": "2024-12", "windowMonths": 12,
                  "coveredMonths": 12, "complete": true, "totalValueUsd": 1000000.00, "records": 7, "hhi": 6250.0,
                  "topCountry": "CN", "topShare": 0.75, "top3Share": 1.0,
                  "countries": [
                    {"country": "CN", "valueUsd": 750000.00, "valueShare": 0.75, "weightKg": 1.5},
                    {"country": "CA", "valueUsd": 250000.00, "valueShare": 0.25}],
                  "effectiveSuppliers": 1.6}]
                """));
        assertThat(run("shares", "--output", "json").out()).contains("1000000.00", "1.500");
    }

    @Test
    void anUndecodableRecordDoesNotHideTheOthers() throws Exception {
        run("topics", "create");
        Topic<byte[], byte[]> raw = Topics.MINERAL_SHARES.asBytes();
        publish(raw, Map.of("junk".getBytes(UTF_8), new byte[] {1, 2, 3}));
        publish(Topics.MINERAL_SHARES, Map.of("census/US/gallium@2024-12", gallium("2024-12", 75)));

        assertThat(run("shares").out()).contains("gallium");
    }

    @Test
    void alertsArePrintedInOrderAndOpenOnesAlone() throws Exception {
        run("topics", "create");
        DependenceAlert raised = alert(Severity.CRITICAL);
        DependenceAlert resolved = DependenceAlert.newBuilder(alert(Severity.NONE))
                .setNumber(2)
                .setTransition(Transition.RESOLVED)
                .setAsOf("2025-01")
                .setSentence("China supplied less.")
                .build();
        publish(Topics.DEPENDENCE_ALERTS, Map.of("census/US/gallium", raised));
        publish(Topics.DEPENDENCE_ALERTS, Map.of("census/US/gallium", resolved));
        publish(Topics.DEPENDENCE_ALERT_STATUS, Map.of(raised.getAlertId(), resolved));

        assertThat(run("alerts").out().lines())
                .satisfiesExactly(
                        first -> assertThat(first)
                                .endsWith("critical  raised     census            China supplied much."),
                        second -> assertThat(second)
                                .endsWith("          resolved   census            China supplied less."));
        assertThat(JSON.readTree(
                        run("alerts", "--since", "2025-01", "--output", "json").out()))
                .hasSize(1);
        assertThat(run("alerts", "--open")).isEqualTo(new Session(0, "", "no alerts\n"));
        assertThat(run("alerts", "--open", "--output", "json").out()).isEqualToIgnoringWhitespace("[]");
    }

    @Test
    void anOpenAlertShowsItsNewestFigureAndItsHistory() throws Exception {
        run("topics", "create");
        DependenceAlert open = DependenceAlert.newBuilder(alert(Severity.CRITICAL))
                .setHistory(List.of(
                        new HistoryEntry("2006-12", Transition.RAISED, Severity.WARNING, 55.5, 60.0),
                        new HistoryEntry("2008-12", Transition.RESOLVED, Severity.NONE, 12.0, null),
                        new HistoryEntry("2024-12", Transition.RAISED, Severity.CRITICAL, 75.0, 82.5)))
                .setCurrent(new CurrentFigure("2025-09", 82.5, 1L))
                .build();
        DependenceAlert resolved = DependenceAlert.newBuilder(alert(Severity.NONE))
                .setAlertId("single-source/census/US/cobalt/CN")
                .setMineral("cobalt")
                .setHistory(open.getHistory().subList(0, 2))
                .build();
        DependenceAlert ended = DependenceAlert.newBuilder(resolved)
                .setAlertId("single-source/census/US/tin/CN")
                .setMineral("tin")
                .setHistory(List.of())
                .build();
        publish(
                Topics.DEPENDENCE_ALERT_STATUS,
                Map.of(open.getAlertId(), open, resolved.getAlertId(), resolved, ended.getAlertId(), ended));

        assertThat(run("alerts", "--open").out())
                .isEqualTo("1970-01-01 00:00Z  critical  since 2024-12  now 82.5 % in 2025-09   census            China"
                        + " supplied much.\n");
        assertThat(run("alerts", "--history", "Ga").out().lines())
                .containsExactly(
                        "China: US imports of gallium (census), policy single-source",
                        "  2006-12  warning   raised          55.5 %  highest 60.0 %",
                        "  2008-12            resolved        12.0 %",
                        "  2024-12  critical  raised          75.0 %  highest 82.5 %",
                        "  2025-09  critical  now             82.5 %");
        assertThat(run("alerts", "--history").out().lines())
                .filteredOn(line -> !line.startsWith(" "))
                .containsExactly(
                        "China: US imports of cobalt (census), policy single-source",
                        "China: US imports of gallium (census), policy single-source");
        JsonNode histories = JSON.readTree(
                run("alerts", "--history", "gallium", "--output", "json").out());
        assertThat(histories).hasSize(1);
        assertThat(histories.get(0).get("history")).hasSize(3);
        assertThat(histories.get(0).get("current").get("asOf").textValue()).isEqualTo("2025-09");
        assertThat(run("alerts", "--history", "tin")).isEqualTo(new Session(0, "", "no alerts\n"));
        assertThat(run("alerts", "--open", "--history").exitCode()).isEqualTo(2);
        assertThat(run("alerts", "--follow", "--max-age", "-1").err())
                .contains("'-1' is not a number of months: write 0 or more");
    }

    private Session run(String... args) {
        String[] all = Stream.concat(Arrays.stream(args), Stream.of("--bootstrap-server", servers))
                .toArray(String[]::new);
        return Session.of(all);
    }

    private JsonNode policies() throws IOException {
        return JSON.readTree(run("policies", "list", "--output", "json").out());
    }

    private List<String> policyIds() throws IOException {
        return policies().findValuesAsText("id");
    }

    /** In a transaction, as the topology does, so that each partition ends with a marker. */
    private <K, V> void publish(Topic<K, V> topic, Map<K, V> records) {
        Map<String, Object> settings = Map.of("bootstrap.servers", servers, "transactional.id", "test");
        try (var producer = new KafkaProducer<>(
                settings,
                topic.keySerde().serializer(),
                topic.valueSerde(WireFormats.WITHOUT_REGISTRY).serializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            records.forEach((key, value) -> producer.send(new ProducerRecord<>(topic.name(), key, value)));
            producer.commitTransaction();
        }
    }

    private static MineralShares gallium(String asOf, int chinaPercent) {
        double china = chinaPercent / 100.0;
        return MineralShares.newBuilder()
                .setDataset("census")
                .setReporter("US")
                .setMineral("gallium")
                .setAsOf(asOf)
                .setWindowMonths(12)
                .setCoveredMonths(12)
                .setComplete(true)
                .setTotalValueCents(100_000_000)
                .setWeightCoverage(0)
                .setRecords(7)
                .setCountries(List.of(
                        country("CN", chinaPercent, china, 1_500L), country("CA", 100 - chinaPercent, 1 - china, null)))
                .setHhi(6250)
                .setEffectiveSuppliers(1.6)
                .setTopCountry("CN")
                .setTopShare(china)
                .setTop3Share(1)
                .setWithoutTopValueCents((100 - chinaPercent) * 1_000_000L)
                .build();
    }

    private static CountryShare country(String code, int percent, double share, Long grams) {
        return CountryShare.newBuilder()
                .setCountry(code)
                .setValueCents(percent * 1_000_000L)
                .setWeightGrams(grams)
                .setValueShare(share)
                .build();
    }

    private static DependenceAlert alert(Severity severity) {
        return DependenceAlert.newBuilder()
                .setAlertId("single-source/census/US/gallium/CN")
                .setNumber(1)
                .setTransition(Transition.RAISED)
                .setSeverity(severity)
                .setPreviousSeverity(Severity.NONE)
                .setPolicyId("single-source")
                .setPolicyVersion(1)
                .setMetric(Metric.SHARE)
                .setMeasure(Measure.VALUE)
                .setDataset("census")
                .setReporter("US")
                .setMineral("gallium")
                .setSubject("CN")
                .setObserved(75.0)
                .setThreshold(65.0)
                .setAsOf("2024-12")
                .setWindowMonths(12)
                .setSince("2024-12")
                .setTotalValueCents(100_000_000)
                .setSuppliers(List.of())
                .setAlternatives(List.of())
                .setToldAt(Instant.EPOCH)
                .setSentence("China supplied much.")
                .build();
    }
}
