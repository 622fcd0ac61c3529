package org.lodewatch.benchmarks.trade;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.dynatrace.hash4j.hashing.HashValue128;
import com.dynatrace.hash4j.hashing.Hashing;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.apache.kafka.common.serialization.Serializer;
import org.lodewatch.benchmarks.frame.JobFailedException;
import org.lodewatch.clients.kafka.Message;
import org.lodewatch.clients.kafka.TopicReader;
import org.lodewatch.schemas.messages.MineralShares;
import org.lodewatch.schemas.serde.WireFormats;
import org.lodewatch.schemas.topics.Topics;

/**
 * The shares that a plain batch over the log gives, by the keys of mineral-shares: whatever differs is wrong.
 *
 * <p>Equal messages are equal bytes, so that the 128-bit hash of these is enough to know them by; a hundred thousand
 * windows would otherwise take more memory than the job that is measured.
 */
public record LogShares(Map<String, HashValue128> hashes) {

    public LogShares {
        hashes = Map.copyOf(hashes);
    }

    /** Of these shares, by their keys. */
    public static LogShares of(Map<String, MineralShares> shares) {
        Serializer<MineralShares> serializer =
                Topics.MINERAL_SHARES.valueSerde(WireFormats.WITHOUT_REGISTRY).serializer();
        Map<String, HashValue128> hashes = new HashMap<>();
        shares.forEach((key, value) ->
                hashes.put(key, hash(serializer.serialize(Topics.MINERAL_SHARES.name(), value))));
        return new LogShares(hashes);
    }

    /** From a file that {@link #write} wrote, in this JVM or another. */
    public static LogShares read(Path file) throws IOException {
        Map<String, HashValue128> hashes = new HashMap<>();
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            for (int left = in.readInt(); left > 0; left--) {
                hashes.put(in.readUTF(), new HashValue128(in.readLong(), in.readLong()));
            }
        }
        return new LogShares(hashes);
    }

    public void write(Path file) throws IOException {
        try (DataOutputStream out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
            out.writeInt(hashes.size());
            for (Map.Entry<String, HashValue128> share : hashes.entrySet()) {
                out.writeUTF(share.getKey());
                out.writeLong(share.getValue().getMostSignificantBits());
                out.writeLong(share.getValue().getLeastSignificantBits());
            }
        }
    }

    /** How many there are. */
    public int size() {
        return hashes.size();
    }

    /** The newest window of each book alone, by the book's name: {@code us-census/US/antimony}. */
    public LogShares newest() {
        Map<String, String> newestKeys = new HashMap<>();
        for (String key : hashes.keySet()) {
            // Of keys that differ in their months alone, the last in the alphabet is the newest.
            newestKeys.merge(book(key), key, (one, other) -> one.compareTo(other) > 0 ? one : other);
        }
        Map<String, HashValue128> newest = new HashMap<>();
        newestKeys.forEach((book, key) -> newest.put(book, hashes.get(key)));
        return new LogShares(newest);
    }

    private static String book(String key) {
        return key.substring(0, key.indexOf('@'));
    }

    /**
     * Reads until every one of these shares has been seen, and no other; then goes on to the topic's end, to see that it
     * stays so.
     *
     * @return {@link System#nanoTime()} when the last of them was seen
     * @throws JobFailedException if that does not happen in time, or does not stay
     */
    public long await(TopicReader<byte[], byte[]> reader, Duration patience) {
        return await(reader, patience, () -> false);
    }

    /** The same, unless there is no hope any more. */
    public long await(TopicReader<byte[], byte[]> reader, Duration patience, BooleanSupplier hopeless) {
        Set<String> wrong = new HashSet<>(hashes.keySet());
        long deadline = System.nanoTime() + patience.toNanos();
        reader.follow(
                message -> judge(message, wrong),
                () -> wrong.isEmpty() || System.nanoTime() > deadline || hopeless.getAsBoolean());
        long seen = System.nanoTime();
        requireNone(wrong, hopeless.getAsBoolean() ? "when it ended" : "after %d s".formatted(patience.toSeconds()));
        reader.readToEnd(message -> judge(message, wrong));
        requireNone(wrong, "after they had been right");
        return seen;
    }

    private void judge(Message<byte[], byte[]> message, Set<String> wrong) {
        String key = new String(message.key(), UTF_8);
        if (message.value().map(LogShares::hash).equals(Optional.ofNullable(hashes.get(key)))) {
            wrong.remove(key);
        } else {
            wrong.add(key);
        }
    }

    private static HashValue128 hash(byte[] shares) {
        return Hashing.xxh3_128().hashBytesTo128Bits(shares);
    }

    private void requireNone(Set<String> wrong, String when) {
        if (!wrong.isEmpty()) {
            throw new JobFailedException("%d of %d shares are not as the log gives them %s, such as %s"
                    .formatted(
                            wrong.size(),
                            hashes.size(),
                            when,
                            wrong.stream().sorted().findFirst().orElseThrow()));
        }
    }
}
