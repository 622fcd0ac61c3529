package org.lodewatch.producer.rules;

import org.lodewatch.schemas.values.Period;

/** Whether a book counts both of two commodity codes, of which one contains the other. */
@FunctionalInterface
public interface CommonBook {

    /** Whether goods of both codes in a period are in one book, and so count twice there. */
    boolean counts(String code, String other, Period period);
}
