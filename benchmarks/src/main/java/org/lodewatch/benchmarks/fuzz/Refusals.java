package org.lodewatch.benchmarks.fuzz;

import org.lodewatch.schemas.OperatorException;
import org.lodewatch.schemas.catalogue.CatalogueException;

/** What a refusal must be: one line of text that a terminal shows as it is. */
final class Refusals {

    private static final int LONGEST = 4000;

    private Refusals() {}

    /** @throws WrongAnswer if a message is blank, very long, or has characters that move a terminal's cursor */
    static void requireOneLine(String message) throws WrongAnswer {
        if (message == null || message.isBlank()) {
            throw new WrongAnswer("refusal without a message", String.valueOf(message));
        }
        if (message.length() > LONGEST) {
            throw new WrongAnswer("refusal that is too long", message.length() + " characters: " + message);
        }
        requireShown(message);
        if (message.contains("\tat ") || message.contains("Exception")) {
            throw new WrongAnswer("exception in a refusal", message);
        }
    }

    /** @throws WrongAnswer if a text is more than one line, or has characters that move a terminal's cursor */
    static void requireShown(String text) throws WrongAnswer {
        if (text.codePoints().anyMatch(Refusals::movesCursor)) {
            throw new WrongAnswer("control characters in a message", text);
        }
    }

    /** Whether a failure is a refusal. @throws WrongAnswer if it is one, but its message is not right */
    static boolean isNamed(RuntimeException failure) throws WrongAnswer {
        if (failure instanceof CatalogueException catalogue) {
            for (String mistake : catalogue.mistakes()) {
                requireOneLine(mistake);
            }
            return true;
        }
        if (failure instanceof OperatorException) {
            requireOneLine(failure.getMessage());
            return true;
        }
        return false;
    }

    private static boolean movesCursor(int character) {
        int type = Character.getType(character);
        return Character.isISOControl(character)
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR
                || character >= 0x202A && character <= 0x202E
                || character >= 0x2066 && character <= 0x2069;
    }
}
