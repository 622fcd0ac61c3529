package org.lodewatch.schemas.catalogue;

import java.util.List;

/**
 * A catalogue that cannot be used. The message lists the mistakes, at most 20 of them, one a line, each as
 * {@code file:line:column: what is wrong; what to do}; show it to the author of the files.
 */
public final class CatalogueException extends RuntimeException {

    private static final long serialVersionUID = 1L;
    private static final int SHOWN = 20;

    private final transient List<String> mistakes;

    CatalogueException(List<String> mistakes) {
        super(message(mistakes));
        this.mistakes = List.copyOf(mistakes);
    }

    /** Every mistake found, in the order of the files and of the lines, also those beyond the 20 of the message. */
    public List<String> mistakes() {
        return mistakes;
    }

    private static String message(List<String> mistakes) {
        if (mistakes.size() == 1) {
            return mistakes.get(0);
        }
        StringBuilder text = new StringBuilder("the catalogue has " + mistakes.size() + " mistakes:");
        mistakes.stream().limit(SHOWN).forEach(mistake -> text.append('\n').append(mistake));
        if (mistakes.size() > SHOWN) {
            text.append("\nand ").append(mistakes.size() - SHOWN).append(" more");
        }
        return text.toString();
    }
}
