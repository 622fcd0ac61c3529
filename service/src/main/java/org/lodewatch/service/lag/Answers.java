package org.lodewatch.service.lag;

import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.InterruptException;

/** What a broker answers, without the wrapping of futures. */
final class Answers {

    private Answers() {}

    static <T> T of(KafkaFuture<T> answer) {
        try {
            return answer.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException cause ? cause : new KafkaException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptException(e);
        }
    }

    /** Empty where the broker refuses with this error, or one of its kind. */
    static <T> Optional<T> unless(Class<? extends KafkaException> error, KafkaFuture<T> answer) {
        try {
            return Optional.of(of(answer));
        } catch (KafkaException e) {
            if (error.isInstance(e)) {
                return Optional.empty();
            }
            throw e;
        }
    }
}
