package org.lodewatch.local.commands;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lodewatch.cli.commands.ProduceCommand;
import org.lodewatch.clients.access.Application;
import org.lodewatch.clients.kafka.KafkaFutures;
import org.lodewatch.local.broker.RecordingAuthorizer;
import org.lodewatch.local.broker.RecordingAuthorizer.Request;
import org.lodewatch.local.broker.SecuredKafka;
import org.lodewatch.producer.comtrade.ComtradeStub;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.topics.Topic;
import org.lodewatch.schemas.topics.Topics;
import org.lodewatch.streams.app.StreamsApp;

/**
 * Every application runs as its own user, over TLS, with exactly the rights that {@link Application} lists. The broker's
 * authorizer records the requests: none needs a right that is not listed, and each listed right is needed.
 */
@Timeout(120)
class LeastRightsIT {

    /** Unlike the default, this is no prefix of a topic's name, so that rights do not overlap. */
    private static final String APPLICATION_ID = "watch";

    private static final String HEADER =
            "dataset,record_id,revision,reporter,origin,commodity_code,period,customs_value_usd,net_weight_kg\n";

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private static Path directory;

    private static SecuredKafka kafka;
    private static Set<Request> requests;

    @BeforeAll
    static void runEveryApplication() throws Exception {
        kafka = SecuredKafka.start(directory);
        kafka.addUsers(
                Arrays.stream(Application.values()).map(LeastRightsIT::user).collect(Collectors.toSet()));
        grantRights();
        RecordingAuthorizer.clear();
        createTopics();
        runProducer();
        runTopology();
        runSubscriber();
        runNotifier();
        showLagAsInstance();
        runPolicyAuthor();
        runAnalyst();
        runOperator();
        requests = RecordingAuthorizer.requests();
    }

    @AfterAll
    static void stop() {
        kafka.close();
    }

    @ParameterizedTest
    @EnumSource
    void noRequestOfAnApplicationIsDenied(Application application) {
        assertThat(requests).filteredOn(request -> isBy(request, application)).isNotEmpty();
        assertThat(requests)
                .filteredOn(request -> isBy(request, application) && request.required() && !request.allowed())
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void anApplicationNeedsEachOfItsRights(Application application) {
        List<AclBinding> rights = application.rights(APPLICATION_ID).stream()
                .flatMap(right -> right.bindings(application.defaultPrincipal()).stream())
                .toList();
        Set<AclBinding> needed = requests.stream()
                .filter(request -> isBy(request, application) && request.allowed())
                .map(request ->
                        rights.stream().filter(right -> allows(right, request)).toList())
                .filter(allowing -> allowing.size() == 1)
                .map(allowing -> allowing.get(0))
                .collect(Collectors.toSet());

        assertThat(needed).containsExactlyInAnyOrderElementsOf(rights);
    }

    @Test
    void theStreamsProtocolNeedsNoOtherRights() throws Exception {
        kafka.addUsers(Set.of("next"));
        Session.of(
                "topics",
                "create",
                "--acls",
                "--application-id=next",
                "--principal=streams=User:next",
                "--config=" + config(SecuredKafka.ADMIN));
        Session published = as(
                Application.PRODUCER, "produce", "csv", file("next.csv", "next,1,1,US,CN,282580,2025-01,5000000,10\n"));
        assertThat(published.exitCode()).isZero();

        try (StreamsApp app = app("next", "next", "streams", "next")) {
            app.start();
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(as(Application.ANALYST, "shares", "--dataset=next")
                                    .out())
                            .contains("antimony"));
        }

        assertThat(RecordingAuthorizer.requests())
                .filteredOn(
                        request -> request.principal().equals("User:next") && request.required() && !request.allowed())
                .isEmpty();
    }

