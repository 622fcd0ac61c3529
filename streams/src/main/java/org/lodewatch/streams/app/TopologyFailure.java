package org.lodewatch.streams.app;

import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.lodewatch.clients.kafka.KafkaErrors;
import org.lodewatch.schemas.OperatorException;

/** Explains the exception that stopped the topology. */
final class TopologyFailure {

    private TopologyFailure() {}

    /** Returns an {@link OperatorException} if the operator can remove the cause, otherwise a {@link KafkaException}. */
    static RuntimeException explained(Throwable failure) {
        return causes(failure)
                .filter(OperatorException.class::isInstance)
                .map(RuntimeException.class::cast)
                .findFirst()
                .orElseGet(() -> remedy(failure)
                        .<RuntimeException>map(
                                remedy -> new OperatorException("the topology stopped because " + remedy, failure))
                        .orElseGet(() -> new KafkaException("the topology stopped: " + summary(failure), failure)));
    }

    private static Optional<String> remedy(Throwable failure) {
        return causes(failure).anyMatch(AuthorizationException.class::isInstance)
                ? Optional.of(
                        "its user lacks a right (%s): `lodewatch topics acls` shows what each application must be allowed"
                                .formatted(summary(failure)))
                : KafkaErrors.ofRefusedTime(failure);
    }

    /**
     * Whether the broker has aborted the transaction of a thread, because it was longer than the transaction timeout or was
     * fenced. Nothing of it was committed, and a new thread with a new producer goes on where the last commit was.
     */
    static boolean isOfTransaction(Throwable failure) {
        return causes(failure).anyMatch(InvalidTxnStateException.class::isInstance);
    }

    private static String summary(Throwable failure) {
        return causes(failure)
                .map(cause -> cause.getClass().getSimpleName() + ": " + cause.getMessage())
                .collect(Collectors.joining(", caused by "));
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause);
    }
}
