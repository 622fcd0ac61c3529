package org.lodewatch.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompletionScriptTest {

    @TempDir
    private Path place;

    @Test
    void bashCompletesCommandsAndOptions() throws Exception {
        CompletionScript.main(new String[] {place.resolve("lodewatch.bash").toString()});

        assertThat(completed("./lodewatch", "alt")).containsExactly("alternatives");
        assertThat(completed("lodewatch", "policies", "te")).containsExactly("test");
        assertThat(completed("lodewatch", "produce", "drop-folder", "--fol")).containsExactly("--follow");
        assertThat(completed("lodewatch", "demo", "--ex")).containsExactly("--exit");
    }

    /** What bash offers for the last of these words. */
    private List<String> completed(String... words) throws Exception {
        String line = String.join(" ", words);
        String script = "source lodewatch.bash; COMP_WORDS=(%s); COMP_CWORD=%d; COMP_LINE='%s'; COMP_POINT=%d; "
                        .formatted(line, words.length - 1, line, line.length())
                + "_complete_lodewatch; printf '%s\\n' \"${COMPREPLY[@]}\"";
        Process bash = new ProcessBuilder("bash", "--norc", "-c", script)
                .directory(place.toFile())
                // Where the function is called by hand, bash says so.
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String output = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(bash.waitFor()).as(output).isZero();
        return Stream.of(output.split("\n")).map(String::strip).toList();
    }
}