    private static void grantRights() throws IOException {
        String[] command = {
            "topics", "create", "--acls", "--application-id=" + APPLICATION_ID, "--config=" + config(SecuredKafka.ADMIN)
        };
        long rights = Arrays.stream(Application.values())
                .flatMap(application -> application.rights(APPLICATION_ID).stream())
                .mapToLong(right -> right.operations().size())
                .sum();
        Session first = Session.of(command);
        assertThat(first.err()).isEmpty();
        assertThat(first.out())
                .contains("allowed User:lodewatch-producer to WRITE TOPIC customs-imports\n")
                .contains("allowed User:lodewatch-streams to CREATE TOPIC watch-*\n")
                .contains("\n" + rights + " ACLs created, 0 existed\n")
                .endsWith("11 created, 0 existed\n");
        assertThat(Session.of(command))
                .isEqualTo(new Session(0, "0 ACLs created, %d existed\n0 created, 11 existed\n".formatted(rights), ""));
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.openServers()))) {
            KafkaFutures.await(
                    admin.deleteTopics(Topics.all().stream().map(Topic::name).toList())
                            .all());
        }
    }

    private static void createTopics() throws IOException {
        Session created = as(Application.OPERATOR, "topics", "create");
        assertThat(created.err()).isEmpty();
        assertThat(created.out()).endsWith("11 created, 0 existed\n");
        // A broker applies a change a little later than the controller confirms it.
        await().untilAsserted(() -> assertThat(as(Application.OPERATOR, "topics", "check"))
                .isEqualTo(new Session(0, "all 11 topics are as they must be\n", "")));
    }

    private static void runProducer() throws IOException {
        Session rows = as(
                Application.PRODUCER,
                "produce",
                "csv",
                file("rows.csv", "own,1,1,US,CN,282580,2025-01,5000000,10\nown,2,1,US,ZZ,282580,2024-01,1000,\n"));
        assertThat(rows.exitCode()).as(rows.err()).isEqualTo(ProduceCommand.SOME_REJECTED);
        Path folder = Files.createDirectory(directory.resolve("drop"));
        Files.writeString(folder.resolve("a.csv"), HEADER + "own,3,1,US,BE,282580,2025-02,5,\n");
        Session dropped = as(Application.PRODUCER, "produce", "drop-folder", "--settle=0s", folder.toString());
        assertThat(dropped.exitCode()).as(dropped.err()).isZero();
        try (ComtradeStub source = new ComtradeStub()) {
            source.list("811010");
            source.put("2024", 842, 156, "811010", "7000000", null);
            source.release("2024", 842, LocalDateTime.of(2025, 4, 1, 12, 0));
            Session fetched = as(
                    Application.PRODUCER,
                    "produce",
                    "comtrade",
                    "--annual",
                    "--from=2024-01",
                    "--catalog=" + antimony(),
                    "--key-file=" + Files.writeString(directory.resolve("key"), ComtradeStub.KEY),
                    "--state-dir=" + directory.resolve("source"),
                    "--url=" + source.base());
            assertThat(fetched.exitCode()).as(fetched.err()).isZero();
        }
    }

    /** A catalogue with a single heading, so that few requests are made. */
    private static Path antimony() throws IOException {
        Path catalogue = Files.createDirectory(directory.resolve("catalogue"));
        Files.writeString(
                catalogue.resolve("minerals.csv"),
                "mineral,name,usgs_2022,usgs_2025,member_of,source\nantimony,antimony,yes,yes,,test\n");
        Files.writeString(
                catalogue.resolve("forms.csv"),
                "mineral,form,name,stage,headline\nantimony,metal,unwrought antimony,refined,yes\n");
        Files.writeString(
                catalogue.resolve("commodities.csv"),
                "prefix,mineral,form,confirmed,description,source\n" + "8110,antimony,metal,yes,antimony,test\n");
        return catalogue;
    }

    private static void runTopology() throws IOException {
        String user = user(Application.STREAMS);
        try (StreamsApp one = app(APPLICATION_ID, user, "classic", "one")) {
            one.start();
            await().atMost(PATIENCE)
                    .untilAsserted(() ->
                            assertThat(as(Application.ANALYST, "shares").out()).contains("antimony"));
            try (StreamsApp two = app(APPLICATION_ID, user, "classic", "two")) {
                two.start();
            }
        }
        Path policy = Files.writeString(
                directory.resolve("policy.json"),
                "{\"id\": \"of-the-api\", \"subject\": \"any-country\", \"metric\": \"share\","
                        + " \"warning\": 40, \"critical\": 60, \"minimumValueUsd\": 1}");
        try (StreamsApp again = app(APPLICATION_ID, user, "classic", "one")) {
            again.start();
            // The HTTP API reads and writes the same as this user.
            assertThat(as(Application.STREAMS, "policies", "apply", policy.toString())
                            .out())
                    .isEqualTo("of-the-api, version 1\n");
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(
                                    as(Application.STREAMS, "alerts", "--open").out())
                            .contains("of-the-api"));
            assertThat(as(Application.STREAMS, "alerts").out()).contains("of-the-api");
            assertThat(as(Application.STREAMS, "shares").out()).contains("antimony");
        }
    }

    private static void runSubscriber() {
        Map<String, Object> properties = new HashMap<>(kafka.properties(user(Application.SUBSCRIBER)));
        properties.put("group.id", Application.SUBSCRIBER_GROUPS + "reader");
        properties.put("auto.offset.reset", "earliest");
        List<Topic<?, ?>> topics =
                List.of(Topics.MINERAL_SHARES, Topics.DEPENDENCE_ALERTS, Topics.DEPENDENCE_ALERT_STATUS);
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.subscribe(topics.stream().map(Topic::name).toList());
            Set<String> read = new HashSet<>();
            await().atMost(PATIENCE).pollInterval(Duration.ofMillis(1)).until(() -> {
                consumer.poll(Duration.ofMillis(100)).forEach(record -> read.add(record.topic()));
                return read.size() == topics.size();
            });
            // Rewinds, so that its lag is not zero.
            consumer.commitSync(consumer.assignment().stream()
                    .collect(Collectors.toMap(partition -> partition, partition -> new OffsetAndMetadata(0))));
        }
    }

    /** Sends to a receiver that rejects everything, so that all alerts go to the undelivered topic. */
    private static void runNotifier() throws IOException {
        HttpServer receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext("/", exchange -> {
            exchange.sendResponseHeaders(400, -1);
            exchange.close();
        });
        receiver.start();
        try {
            Session delivered = as(
                    Application.NOTIFIER,
                    "notify",
                    "--webhook=http://127.0.0.1:" + receiver.getAddress().getPort(),
                    "--secret-file=" + Files.writeString(directory.resolve("secret"), "whsec_" + "YWxl".repeat(12)),
                    "--since=beginning",
                    "--until-caught-up");
            assertThat(delivered.exitCode()).as(delivered.err()).isZero();
            assertThat(delivered.out() + delivered.err()).contains(Topics.DEPENDENCE_ALERTS_UNDELIVERED.name());
        } finally {
            receiver.stop(0);
        }
    }

    /** The HTTP API shows all groups and feeds as this user. */
    private static void showLagAsInstance() throws IOException {
        assertThat(as(Application.STREAMS, "lag", "--application-id=" + APPLICATION_ID)
                        .out())
                .contains(APPLICATION_ID, Application.SUBSCRIBER_GROUPS + "reader");
    }

    private static void runPolicyAuthor() throws IOException {
        assertThat(as(Application.POLICY_AUTHOR, "policies", "list").out()).contains("of-the-api");
        // A policy that names a dataset is compared with the datasets of shares and feeds.
        Path policy = Files.writeString(directory.resolve("of-own.json"), """
                {"id": "of-own", "dataset": "own", "subject": "any-country", "metric": "share", "warning": 90, "critical": 95}
                """);
        assertThat(as(Application.POLICY_AUTHOR, "policies", "apply", policy.toString()))
                .isEqualTo(new Session(0, "of-own, version 1\n", ""));
        assertThat(as(Application.POLICY_AUTHOR, "policies", "delete", "of-the-api"))
                .isEqualTo(new Session(0, "of-the-api deleted\n", ""));
    }

    private static void runAnalyst() throws IOException {
        assertThat(as(Application.ANALYST, "shares", "antimony").exitCode()).isZero();
        assertThat(as(Application.ANALYST, "alerts").exitCode()).isZero();
        assertThat(as(Application.ANALYST, "alerts", "--open").exitCode()).isZero();
        assertThat(as(Application.ANALYST, "policies", "list").exitCode()).isZero();
        assertThat(as(Application.ANALYST, "verify", "--wait=0").err()).isEmpty();
        assertThat(as(Application.ANALYST, "rejected").out()).contains("unknown-country");
        assertThat(as(Application.ANALYST, "check-producer").out()).contains(" records in 12 partitions, of ");
    }

    /** A reset while no instance runs. */
    private static void runOperator() throws IOException {
        as(Application.PRODUCER, "produce", "csv", file("late.csv", "own,4,1,US,CN,282580,2025-02,5,\n"));
        assertThat(as(Application.OPERATOR, "lag", "--application-id=" + APPLICATION_ID)
                        .out())
                .contains(APPLICATION_ID, Application.SUBSCRIBER_GROUPS + "reader");
        Session reset = as(Application.OPERATOR, "reset", "--application-id=" + APPLICATION_ID, "--execute");
        assertThat(reset.exitCode()).as(reset.err()).isZero();
        Session compared = as(
                Application.OPERATOR,
                "verify",
                "--application-id=" + APPLICATION_ID,
                "--against=" + kafka.properties(user(Application.OPERATOR)).get("bootstrap.servers"));
        assertThat(compared.exitCode()).as(compared.out() + compared.err()).isZero();
        Session moved =
                as(Application.OPERATOR, "topics", "repartition", "--application-id=" + APPLICATION_ID, "--execute");
        assertThat(moved.exitCode()).as(moved.err()).isZero();
    }

    private static StreamsApp app(String applicationId, String user, String protocol, String state) {
        Map<String, Object> settings = new HashMap<>(kafka.properties(user));
        settings.putAll(Map.of(
                "application.id",
                applicationId,
                "group.protocol",
                protocol,
                "num.stream.threads",
                "1",
                "restatement.delay.ms",
                "200",
                "state.dir",
                directory.resolve("state-" + state).toString()));
        return new StreamsApp(settings, Catalogue.bundled());
    }

    private static Session as(Application application, String... command) throws IOException {
        return Session.of(Stream.concat(Arrays.stream(command), Stream.of("--config=" + config(user(application))))
                .toArray(String[]::new));
    }

    private static String user(Application application) {
        return application.defaultPrincipal().substring("User:".length());
    }

    private static Path config(String user) throws IOException {
        return ClientFile.write(directory.resolve(user + ".properties"), kafka.properties(user));
    }

    private static String file(String name, String rows) throws IOException {
        return Files.writeString(directory.resolve(name), HEADER + rows).toString();
    }

    private static boolean isBy(Request request, Application application) {
        return request.principal().equals(application.defaultPrincipal());
    }

    private static boolean allows(AclBinding right, Request request) {
        return covers(right.pattern(), request.resource())
                && (right.entry().operation() == request.operation()
                        || implied(right.entry().operation()) == request.operation());
    }

    private static boolean covers(ResourcePattern pattern, ResourcePattern resource) {
        if (pattern.resourceType() != resource.resourceType()) {
            return false;
        }
        return pattern.patternType() == PatternType.PREFIXED
                ? resource.name().startsWith(pattern.name())
                : pattern.name().equals(resource.name()) || pattern.name().equals(ResourcePattern.WILDCARD_RESOURCE);
    }

    /** As in Kafka's authorizer. */
    private static AclOperation implied(AclOperation operation) {
        return switch (operation) {
            case READ, WRITE, DELETE, ALTER -> AclOperation.DESCRIBE;
            default -> operation;
        };
    }
}
