package org.lodewatch.local.broker;

import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.utils.Exit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a broker that cannot go on from ending the whole JVM: Kafka calls exit or halt where it meets a fatal fault,
 * which would end a test run without a word.
 */
final class HaltGuard {

    private static final Logger log = LoggerFactory.getLogger(HaltGuard.class);

    private static final CompletableFuture<String> fatal = new CompletableFuture<>();

    private HaltGuard() {}

    static void install() {
        Exit.setExitProcedure(HaltGuard::report);
        Exit.setHaltProcedure(HaltGuard::report);
    }

    /** Completes with Kafka's reason once a broker of this JVM has met a fatal fault. */
    static CompletableFuture<String> fatal() {
        return fatal;
    }

    private static void report(int status, String message) {
        String reason = message == null ? "status " + status : message;
        if (fatal.complete(reason)) {
            log.error("the embedded broker met a fatal fault and wanted to end the process: {}", reason);
        }
    }
}
