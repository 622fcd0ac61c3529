package org.lodewatch.service.api;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HttpStatus;
import java.time.Clock;
import java.time.LocalDate;
import java.util.UUID;
import java.util.function.LongSupplier;

/**
 * Gives answers a tag (ETag), so that a client that has an answer already gets 304 and no content. A tag is of this process and of
 * the version of what is published. It also changes every day, because alerts leave the answers some days after they resolve.
 */
final class VersionedAnswers {

    private final String process = UUID.randomUUID().toString().substring(0, 8);
    private final LongSupplier version;
    private final Clock clock;

    /** @param version is another one after each change of what answers are made of */
    VersionedAnswers(LongSupplier version, Clock clock) {
        this.version = version;
        this.clock = clock;
    }

    /** Answers a request only if its client does not have the answer. An error has no tag. */
    Handler of(Handler handler) {
        return request -> {
            // The version is read first: what changes meanwhile makes the answer newer than its tag, never older.
            String tag =
                    "W/\"%s-%d-%d\"".formatted(process, LocalDate.now(clock).toEpochDay(), version.getAsLong());
            if (has(request, tag)) {
                request.status(HttpStatus.NOT_MODIFIED);
            } else {
                handler.handle(request);
            }
            request.header("ETag", tag).header("Cache-Control", "no-cache").header("Vary", "Accept-Encoding");
        };
    }

    private static boolean has(Context request, String tag) {
        String known = request.header("If-None-Match");
        return known != null && known.contains(tag);
    }
}
