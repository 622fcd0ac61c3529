package org.lodewatch.schemas.catalogue;

import java.util.List;
import java.util.regex.Pattern;

/** One field of a data file and where it stands; each reading reports what it cannot accept. */
record SheetCell(String text, RowLocation place) {

    private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9-]*");
    private static final Pattern NUMBER = Pattern.compile("[1-9]\\d{0,2}");

    boolean isEmpty() {
        return text.isEmpty();
    }

    String required(CatalogueErrors mistakes) {
        if (text.isBlank()) {
            mistakes.add(place, "is empty; fill it in");
        }
        return text;
    }

    String id(CatalogueErrors mistakes) {
        if (!ID.matcher(text).matches()) {
            mistakes.add(
                    place, quoted() + " is not an id; use lower-case letters, digits and hyphens, such as rare-earths");
        }
        return text;
    }

    boolean yes(CatalogueErrors mistakes) {
        if (!text.equals("yes") && !text.equals("no")) {
            mistakes.add(place, quoted() + " is neither yes nor no; write one of them");
        }
        return text.equals("yes");
    }

    /** Parts separated by semicolons; none where the cell is empty. */
    List<SheetCell> parts() {
        return isEmpty()
                ? List.of()
                : Pattern.compile(";")
                        .splitAsStream(text)
                        .map(part -> new SheetCell(part.strip(), place))
                        .toList();
    }

    /** A code of up to three digits, as M49 and UN Comtrade number countries; 0 where it is none. */
    int number(CatalogueErrors mistakes) {
        if (!NUMBER.matcher(text).matches()) {
            mistakes.add(place, quoted() + " is not a number from 1 to 999; write the code without leading zeros");
            return 0;
        }
        return Integer.parseInt(text);
    }

    String quoted() {
        return '"' + text + '"';
    }
}
