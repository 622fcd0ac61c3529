package org.lodewatch.local;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.lodewatch.local.cli.LodewatchCommand;
import org.lodewatch.local.output.Screen;

/** The command line. */
public final class Main {

    private Main() {}

    public static void main(String[] args) {
        boolean terminal = Boolean.getBoolean("lodewatch.terminal");
        Screen screen = new Screen(
                utf8(FileDescriptor.out),
                utf8(FileDescriptor.err),
                terminal,
                terminal && coloursWanted(),
                terminal ? size("lodewatch.width") : Screen.UNLIMITED,
                terminal ? size("lodewatch.height") : Screen.UNLIMITED);
        System.exit(execute(screen, args));
    }

    /** Runs one command. @return the exit code: 0 all well, 1 failed, 2 mistyped, 3 some rows rejected */
    public static int execute(Screen screen, String... args) {
        return new LodewatchCommand(screen).execute(args);
    }

    /** As the launcher found it; a terminal that does not know says 0. */
    private static int size(String property) {
        int size = Integer.getInteger(property, 0);
        return size > 0 ? size : Screen.UNLIMITED;
    }

    /** See no-color.org. */
    private static boolean coloursWanted() {
        String noColor = System.getenv("NO_COLOR");
        return (noColor == null || noColor.isEmpty()) && !"dumb".equals(System.getenv("TERM"));
    }

    /** Bars and names need it, whatever the locale says. */
    private static PrintWriter utf8(FileDescriptor stream) {
        return new PrintWriter(new FileOutputStream(stream), true, StandardCharsets.UTF_8);
    }
}
