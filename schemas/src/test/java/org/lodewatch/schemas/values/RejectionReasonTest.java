package org.lodewatch.schemas.values;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class RejectionReasonTest {

    @Test
    void dataMdListsEveryCodeWithItsSentence() throws IOException {
        List<String> rows = Arrays.stream(RejectionReason.values())
                .map(reason -> "| `%s` | %s |".formatted(reason.code(), reason.sentence()))
                .toList();

        String page = Files.readString(Path.of("../docs/data.md"));

        assertThat(page).contains("| code | meaning |\n|---|---|\n" + String.join("\n", rows) + "\n\n");
    }
}
