package org.lodewatch.benchmarks.workload;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.dynatrace.hash4j.hashing.HashValue128;
import com.dynatrace.hash4j.hashing.Hashing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.serialization.Serializer;
import org.lodewatch.benchmarks.experiment.BenchmarkException;
import org.lodewatch.benchmarks.experiment.Patience;
import org.lodewatch.clients.kafka.Message;
import org.lodewatch.clients.kafka.TopicReader;
import org.lodewatch.schemas.messages.MineralShares;
import org.lodewatch.schemas.serde.WireFormats;
import org.lodewatch.schemas.topics.Topics;

/**
 * The shares that a plain batch over the log computes, by the keys of mineral-shares.
 *
 * <p>Equal messages have equal bytes, so the 128-bit hash of the bytes is enough to compare them. A hundred thousand
 * messages would need more memory than the job that is measured. The hash is kept as a UUID, which has 128 bits.
 */
public record LogShares(Map<String, UUID> hashes) {

    public LogShares {
        hashes = Map.copyOf(hashes);
    }

    /** The hashes of shares by their keys. */
    public static LogShares of(Map<String, MineralShares> shares) {
        return of(shares::forEach);
    }

    /** The hashes of shares. @param shares passes them on with their keys, one after the other */
    public static LogShares of(Consumer<BiConsumer<String, MineralShares>> shares) {
        Serializer<MineralShares> serializer =
                Topics.MINERAL_SHARES.valueSerde(WireFormats.WITHOUT_REGISTRY).serializer();
        Map<String, UUID> hashes = new HashMap<>();
        shares.accept((key, value) -> hashes.put(key, hash(serializer.serialize(Topics.MINERAL_SHARES.name(), value))));
        return new LogShares(hashes);
    }

    /** Reads a file that {@link #write} wrote. */
    public static LogShares read(Path file) throws IOException {
        try (Stream<String> lines = Files.lines(file)) {
            return new LogShares(lines.map(line -> line.split(" "))
                    .collect(Collectors.toMap(fields -> fields[0], fields -> UUID.fromString(fields[1]))));
        }
    }

    /** Writes one line for each key. */
    public void write(Path file) throws IOException {
        Files.write(
                file,
                hashes.entrySet().stream()
                        .map(share -> share.getKey() + " " + share.getValue())
                        .toList());
    }

    public int size() {
        return hashes.size();
    }

    /** The newest window of each book alone, by the book's name: {@code us-census/US/antimony}. */
    public LogShares newest() {
        Map<String, String> newestKeys = new HashMap<>();
        for (String key : hashes.keySet()) {
            // Keys of a book differ in their months alone, so the last in the alphabet is the newest.
            newestKeys.merge(
                    key.substring(0, key.indexOf('@')), key, (one, other) -> one.compareTo(other) > 0 ? one : other);
        }
        Map<String, UUID> newest = new HashMap<>();
        newestKeys.forEach((book, key) -> newest.put(book, hashes.get(key)));
        return new LogShares(newest);
    }

    /**
     * Reads until the last value of every key is that of these shares and there is no other key. Then reads on to the
     * end of the topic, to check that this has not changed.
     *
     * @param check called all the time; an exception from it ends the wait
     * @return {@link System#nanoTime()} when the last of the shares was read
     * @throws BenchmarkException if that does not happen in time, or changes
     */
    public long await(TopicReader<byte[], byte[]> reader, Patience patience, Runnable check) {
        ShareDifferences differences = new ShareDifferences(hashes);
        AtomicReference<String> end = new AtomicReference<>();
        reader.follow(message -> compare(message, differences), () -> {
            check.run();
            patience.end().ifPresent(end::set);
            return differences.isEmpty() || end.get() != null;
        });
        long seen = System.nanoTime();
        differences.requireNone(end.get());
        reader.readToEnd(message -> compare(message, differences));
        differences.requireNone("after they had been right");
        return seen;
    }

    private static void compare(Message<byte[], byte[]> message, ShareDifferences differences) {
        differences.read(new String(message.key(), UTF_8), message.value().map(LogShares::hash));
    }

    private static UUID hash(byte[] shares) {
        HashValue128 hash = Hashing.xxh3_128().hashBytesTo128Bits(shares);
        return new UUID(hash.getMostSignificantBits(), hash.getLeastSignificantBits());
    }
}
