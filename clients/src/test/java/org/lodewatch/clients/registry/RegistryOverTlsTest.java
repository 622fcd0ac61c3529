package org.lodewatch.clients.registry;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.jsonResponse;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A registry with a self-signed certificate. */
class RegistryOverTlsTest {

    private static final String PASSWORD = "open-sesame";
    private static final Schema TRIAL =
            SchemaBuilder.record("Trial").fields().requiredInt("field").endRecord();

    @TempDir
    private static Path directory;

    private static WireMockServer server;

    @BeforeAll
    static void start() throws Exception {
        keytool("own.p12", "-genkeypair", "-keyalg", "EC", "-dname", "CN=registry", "-ext", "san=dns:localhost");
        keytool("own.p12", "-exportcert", "-file", directory.resolve("own.crt").toString());
        keytool(
                "trust.p12",
                "-importcert",
                "-noprompt",
                "-file",
                directory.resolve("own.crt").toString());
        server = new WireMockServer(WireMockConfiguration.options()
                .httpDisabled(true)
                .dynamicHttpsPort()
                .keystorePath(directory.resolve("own.p12").toString())
                .keystoreType("PKCS12")
                .keystorePassword(PASSWORD)
                .keyManagerPassword(PASSWORD));
        server.start();
        server.stubFor(any(anyUrl()).willReturn(jsonResponse("{\"id\": 77}", 200)));
    }

    @AfterAll
    static void stop() {
        server.stop();
    }

    @Test
    void isTrustedByItsCertificate() {
        SchemaRegistry registry = registry(Map.of(
                RegistrySettings.TRUSTSTORE,
                directory.resolve("trust.p12").toString(),
                RegistrySettings.TRUSTSTORE_PASSWORD,
                PASSWORD));

        assertThat(registry.find("trial-value", TRIAL)).contains(77);
    }

    @Test
    void isRejectedAtOnceWithoutItsCertificate() {
        SchemaRegistry registry = registry(Map.of());
        server.resetRequests();

        assertThatThrownBy(() -> registry.find("trial-value", TRIAL))
                .isInstanceOf(RegistryException.class)
                .isNotInstanceOf(RegistryUnavailableException.class)
                // Later JDKs put the name of the TLS alert before the reason.
                .hasMessageMatching(".* is not trusted \\((\\(certificate_unknown\\) )?PKIX path building failed.*")
                .hasMessageEndingWith("check schema.registry.ssl.truststore.location");
        assertThat(server.getAllServeEvents()).isEmpty();
    }

    private static SchemaRegistry registry(Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(more);
        settings.put(RegistrySettings.URL, "https://localhost:" + server.httpsPort());
        return new SchemaRegistry(RegistrySettings.of(settings).orElseThrow(), Duration.ofSeconds(20));
    }

    private static void keytool(String store, String... arguments) throws IOException, InterruptedException {
        Stream<String> where = Stream.of(
                "-alias",
                "registry",
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD,
                "-keystore",
                directory + "/" + store);
        Process process = new ProcessBuilder(Stream.of(
                                Stream.of(Path.of(System.getProperty("java.home"), "bin", "keytool")
                                        .toString()),
                                Stream.of(arguments),
                                where)
                        .flatMap(words -> words)
                        .toList())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
    }
}
