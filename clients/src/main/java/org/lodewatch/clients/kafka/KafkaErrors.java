package org.lodewatch.clients.kafka;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.Optional;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.DisconnectException;
import org.apache.kafka.common.errors.InvalidReplicationFactorException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.lodewatch.schemas.OperatorException;

/** Explains exceptions of Kafka clients to the operator who configured the cluster. */
public final class KafkaErrors {

    private KafkaErrors() {}

    /**
     * Looks for a known error in the chain of causes.
     *
     * @param servers the bootstrap servers as configured
     * @return empty if no cause is about the cluster or the connection to it
     */
    public static Optional<OperatorException> explained(Throwable failure, String servers) {
        Optional<String> time = ofRefusedTime(failure);
        if (time.isPresent()) {
            return Optional.of(new OperatorException(time.get(), failure));
        }
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            Optional<String> message = message(cause, servers);
            if (message.isPresent()) {
                return Optional.of(new OperatorException(message.get(), failure));
            }
        }
        return Optional.empty();
    }

    /** Whether a connection failed because no broker is there yet, or its name is not known yet. */
    public static boolean isWithoutBroker(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            boolean unresolved = cause instanceof ConfigException
                    && String.valueOf(cause.getMessage()).contains("No resolvable bootstrap");
            if (unresolved || cause instanceof TimeoutException || cause instanceof DisconnectException) {
                return true;
            }
        }
        return false;
    }

    /**
     * Explains that a broker refused a record for its time. From Kafka 4.0 on, that is a time more than an hour ahead of the broker's clock
     * unless the topic's {@code message.timestamp.after.max.ms} says otherwise.
     *
     * @return empty if no cause is such a refusal
     */
    public static Optional<String> ofRefusedTime(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            // In a batch of several records a broker gives the fault of the one in the answer's text alone.
            if (cause instanceof InvalidTimestampException
                    || cause instanceof InvalidRecordException
                            && String.valueOf(cause.getMessage()).startsWith("Timestamp ")) {
                return Optional.of(
                        ("the broker refuses the time of a record (%s): the clock of this machine is further ahead"
                                        + " of the broker's than message.timestamp.after.max.ms of the topic allows: set the clocks"
                                        + " right")
                                .formatted(cause.getMessage()));
            }
        }
        return Optional.empty();
    }

    /** Explains a failure of the first request to a cluster that accepts connections. */
    static OperatorException ofFirstRequest(KafkaException failure, String servers) {
        if (failure instanceof TimeoutException) {
            return new OperatorException(
                    ("%s accepts connections, but does not answer like a Kafka broker: either the broker hangs or is"
                                    + " paused, or it expects other security settings: look at the broker, and check"
                                    + " security.protocol and the other security settings in the file given with"
                                    + " --config")
                            .formatted(servers),
                    failure);
        }
        Throwable root = root(failure);
        if (root instanceof IllegalArgumentException
                && String.valueOf(root.getMessage()).contains("JAAS")) {
            // Without Kafka's own message, which may quote a part of the password.
            return new OperatorException(
                    "sasl.jaas.config in the file given with --config is malformed: write the login"
                            + " module, required, username=\"...\" password=\"...\" and a semicolon");
        }
        return explained(failure, servers)
                .orElseGet(() -> new OperatorException(
                        "cannot connect to %s: %s: check the file given with --config"
                                .formatted(servers, described(root)),
                        failure));
    }

    private static Optional<String> message(Throwable cause, String servers) {
        if (cause instanceof TimeoutException || cause instanceof DisconnectException) {
            return Optional.of(("no broker answers at %s: start one with `lodewatch broker`, or name yours with"
                            + " --bootstrap-server")
                    .formatted(servers));
        }
        if (cause instanceof UnknownTopicOrPartitionException) {
            return Optional.of("a topic is missing at %s: run `lodewatch topics create`".formatted(servers));
        }
        if (cause instanceof SslAuthenticationException) {
            Throwable root = root(cause);
            return Optional.of((root instanceof GeneralSecurityException
                            ? "the certificate of %s is not trusted (%s): check ssl.truststore.location in the file"
                                    + " given with --config"
                            : "no TLS connection to %s (%s): check the ssl properties in the file given with --config")
                    .formatted(servers, described(root)));
        }
        if (cause instanceof AuthenticationException) {
            return Optional.of("%s rejected the login: %s: check the credentials in the file given with --config"
                    .formatted(servers, cause.getMessage()));
        }
        if (cause instanceof AuthorizationException) {
            return Optional.of(
                    "%s does not allow it: %s: `lodewatch topics acls` shows what each application must be allowed"
                            .formatted(servers, cause.getMessage()));
        }
        if (cause instanceof InvalidReplicationFactorException) {
            return Optional.of("%s cannot hold that many replicas: %s".formatted(servers, cause.getMessage()));
        }
        if (cause instanceof ConfigException || cause.getClass() == KafkaException.class && cause.getCause() == null) {
            return Optional.of("cannot connect to %s: %s: check --bootstrap-server and the file given with --config"
                    .formatted(servers, cause.getMessage()));
        }
        return Optional.empty();
    }

    private static Throwable root(Throwable failure) {
        return failure.getCause() == null ? failure : root(failure.getCause());
    }

    /** With the class of an I/O exception, because its message may be only a file name. */
    private static String described(Throwable fault) {
        return fault instanceof IOException
                ? fault.getClass().getSimpleName() + " " + fault.getMessage()
                : String.valueOf(fault.getMessage());
    }
}
