package org.lodewatch.clients.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lodewatch.schemas.OperatorException;

class RegistrySettingsTest {

    @Test
    void withoutAUrlThereIsNoRegistry() {
        assertThat(RegistrySettings.of(Map.of("bootstrap.servers", "localhost:9092")))
                .isEmpty();
        assertThat(RegistrySettings.of(Map.of(RegistrySettings.URL, " "))).isEmpty();
    }

    @Test
    void kafkasClientsDoNotGetThem() {
        assertThat(RegistrySettings.without(Map.of(
                        "bootstrap.servers",
                        "localhost:9092",
                        RegistrySettings.URL,
                        "http://registry:8081",
                        RegistrySettings.REGISTERS,
                        "true",
                        RegistrySettings.USER_INFO,
                        "ali:sesame",
                        RegistrySettings.TRUSTSTORE,
                        "ca.p12")))
                .isEqualTo(Map.of("bootstrap.servers", "localhost:9092"));
    }

    @Test
    void nothingIsRegisteredByDefault() {
        RegistrySettings settings = RegistrySettings.of(Map.of(RegistrySettings.URL, "http://registry:8081/"))
                .orElseThrow();

        assertThat(settings.registers()).isFalse();
        assertThat(settings.urls()).hasToString("[http://registry:8081]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://ali:sesame@registry:8081",
                "https://ali:ses ame@registry",
                "registry:8081",
                "ftp://registry",
                "http://registry:8081?password=sesame",
                "http://"
            })
    void anInvalidUrlIsRejectedWithoutRepeatingIt(String url) {
        assertThatThrownBy(() -> RegistrySettings.of(Map.of(RegistrySettings.URL, url)))
                .isInstanceOf(OperatorException.class)
                .hasMessageContaining("schema.registry.url")
                .hasMessageNotContaining("ses");
    }

    @Test
    void twoCredentialsAreRejected() {
        assertThatThrownBy(() -> RegistrySettings.of(Map.of(
                        RegistrySettings.URL, "http://registry:8081",
                        RegistrySettings.USER_INFO, "ali:sesame",
                        RegistrySettings.TOKEN, "sesame")))
                .isInstanceOf(OperatorException.class)
                .hasMessageNotContaining("sesame");
    }

    @Test
    void certificatesThatCannotBeReadAreNamed() {
        RegistrySettings settings = RegistrySettings.of(Map.of(
                        RegistrySettings.URL, "https://registry",
                        RegistrySettings.TRUSTSTORE, "not-there.p12"))
                .orElseThrow();

        assertThatThrownBy(() -> new SchemaRegistry(settings))
                .isInstanceOf(OperatorException.class)
                .hasMessageContaining("not-there.p12");
    }
}
