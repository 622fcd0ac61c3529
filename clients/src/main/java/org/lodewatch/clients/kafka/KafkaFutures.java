package org.lodewatch.clients.kafka;

import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;

/** Waits for the results of admin clients and producers, without the wrapping exceptions of {@link Future}. */
public final class KafkaFutures {

    private KafkaFutures() {}

    /**
     * Waits for the result.
     *
     * @throws KafkaException the error of the broker or client; an {@link InterruptException} if the thread is interrupted
     */
    public static <T> T await(Future<T> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException cause ? cause : new KafkaException(e.getCause());
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    /**
     * Waits for the result, where one kind of error is an expected outcome.
     *
     * @param expected an error that means "no result"; its subclasses count too
     * @return empty if the future failed with the expected error, or has no value
     * @throws KafkaException any other error; always for an {@link InterruptException}
     */
    public static <T> Optional<T> awaitUnless(Class<? extends KafkaException> expected, Future<T> future) {
        try {
            return Optional.ofNullable(await(future));
        } catch (InterruptException e) {
            throw e;
        } catch (KafkaException e) {
            if (expected.isInstance(e)) {
                return Optional.empty();
            }
            throw e;
        }
    }
}
