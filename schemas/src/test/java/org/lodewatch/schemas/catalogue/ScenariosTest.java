package org.lodewatch.schemas.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lodewatch.schemas.OperatorException;

class ScenariosTest {

    @TempDir
    private Path directory;

    private Path file(String text) throws IOException {
        return Files.writeString(directory.resolve("own.csv"), text);
    }

    @Test
    void tenScenariosComeWithLodewatchEachWithATitleAndASource() {
        assertThat(Scenarios.bundled().all()).hasSize(10).allSatisfy(scenario -> {
            assertThat(scenario.moves()).isNotEmpty();
            assertThat(scenario.source()).contains(", 20");
        });
        assertThat(Scenarios.bundled().get("lose-entities-of-concern").isOfAll())
                .isTrue();
    }

    @Test
    void anOwnFileReplacesThem() throws IOException {
        Scenarios own = Scenarios.load(
                file("scenario,title,mineral,moves,source\nmine,Mine,cobalt,lose CD; cap CN:50%,\"A, B, 2026\"\n"));

        assertThat(own.all())
                .containsExactly(
                        new Scenario("mine", "Mine", "cobalt", List.of("lose CD", "cap CN:50%"), "A, B, 2026"));
    }

    @Test
    void mistakesAreNamedWithTheirPlace() throws IOException {
        Path file = file("scenario,title,mineral,moves,source\nMine,,cobalt,lose CD,A\nx,X,*,,A\nx,X,*,lose CN,A\n");

        assertThatThrownBy(() -> Scenarios.load(file))
                .isInstanceOf(OperatorException.class)
                .hasMessageContaining("own.csv:2:1: \"Mine\" is not an id")
                .hasMessageContaining("own.csv:2:6: is empty")
                .hasMessageContaining("own.csv:3:7: is empty")
                .hasMessageContaining("own.csv:4:1: scenario \"x\" appears twice");
        assertThatThrownBy(() -> Scenarios.load(directory.resolve("none.csv")))
                .isInstanceOf(OperatorException.class)
                .hasMessageStartingWith("there is no file");
        assertThatThrownBy(() -> Scenarios.load(file("id,title\n")))
                .isInstanceOf(OperatorException.class)
                .hasMessageContaining("column \"scenario\" is missing");
        assertThatThrownBy(() -> Scenarios.bundled().get("china-antimoni"))
                .isInstanceOf(OperatorException.class)
                .hasMessage("there is no scenario 'china-antimoni': nearest: china-antimony");
    }
}
