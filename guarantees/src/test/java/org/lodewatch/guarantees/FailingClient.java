package org.lodewatch.guarantees;

import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerInterceptor;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;

/** Interceptors of Kafka clients that end the thread which calls them, or stop it for good. */
public final class FailingClient {

    private FailingClient() {}

    /** An error that is no exception, as a full heap is. */
    private static void fail() {
        throw new StackOverflowError("of a test");
    }

    /** Ends the thread that polls once there are records. */
    public static final class EndsPolling extends Interceptor {

        @Override
        public ConsumerRecords<byte[], byte[]> onConsume(ConsumerRecords<byte[], byte[]> records) {
            if (!records.isEmpty()) {
                fail();
            }
            return records;
        }
    }

    /** Stops the thread that polls once there are records. */
    public static final class StopsPolling extends Interceptor {

        @Override
        public ConsumerRecords<byte[], byte[]> onConsume(ConsumerRecords<byte[], byte[]> records) {
            if (!records.isEmpty()) {
                try {
                    new CountDownLatch(1).await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
            return records;
        }
    }

    /** Ends the network thread of a producer at the first acknowledgement. */
    public static final class EndsSending implements ProducerInterceptor<byte[], byte[]> {

        @Override
        public ProducerRecord<byte[], byte[]> onSend(ProducerRecord<byte[], byte[]> record) {
            return record;
        }

        @Override
        public void onAcknowledgement(RecordMetadata metadata, Exception failure) {
            fail();
        }

        @Override
        public void close() {}

        @Override
        public void configure(Map<String, ?> configuration) {}
    }

    private abstract static class Interceptor implements ConsumerInterceptor<byte[], byte[]> {

        @Override
        public void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {}

        @Override
        public void close() {}

        @Override
        public void configure(Map<String, ?> configuration) {}
    }
}
