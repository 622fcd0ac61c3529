package org.lodewatch.local.commands;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.lodewatch.cli.output.Screen;
import org.lodewatch.local.Main;

/** The result of one command. */
public record Session(int exitCode, String out, String err) {

    public static Session of(String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exitCode = Main.execute(Screen.plain(new PrintWriter(out), new PrintWriter(err)), args);
        return new Session(exitCode, out.toString(), err.toString());
    }
}
