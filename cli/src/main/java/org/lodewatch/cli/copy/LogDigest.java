package org.lodewatch.cli.copy;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.CRC32C;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/** The number and a checksum of records, in their order, by partition. Two logs with equal digests have the same records. */
public final class LogDigest {

    private final Map<Integer, Part> parts = new HashMap<>();

    private static final class Part {

        private final CRC32C checksum = new CRC32C();
        private long records;
    }

    public void add(int partition, byte[] key, byte[] value, long timestamp, Headers headers) {
        Part part = parts.computeIfAbsent(partition, number -> new Part());
        part.records++;
        update(part.checksum, key);
        update(part.checksum, value);
        part.checksum.update(ByteBuffer.allocate(Long.BYTES).putLong(timestamp).flip());
        for (Header header : headers) {
            update(part.checksum, header.key().getBytes(UTF_8));
            update(part.checksum, header.value());
        }
    }

    /** The number of records of a partition. */
    public long records(int partition) {
        Part part = parts.get(partition);
        return part == null ? 0 : part.records;
    }

    /** The number of records of all partitions. */
    public long records() {
        return parts.values().stream().mapToLong(part -> part.records).sum();
    }

    /** The CRC-32C of the records of a partition, 0 if it has none. */
    public long checksum(int partition) {
        Part part = parts.get(partition);
        return part == null ? 0 : part.checksum.getValue();
    }

    /** Whether a partition has the same records in both. */
    public boolean isSameIn(int partition, LogDigest other) {
        return records(partition) == other.records(partition) && checksum(partition) == other.checksum(partition);
    }

    public boolean isSameAs(LogDigest other) {
        return text().equals(other.text());
    }

    private Map<Integer, String> text() {
        Map<Integer, String> text = new HashMap<>();
        parts.forEach((partition, part) -> text.put(partition, part.records + "/" + part.checksum.getValue()));
        return text;
    }

    /** With its length, so that the end of a key cannot be taken for the beginning of a value. */
    private static void update(CRC32C checksum, byte[] bytes) {
        checksum.update(ByteBuffer.allocate(Integer.BYTES)
                .putInt(bytes == null ? -1 : bytes.length)
                .flip());
        if (bytes != null) {
            checksum.update(bytes);
        }
    }
}
