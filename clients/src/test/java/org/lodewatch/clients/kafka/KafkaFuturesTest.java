package org.lodewatch.clients.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class KafkaFuturesTest {

    @AfterEach
    void clearInterrupt() {
        Thread.interrupted();
    }

    @Test
    void theErrorOfTheBrokerIsThrownWithoutItsWrapper() {
        TopicExistsException exists = new TopicExistsException("t");

        assertThatThrownBy(() -> KafkaFutures.await(CompletableFuture.failedFuture(exists)))
                .isSameAs(exists);
    }

    @Test
    void anErrorOfAnotherKindIsTheCause() {
        IOException closed = new IOException("closed");

        assertThatThrownBy(() -> KafkaFutures.await(CompletableFuture.failedFuture(closed)))
                .isInstanceOf(KafkaException.class)
                .hasCause(closed);
    }

    @Test
    void onlyTheExpectedErrorIsNoResult() {
        assertThat(KafkaFutures.awaitUnless(
                        GroupIdNotFoundException.class,
                        CompletableFuture.failedFuture(new GroupIdNotFoundException("g"))))
                .isEmpty();
        assertThat(KafkaFutures.awaitUnless(GroupIdNotFoundException.class, CompletableFuture.completedFuture(7)))
                .contains(7);
        assertThatThrownBy(() -> KafkaFutures.awaitUnless(
                        GroupIdNotFoundException.class, CompletableFuture.failedFuture(new TopicExistsException("t"))))
                .isInstanceOf(TopicExistsException.class);
    }

    @Test
    void aFutureWithoutAValueHasNoResult() {
        assertThat(KafkaFutures.awaitUnless(TopicExistsException.class, CompletableFuture.<Void>completedFuture(null)))
                .isEmpty();
    }

    @Test
    void anInterruptIsNeverAnExpectedError() {
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> KafkaFutures.awaitUnless(KafkaException.class, new CompletableFuture<>()))
                .isInstanceOf(InterruptException.class);
        assertThat(Thread.currentThread().isInterrupted()).isTrue();
    }
}
