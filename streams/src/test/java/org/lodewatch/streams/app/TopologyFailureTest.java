package org.lodewatch.streams.app;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.streams.errors.StreamsException;
import org.junit.jupiter.api.Test;
import org.lodewatch.schemas.OperatorException;

class TopologyFailureTest {

    @Test
    void aReasonThatTheOperatorCanRemoveIsThrownAsItIs() {
        OperatorException reason = new OperatorException("the log has lost records");

        assertThat(TopologyFailure.explained(new StreamsException("task failed", reason)))
                .isSameAs(reason);
    }

    @Test
    void aMissingRightIsExplained() {
        Throwable failure = new StreamsException("task failed", new TopicAuthorizationException("mineral-shares"));

        assertThat(TopologyFailure.explained(failure))
                .isInstanceOf(OperatorException.class)
                .hasMessageStartingWith(
                        "the topology stopped because its user lacks a right (StreamsException: task failed,"
                                + " caused by TopicAuthorizationException:")
                .hasMessageContaining("`lodewatch topics acls`")
                .hasCause(failure);
    }

    @Test
    void aRefusedTimeIsExplained() {
        Throwable failure = new StreamsException(
                "task failed", new InvalidRecordException("Timestamp 7 of message with offset 0 is out of range."));

        assertThat(TopologyFailure.explained(failure))
                .isInstanceOf(OperatorException.class)
                .hasMessageStartingWith(
                        "the topology stopped because the broker refuses the time of a record (Timestamp 7 of message")
                .hasCause(failure);
    }

    @Test
    void aTransactionThatTheBrokerHasAbortedNeedsANewThreadOnly() {
        assertThat(TopologyFailure.isOfTransaction(
                        new StreamsException("commit failed", new InvalidTxnStateException("aborted"))))
                .isTrue();
        assertThat(TopologyFailure.isOfTransaction(new StreamsException("commit failed", new KafkaException("other"))))
                .isFalse();
    }

    @Test
    void anyOtherFailureNamesItsCauses() {
        Throwable failure = new StreamsException("task failed", new IllegalStateException("broken"));

        assertThat(TopologyFailure.explained(failure))
                .isInstanceOf(KafkaException.class)
                .hasMessage(
                        "the topology stopped: StreamsException: task failed, caused by IllegalStateException: broken");
    }
}
