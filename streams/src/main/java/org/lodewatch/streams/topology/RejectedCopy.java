package org.lodewatch.streams.topology;

import java.util.Arrays;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;
import org.lodewatch.core.ledger.Rejection;
import org.lodewatch.schemas.topics.RejectedHeaders;

/**
 * The copy of a record for customs-imports-rejected: byte for byte, with the reason and its place in the headers. With them a
 * record of nearly the largest size would be larger than the topic takes, and would stop each instance that reads it. So the
 * copy of such a record is cut.
 */
final class RejectedCopy {

    /** Bytes of key, value and headers. A topic takes 1 MiB unless it is configured otherwise. */
    static final int MOST_BYTES = 900_000;

    /** The offset of an entry of a store. */
    static final long NO_OFFSET = -1;

    private static final int MOST_KEY_BYTES = 10_000;

    private RejectedCopy() {}

    /** @param now the time of the copy: that of an old record would be beyond the retention of the topic */
    static Record<Object, Object> of(ConsumerRecord<byte[], byte[]> record, Rejection rejection, long now) {
        boolean fits = bytes(record) <= MOST_BYTES;
        Headers headers = fits ? new RecordHeaders(record.headers().toArray()) : new RecordHeaders();
        String message = fits
                ? rejection.message()
                : rejection.message() + "; what is kept of the record is cut, without its headers";
        String code = rejection.reason().code();
        if (record.offset() == NO_OFFSET) {
            RejectedHeaders.put(headers, code, message, record.topic(), record.partition());
        } else {
            RejectedHeaders.put(headers, code, message, record.topic(), record.partition(), record.offset());
        }
        return new Record<>(
                fits ? record.key() : cut(record.key(), MOST_KEY_BYTES),
                fits ? record.value() : cut(record.value(), MOST_BYTES - MOST_KEY_BYTES),
                now,
                headers);
    }

    private static long bytes(ConsumerRecord<byte[], byte[]> record) {
        long bytes = length(record.key()) + length(record.value());
        for (Header header : record.headers()) {
            bytes += header.key().length() + length(header.value());
        }
        return bytes;
    }

    private static long length(byte[] bytes) {
        return bytes == null ? 0 : bytes.length;
    }

    private static byte[] cut(byte[] bytes, int most) {
        return bytes == null || bytes.length <= most ? bytes : Arrays.copyOf(bytes, most);
    }
}
