package org.lodewatch.local.commands;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lodewatch.clients.access.AclProvisioning;
import org.lodewatch.clients.access.Application;
import org.lodewatch.clients.kafka.ClientSettings;
import org.lodewatch.clients.kafka.KafkaCluster;
import org.lodewatch.local.broker.SecuredKafka;
import org.slf4j.LoggerFactory;

/**
 * A user who cannot connect, or lacks a right, gets one line with the reason within seconds. No password is printed, in
 * the line, the stack trace or the log, at any log level.
 */
@Timeout(120)
class LockedOutIT {

    private static final String WRONG = "wrong-but-secret-all-the-same";
    private static final List<String> CLIENT_LOGS =
            List.of("org.apache.kafka.clients", "org.apache.kafka.common", "org.apache.kafka.streams", "org.lodewatch");

    private static final String STREAM = "stream --set=state.dir=STATE --set=num.stream.threads=1";

    @TempDir
    private static Path directory;

    private static SecuredKafka kafka;
    private static Path imports;

    private final Log logged = new Log();

    @BeforeAll
    static void start() throws Exception {
        kafka = SecuredKafka.start(directory);
        kafka.addUsers(
                Set.of("nobody", "lodewatch-producer", "lodewatch-streams", "lodewatch-analyst", "lodewatch-operator"));
        runAdministratorsCommandsOfOperations(config("admin", kafka.properties("admin")));
        imports = Files.writeString(
                directory.resolve("imports.csv"),
                "dataset,record_id,revision,reporter,origin,commodity_code,period,customs_value_usd\n"
                        + "own,1,1,US,CN,282580,2025-01,5000000\n");
    }

    private static void runAdministratorsCommandsOfOperations(Path config) throws IOException {
        List<String> commands = new Page(Path.of("../docs/operations.md"))
                .blocks("sh").stream()
                        .flatMap(String::lines)
                        .filter(line -> line.contains("--acls"))
                        .map(line -> line.replace("./lodewatch ", "").replace("admin.properties", config.toString()))
                        .toList();
        assertThat(commands).hasSize(2).allSatisfy(command -> {
            Session session = Session.of(command.split(" "));
            assertThat(session.exitCode()).as(session.err()).isZero();
        });
    }

    @AfterAll
    static void stop() {
        kafka.close();
    }

    @BeforeEach
    void logEverything() {
        logged.start();
        for (String name : CLIENT_LOGS) {
            logger(name).setLevel(Level.TRACE);
            logger(name).setAdditive(false);
            logger(name).addAppender(logged);
        }
    }

    @AfterEach
    void restoreLogging() {
        for (String name : CLIENT_LOGS) {
            logger(name).setLevel(null);
            logger(name).setAdditive(true);
            logger(name).detachAppender(logged);
        }
    }

    @Test
    void aWrongPasswordIsRefusedByEveryCommand() throws Exception {
        Path config = config("wrong", kafka.properties("lodewatch-streams", WRONG, directory.resolve("broker.pem")));

        List<Session> sessions = atOnce(
                () -> run(config, "topics", "create", "--acls"),
                () -> run(config, "produce", "csv", imports.toString()),
                () -> run(config, "stream"),
                () -> run(config, "alerts", "--follow"));

        assertThat(sessions).allSatisfy(session -> {
            assertThat(session.exitCode()).isEqualTo(1);
            assertThat(session.err())
                    .startsWith("lodewatch: %s rejected the login: Authentication failed"
                            .formatted(kafka.bootstrapServers()))
                    .contains(": check the credentials in the file given with --config\n");
        });
        assertThatNoSecretIsIn(sessions);
    }

    @Test
    void anUntrustedCertificateIsNamedAsTheReason() throws Exception {
        Path config = config("stranger", kafka.properties("lodewatch-analyst", WRONG, kafka.foreignCertificate()));

        Session session = Session.of("shares", "--config=" + config);

        assertThat(session)
                .isEqualTo(new Session(
                        1,
                        "",
                        "lodewatch: the certificate of %s is not trusted (unable to find valid certification path to requested target): check ssl.truststore.location in the file given with --config\n"
                                .formatted(kafka.bootstrapServers())));
        assertThatNoSecretIsIn(List.of(session));
    }

