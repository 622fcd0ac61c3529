package org.lodewatch.local.broker;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialAlteration;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.lodewatch.clients.kafka.KafkaFutures;

/**
 * A broker that authenticates users by SASL/SCRAM over TLS and authorizes them by ACLs. Only its own listener needs no
 * password.
 */
public final class SecuredKafka implements AutoCloseable {

    /** The user that may do everything. */
    public static final String ADMIN = "admin";

    private static final String KEYSTORE_PASSWORD = "only-for-tests";

    private final Path directory;
    private final int port;
    private final Path certificate;
    private final EmbeddedKafka kafka;
    private final Map<String, String> passwords = new TreeMap<>();

    private SecuredKafka(Path directory) throws IOException, InterruptedException {
        this.directory = directory;
        Path keystore = selfSigned("broker");
        this.certificate = directory.resolve("broker.pem");
        List<Integer> ports = LoopbackPorts.free(3);
        this.port = ports.get(1);
        this.kafka = EmbeddedKafka.start(BrokerSetup.single().at(ports.get(0)).with(settings(ports, keystore)));
        addUsers(Set.of(ADMIN));
    }

    /** @param directory for its certificate and its users' client properties */
    public static SecuredKafka start(Path directory) throws IOException, InterruptedException {
        return new SecuredKafka(directory);
    }

    public String bootstrapServers() {
        return LoopbackPorts.HOST + ":" + port;
    }

    /** The broker's own listener, where every client may do everything. */
    public String openServers() {
        return kafka.bootstrapServers();
    }

    /** Creates users, each with its own password; returns once they can connect. */
    public void addUsers(Set<String> users) {
        List<UserScramCredentialAlteration> credentials = users.stream()
                .<UserScramCredentialAlteration>map(user -> new UserScramCredentialUpsertion(
                        user,
                        new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4096),
                        passwords.computeIfAbsent(user, name -> "secret-of-" + name + "-4711")))
                .toList();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", openServers()))) {
            KafkaFutures.await(admin.alterUserScramCredentials(credentials).all());
        }
    }

    public Set<String> passwords() {
        return Set.copyOf(passwords.values());
    }

    /** Client properties of the user. */
    public Map<String, String> properties(String user) {
        return properties(user, passwords.get(user), certificate);
    }

    /** Client properties with another password and trusted certificate. */
    public Map<String, String> properties(String user, String password, Path trusted) {
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put("bootstrap.servers", bootstrapServers());
        properties.put("security.protocol", "SASL_SSL");
        properties.put("sasl.mechanism", "SCRAM-SHA-512");
        properties.put(
                "sasl.jaas.config",
                "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"%s\" password=\"%s\";"
                        .formatted(user, password));
        properties.put("ssl.truststore.type", "PEM");
        properties.put("ssl.truststore.location", trusted.toString());
        return properties;
    }

    /** A certificate that did not sign the broker's. */
    public Path foreignCertificate() throws IOException, InterruptedException {
        selfSigned("stranger");
        return directory.resolve("stranger.pem");
    }

    @Override
    public void close() {
        kafka.close();
    }

    private static Map<String, String> settings(List<Integer> ports, Path keystore) {
        String open = "CLIENTS://%s:%d".formatted(LoopbackPorts.HOST, ports.get(0));
        String secured = "SECURED://%s:%d".formatted(LoopbackPorts.HOST, ports.get(1));
        String controller = "%s:%d".formatted(LoopbackPorts.HOST, ports.get(2));
        Map<String, String> settings = new HashMap<>();
        settings.put("listeners", "%s,%s,%s://%s".formatted(open, secured, NodeSettings.CONTROLLER, controller));
        settings.put("advertised.listeners", open + "," + secured);
        settings.put("controller.quorum.voters", "1@" + controller);
        settings.put(
                "listener.security.protocol.map",
                NodeSettings.CONTROLLER + ":PLAINTEXT,CLIENTS:PLAINTEXT,SECURED:SASL_SSL");
        settings.put("listener.name.secured.sasl.enabled.mechanisms", "SCRAM-SHA-512");
        settings.put(
                "listener.name.secured.scram-sha-512.sasl.jaas.config",
                "org.apache.kafka.common.security.scram.ScramLoginModule required;");
        settings.put("listener.name.secured.ssl.keystore.type", "PKCS12");
        settings.put("listener.name.secured.ssl.keystore.location", keystore.toString());
        settings.put("listener.name.secured.ssl.keystore.password", KEYSTORE_PASSWORD);
        settings.put("authorizer.class.name", RecordingAuthorizer.class.getName());
        settings.put("super.users", "User:ANONYMOUS;User:" + ADMIN);
        return settings;
    }

    /** A key store, and beside it the certificate alone, as PEM. */
    private Path selfSigned(String name) throws IOException, InterruptedException {
        Path keystore = directory.resolve(name + ".p12");
        keytool(
                "-genkeypair",
                "-alias",
                name,
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-dname",
                "CN=" + name,
                "-ext",
                "san=ip:" + LoopbackPorts.HOST,
                "-validity",
                "2",
                "-storetype",
                "PKCS12",
                "-keystore",
                keystore.toString(),
                "-storepass",
                KEYSTORE_PASSWORD);
        keytool(
                "-exportcert",
                "-rfc",
                "-alias",
                name,
                "-keystore",
                keystore.toString(),
                "-storepass",
                KEYSTORE_PASSWORD,
                "-file",
                directory.resolve(name + ".pem").toString());
        return keystore;
    }

    private static void keytool(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        if (process.waitFor() != 0) {
            throw new IllegalStateException("keytool: " + output);
        }
    }
}
