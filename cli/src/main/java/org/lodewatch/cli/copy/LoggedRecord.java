package org.lodewatch.cli.copy;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * A record of a partition, as far as it is compared.
 *
 * @param key hash of the key
 * @param content hash of key, value and headers
 * @param timestamp in milliseconds since 1970
 * @param deletes whether it has no value, which deletes its key in a compacted topic
 */
record LoggedRecord(long offset, long key, long content, long timestamp, boolean deletes) {

    /** What a copy has to preserve. The offset is not part of it, because it differs in copies of transactional topics. */
    record Identity(long content, long timestamp) {}

    static LoggedRecord of(ConsumerRecord<byte[], byte[]> record) {
        MessageDigest digest = sha256();
        update(digest, record.key());
        update(digest, record.value());
        for (Header header : record.headers()) {
            update(digest, header.key().getBytes(UTF_8));
            update(digest, header.value());
        }
        long content = first(digest);
        update(digest, record.key());
        return new LoggedRecord(record.offset(), first(digest), content, record.timestamp(), record.value() == null);
    }

    Identity identity() {
        return new Identity(content, timestamp);
    }

    /** With its length, so that the end of a key cannot be taken for the beginning of a value. */
    private static void update(MessageDigest digest, byte[] bytes) {
        digest.update(ByteBuffer.allocate(Integer.BYTES)
                .putInt(bytes == null ? -1 : bytes.length)
                .flip());
        if (bytes != null) {
            digest.update(bytes);
        }
    }

    private static long first(MessageDigest digest) {
        return ByteBuffer.wrap(Arrays.copyOf(digest.digest(), Long.BYTES)).getLong();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