    /** The client cannot find out what the broker requires, so it retries until its timeout. */
    @Test
    void aClientWithoutCredentialsGetsNoAnswer() throws Exception {
        Map<String, String> tlsOnly = new LinkedHashMap<>(kafka.properties("lodewatch-analyst"));
        tlsOnly.keySet().removeIf(name -> name.startsWith("sasl."));
        tlsOnly.put("security.protocol", "SSL");
        Path config = config("tls-only", tlsOnly);
        Instant start = Instant.now();

        List<Session> sessions = atOnce(
                () -> Session.of("shares", "--bootstrap-server", kafka.bootstrapServers()),
                () -> Session.of("stream", "--config=" + config));

        assertThat(sessions)
                .allSatisfy(session -> assertThat(session)
                        .isEqualTo(new Session(
                                1,
                                "",
                                "lodewatch: %s accepts connections, but does not answer like a Kafka broker: either the broker hangs or is paused, or it expects other security settings: look at the broker, and check security.protocol and the other security settings in the file given with --config\n"
                                        .formatted(kafka.bootstrapServers()))));
        assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(25));
    }

    @ParameterizedTest
    @CsvSource({
        "lodewatch-analyst,  topics create,                       this user lacks the right CREATE on topic customs-imports:",
        "lodewatch-analyst,  policies delete single-source,       Cluster authorization failed",
        "lodewatch-analyst,  produce csv IMPORTS,                 this user lacks the right DESCRIBE on topic feed-checkpoints:",
        "lodewatch-producer, shares,                              this user lacks the right DESCRIBE on topic mineral-shares:",
        "lodewatch-producer, alerts --follow,                     this user lacks the right DESCRIBE on topic dependence-alerts:",
        "lodewatch-producer, stream,                              this user lacks the right DESCRIBE on topic lodewatch-partials:",
        "lodewatch-streams,  produce csv IMPORTS,                 this user lacks the right DESCRIBE on topic feed-record-sets:",
        "lodewatch-operator, topics create --acls, this user lacks the right ALTER on the cluster",
        "nobody,             topics check,                        this user lacks the right DESCRIBE on topic customs-imports:"
    })
    void theRightsOfAnotherApplicationAreNotEnough(String user, String command, String reason) throws Exception {
        assertThatIsRefused(user, command, reason);
    }

    @ParameterizedTest
    @CsvSource({
        "PRODUCER, TOPIC,            WRITE,            this user lacks the right DESCRIBE on topic customs-imports",
        "PRODUCER, TRANSACTIONAL_ID, WRITE,            Transactional Id authorization failed",
        "PRODUCER, TOPIC,            DESCRIBE_CONFIGS, this user lacks the right DESCRIBE_CONFIGS on topic ",
        "STREAMS,  TOPIC,            READ,             this user lacks the right DESCRIBE on topic customs-imports",
        "STREAMS,  TOPIC,            CREATE,           lodewatch-",
        "STREAMS,  GROUP,            READ,             Not authorized to access group: lodewatch",
        "STREAMS,  TRANSACTIONAL_ID, WRITE,            Transactional Id authorization failed"
    })
    void eachMissingRightEndsTheCommand(Application application, ResourceType type, AclOperation missing, String reason)
            throws Exception {
        String user = "%s-without-%s-%s".formatted(application, type, missing).toLowerCase(Locale.ROOT);
        kafka.addUsers(Set.of(user));
        try (KafkaCluster cluster = KafkaCluster.connect(ClientSettings.at(kafka.openServers()))) {
            new AclProvisioning(cluster.admin())
                    .create(application.rights(Application.DEFAULT_APPLICATION_ID).stream()
                            .flatMap(right -> right.bindings("User:" + user).stream())
                            .filter(acl -> acl.pattern().resourceType() != type
                                    || acl.entry().operation() != missing)
                            .toList());
        }

        assertThatIsRefused(user, application == Application.PRODUCER ? "produce csv IMPORTS" : STREAM, reason);
    }

    @Test
    void invalidClientPropertiesAreNotPrinted() throws Exception {
        Map<String, String> unquoted = new LinkedHashMap<>(kafka.properties("lodewatch-analyst"));
        unquoted.put(
                "sasl.jaas.config",
                "org.apache.kafka.common.security.scram.ScramLoginModule required username=me password=%s and more;"
                        .formatted(WRONG));
        Map<String, String> absent = new LinkedHashMap<>(kafka.properties("lodewatch-analyst"));
        absent.put("ssl.truststore.location", directory.resolve("no-such.pem").toString());

        List<Session> sessions = List.of(
                run(config("unquoted", unquoted), "shares"),
                Session.of("shares", "--config=" + config("absent", absent)));

        assertThat(sessions.get(0).err())
                .startsWith("lodewatch: sasl.jaas.config in the file given with --config is malformed: write the login"
                        + " module, required, username=\"...\" password=\"...\" and a semicolon\n")
                .doesNotContain("and more");
        assertThat(sessions.get(1))
                .isEqualTo(new Session(
                        1,
                        "",
                        "lodewatch: cannot connect to %s: NoSuchFileException %s: check the file given with --config\n"
                                .formatted(kafka.bootstrapServers(), directory.resolve("no-such.pem"))));
        assertThatNoSecretIsIn(sessions);
    }

    private void assertThatIsRefused(String user, String command, String reason) throws IOException {
        Instant start = Instant.now();

        Session session = run(
                config(user, kafka.properties(user)),
                command.replace("IMPORTS", imports.toString())
                        .replace("STATE", directory.resolve("state").toString())
                        .split(" "));

        assertThat(session.exitCode()).isEqualTo(1);
        assertThat(session.out()).isEmpty();
        assertThat(session.err().lines().findFirst().orElseThrow())
                .startsWith("lodewatch: ")
                .contains(reason)
                .containsAnyOf("`lodewatch topics acls` shows what", "run this as the cluster's administrator");
        assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(20));
        assertThatNoSecretIsIn(List.of(session));
    }

    @Test
    void aReadableFileWithAPasswordIsWarnedOf() throws Exception {
        Path file = config("shown", kafka.properties("lodewatch-analyst"));
        ClientSettings.of(Optional.of(file), Optional.empty(), Optional.empty());
        assertThat(linesAbout(file)).isEmpty();

        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        ClientSettings.of(Optional.of(file), Optional.empty(), Optional.empty());

        assertThat(linesAbout(file))
                .containsExactly(
                        file + " holds a password, and every user of this machine can read it: chmod 600 " + file);
    }

    /** Other tests of this JVM log too. */
    private List<String> linesAbout(Path file) {
        return List.copyOf(logged.lines).stream()
                .filter(line -> line.contains(file.toString()))
                .toList();
    }

    /** With the stack trace, which must not contain a password either. */
    private static Session run(Path config, String... command) {
        return Session.of(Stream.of(Stream.of(command), Stream.of("--debug", "--config=" + config))
                .flatMap(words -> words)
                .toArray(String[]::new));
    }

    @SafeVarargs
    @SuppressWarnings("varargs") // the array is only read
    private static List<Session> atOnce(Supplier<Session>... commands) {
        return Stream.of(commands).map(CompletableFuture::supplyAsync).toList().stream()
                .map(CompletableFuture::join)
                .toList();
    }

    private void assertThatNoSecretIsIn(List<Session> sessions) {
        List<String> written = new ArrayList<>();
        sessions.forEach(session -> written.add(session.out() + session.err()));
        written.addAll(logged.lines);
        assertThat(logged.lines).anyMatch(line -> line.contains("sasl.jaas.config = [hidden]"));
        Stream.concat(kafka.passwords().stream(), Stream.of(WRONG))
                .forEach(secret -> assertThat(written).noneMatch(text -> text.contains(secret)));
    }

    private static Path config(String name, Map<String, String> properties) throws IOException {
        return ClientFile.write(directory.resolve(name + ".properties"), properties);
    }

    private static Logger logger(String name) {
        return (Logger) LoggerFactory.getLogger(name);
    }

    /** Collects the log lines of all threads. */
    private static final class Log extends AppenderBase<ILoggingEvent> {

        private final Queue<String> lines = new ConcurrentLinkedQueue<>();

        @Override
        protected void append(ILoggingEvent event) {
            lines.add(event.getFormattedMessage() + ThrowableProxyUtil.asString(event.getThrowableProxy()));
        }
    }
}
