package org.lodewatch.local;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.lodewatch.cli.output.Screen;
import picocli.AutoComplete;

/** The script with which bash and zsh complete the command line. The build of the distribution runs this class. */
public final class CompletionScript {

    private CompletionScript() {}

    /** @param args the file to write */
    public static void main(String[] args) throws IOException {
        Path file = Path.of(args[0]);
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, text());
    }

    static String text() {
        PrintWriter unused = new PrintWriter(Writer.nullWriter());
        return AutoComplete.bash(
                "lodewatch", Main.command(Screen.plain(unused, unused)).commandLine());
    }
}
