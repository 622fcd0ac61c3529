package org.lodewatch.cli.output;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Set;
import org.lodewatch.schemas.values.Printable;

/**
 * A question that is answered with yes or no, where someone can answer it.
 *
 * @param answers the lines that are typed
 * @param isAsked whether standard input and output are a terminal
 */
public record Confirmation(Screen screen, BufferedReader answers, boolean isAsked) {

    private static final Set<String> YES = Set.of("y", "yes");

    /** Asks a question. False unless the answer is yes. */
    public boolean ask(String question) {
        screen.out().print(Printable.line(question) + " [y/N] ");
        screen.out().flush();
        try {
            String answer = answers.readLine();
            return answer != null && YES.contains(answer.strip().toLowerCase(Locale.ROOT));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
