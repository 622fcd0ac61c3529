package org.lodewatch.local.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class ComposeFileTest {

    /** The image of Kafka takes broker settings from the environment, under these names. */
    @Test
    void theBrokersOfComposeLetOthersTakeOverAsSoonAsTheEmbeddedOne() throws IOException {
        String compose = Files.readString(Path.of("../docker-compose.yml"));

        assertThat(NodeSettings.quickTakeover())
                .allSatisfy((name, value) -> assertThat(compose)
                        .containsPattern("\n  KAFKA_%s: %s\n"
                                .formatted(name.replace('.', '_').toUpperCase(Locale.ROOT), value)));
    }
}
