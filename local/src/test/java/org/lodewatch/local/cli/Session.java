package org.lodewatch.local.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.lodewatch.local.Main;
import org.lodewatch.local.output.Screen;

/** One command as a person would have typed it, and what came of it. */
record Session(int exitCode, String out, String err) {

    static Session of(String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exitCode = Main.execute(Screen.plain(new PrintWriter(out), new PrintWriter(err)), args);
        return new Session(exitCode, out.toString(), err.toString());
    }
}
