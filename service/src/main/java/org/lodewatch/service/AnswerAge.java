package org.lodewatch.service;

import io.javalin.http.Context;
import java.time.Duration;

/** The header {@code Age} of answers from what was read some time ago. */
public final class AnswerAge {

    private static final String HEADER = "Age";
    private static final Duration UNMENTIONED = Duration.ofSeconds(10);

    private AnswerAge() {}

    /** Sets the age of an answer in seconds, unless it is short, or the answer is known to be older. */
    public static void mark(Context request, Duration age) {
        String present = request.res().getHeader(HEADER);
        if (age.compareTo(UNMENTIONED) > 0 && (present == null || Long.parseLong(present) < age.toSeconds())) {
            request.header(HEADER, String.valueOf(age.toSeconds()));
        }
    }
}
