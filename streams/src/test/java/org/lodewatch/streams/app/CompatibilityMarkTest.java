package org.lodewatch.streams.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.junit.jupiter.api.Test;
import org.lodewatch.schemas.catalogue.Catalogue;

class CompatibilityMarkTest {

    private final CompatibilityMark mark = mark("application.id", "lodewatch");

    private static CompatibilityMark mark(String... settings) {
        Map<String, String> all = new HashMap<>();
        for (int i = 0; i < settings.length; i += 2) {
            all.put(settings[i], settings[i + 1]);
        }
        return new CompatibilityMark(StreamsConfiguration.of(all), Catalogue.bundled());
    }

    @Test
    void aClientIdNamesTheGroupAndTheCatalogueAndIsUsedOnce() {
        assertThat(mark.clientId())
                .startsWith("lodewatch-catalogue-" + Catalogue.bundled().fingerprint() + ".12.0.")
                .isNotEqualTo(mark.clientId());
    }

    @Test
    void aPermanentNameHasAPermanentClientId() {
        String client = mark("application.id", "lodewatch", "consumer.group.instance.id", "one")
                .clientId();

        assertThat(client).startsWith("lodewatch-catalogue-").endsWith("-one");
        assertThat(mark.otherMark(Stream.of(client))).isEmpty();
    }

    @Test
    void instancesWithTheSameSettingsHaveTheSameMark() {
        assertThat(mark.otherMark(Stream.of(mark("application.id", "lodewatch").clientId())))
                .isEmpty();
    }

    @Test
    void aMemberWithoutAMarkIsNotCompared() {
        assertThat(mark.otherMark(Stream.of("lodewatch-console", "another-catalogue-f00.12.0.f00-1")))
                .isEmpty();
    }

    @Test
    void anotherWindowOrARegistryIsAnotherMark() {
        String window =
                mark("application.id", "lodewatch", "window.months", "24").clientId();
        String registry = mark("application.id", "lodewatch", "schema.registry.url", "http://localhost:1")
                .clientId();

        assertThat(mark.otherMark(Stream.of(mark.clientId(), window)))
                .hasValueSatisfying(other -> assertThat(other).contains(".24.0."));
        assertThat(mark.otherMark(Stream.of(registry)))
                .hasValueSatisfying(other -> assertThat(other).endsWith(".registry"));
    }

    @Test
    void anotherFieldOfASchemaIsAnotherMarkAndAnotherExplanationIsNot() {
        Schema schema =
                SchemaBuilder.record("Trial").fields().requiredInt("field").endRecord();
        Schema explained = SchemaBuilder.record("Trial")
                .doc("why")
                .fields()
                .requiredInt("field")
                .endRecord();
        Schema more = SchemaBuilder.record("Trial")
                .fields()
                .requiredInt("field")
                .optionalInt("another")
                .endRecord();

        assertThat(CompatibilityMark.fingerprint(List.of(schema)))
                .hasSize(16)
                .isEqualTo(CompatibilityMark.fingerprint(List.of(explained)))
                .isNotEqualTo(CompatibilityMark.fingerprint(List.of(more)));
    }

    @Test
    void withARegistryTheSchemasOfFeedsDoNotCount() {
        assertThat(CompatibilityMark.schemas(true)).isNotEqualTo(CompatibilityMark.schemas(false));
    }
}
