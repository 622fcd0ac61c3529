package org.lodewatch.benchmarks.trade;

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
import java.util.Objects;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.apache.kafka.common.serialization.Serde;
import org.lodewatch.benchmarks.frame.JobFailedException;
import org.lodewatch.local.cluster.TopicReader;
import org.lodewatch.schemas.messages.MineralShares;
import org.lodewatch.schemas.serde.WireFormats;
import org.lodewatch.schemas.topics.Message;
import org.lodewatch.schemas.topics.Topics;

/** The shares that a plain batch over the log gives, by the keys of mineral-shares: whatever differs is wrong. */
public final class LogShares {

    private static final Serde<MineralShares> SERDE = Topics.MINERAL_SHARES.valueSerde(WireFormats.WITHOUT_REGISTRY);

    private final Map<String, MineralShares> byKey;

    public LogShares(Map<String, MineralShares> byKey) {
        this.byKey = Map.copyOf(byKey);
    }

    public Map<String, MineralShares> byKey() {
        return byKey;
    }

    /** The newest window of each book alone, by the book's name: {@code us-census/US/antimony}. */
    public LogShares newest() {
        Map<String, MineralShares> newest = new HashMap<>();
        byKey.forEach((key, shares) -> newest.merge(
                key.substring(0, key.indexOf('@')),
                shares,
                (one, other) -> one.getAsOf().compareTo(other.getAsOf()) > 0 ? one : other));
        return new LogShares(newest);
    }

    /** From a file that {@link #write} wrote, in this JVM or another. */
    public static LogShares read(Path file) throws IOException {
        Map<String, MineralShares> shares = new HashMap<>();
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            for (int left = in.readInt(); left > 0; left--) {
                String key = in.readUTF();
                shares.put(key, SERDE.deserializer().deserialize("", in.readNBytes(in.readInt())));
            }
        }
        return new LogShares(shares);
    }

    public void write(Path file) throws IOException {
        try (DataOutputStream out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
            out.writeInt(byKey.size());
            for (Map.Entry<String, MineralShares> share : byKey.entrySet()) {
                byte[] value = SERDE.serializer().serialize("", share.getValue());
                out.writeUTF(share.getKey());
                out.writeInt(value.length);
                out.write(value);
            }
        }
    }

    /**
     * Reads until every one of these shares has been seen, and no other; then goes on to the topic's end, to see that it
     * stays so.
     *
     * @return {@link System#nanoTime()} when the last of them was seen
     * @throws JobFailedException if that does not happen in time, or does not stay
     */
    public long await(TopicReader<String, MineralShares> reader, Duration patience) {
        return await(reader, patience, () -> false);
    }

    /** The same, unless there is no hope any more. */
    public long await(TopicReader<String, MineralShares> reader, Duration patience, BooleanSupplier hopeless) {
        Set<String> wrong = new HashSet<>(byKey.keySet());
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

    private void judge(Message<String, MineralShares> message, Set<String> wrong) {
        if (Objects.equals(byKey.get(message.key()), message.value().orElse(null))) {
            wrong.remove(message.key());
        } else {
            wrong.add(message.key());
        }
    }

    private void requireNone(Set<String> wrong, String when) {
        if (!wrong.isEmpty()) {
            throw new JobFailedException("%d of %d shares are not as the log gives them %s, such as %s"
                    .formatted(
                            wrong.size(),
                            byKey.size(),
                            when,
                            wrong.stream().sorted().findFirst().orElseThrow()));
        }
    }
}
