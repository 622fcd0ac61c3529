package org.lodewatch.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.lodewatch.cli.commands.LodewatchCommand;
import org.lodewatch.cli.output.Screen;

/** The command line that the images hold. */
public final class Main {

    private Main() {}

    public static void main(String[] args) {
        System.exit(new LodewatchCommand(screen(), List.of()).execute(args));
    }

    /** The terminal, as the launcher describes it in system properties. */
    public static Screen screen() {
        boolean terminal = Boolean.getBoolean("lodewatch.terminal");
        return new Screen(
                utf8(FileDescriptor.out),
                utf8(FileDescriptor.err),
                terminal,
                terminal && coloursWanted(),
                terminal ? size("lodewatch.width") : Screen.UNLIMITED,
                terminal ? size("lodewatch.height") : Screen.UNLIMITED);
    }

    /** As the launcher found it; 0 if the terminal does not report it. */
    private static int size(String property) {
        int size = Integer.getInteger(property, 0);
        return size > 0 ? size : Screen.UNLIMITED;
    }

    /** See no-color.org. */
    private static boolean coloursWanted() {
        String noColor = System.getenv("NO_COLOR");
        return (noColor == null || noColor.isEmpty()) && !"dumb".equals(System.getenv("TERM"));
    }

    /** UTF-8 whatever the locale is, because bars and names need it. */
    private static PrintWriter utf8(FileDescriptor stream) {
        return new PrintWriter(new FileOutputStream(stream), true, StandardCharsets.UTF_8);
    }
}
