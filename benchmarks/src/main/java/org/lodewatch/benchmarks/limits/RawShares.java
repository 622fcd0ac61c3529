package org.lodewatch.benchmarks.limits;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.Serializer;
import org.lodewatch.core.book.BookKey;
import org.lodewatch.core.book.Clock;
import org.lodewatch.core.book.Countries;
import org.lodewatch.core.book.Shares;
import org.lodewatch.core.book.Totals;
import org.lodewatch.core.book.Window;
import org.lodewatch.core.book.WindowRule;
import org.lodewatch.core.book.WindowSums;
import org.lodewatch.core.book.Windows;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.messages.MineralShares;
import org.lodewatch.schemas.serde.WireFormats;

/** The thread from committed partials to shares. */
final class RawShares implements Runnable {

    private static final Duration POLL = Duration.ofMillis(10);
    @SuppressWarnings("removal") // the partitions are assigned, so the consumer has no metadata of a group
    private static final ConsumerGroupMetadata GROUP = new ConsumerGroupMetadata(RawLoopJob.PREFIX + "shares");

    private final RawLoopJob job;
    private final Loops loops;
    private final Catalogue catalogue = Catalogue.bundled();
    private final Serializer<MineralShares> serializer =
            RawLoopJob.SHARES.valueSerde(WireFormats.WITHOUT_REGISTRY).serializer();
    private final Map<String, Parts> books = new HashMap<>();

    RawShares(RawLoopJob job, Loops loops) {
        this.job = job;
        this.loops = loops;
    }

    @Override
    public void run() {
        try (KafkaConsumer<byte[], byte[]> consumer =
                        new LogThreads(job.rig(), RawLoopJob.PARTIALS.name(), 1).consumer(0);
                KafkaProducer<byte[], byte[]> producer = job.producer("shares")) {
            while (!loops.isOver()) {
                ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
                if (records.isEmpty()) {
                    continue;
                }
                Set<String> changed = new LinkedHashSet<>();
                for (ConsumerRecord<byte[], byte[]> record : records) {
                    String book = new String(record.key(), UTF_8);
                    books.computeIfAbsent(book, name -> new Parts(job.threads()))
                            .take(ByteBuffer.wrap(record.value()));
                    changed.add(book);
                }
                producer.beginTransaction();
                for (String book : changed) {
                    producer.send(new ProducerRecord<>(
                            RawLoopJob.SHARES.name(),
                            book.getBytes(UTF_8),
                            serializer.serialize(RawLoopJob.SHARES.name(), shares(book))));
                }
                producer.sendOffsetsToTransaction(records.nextOffsets(), GROUP);
                producer.commitTransaction();
            }
        }
    }

    private MineralShares shares(String book) {
        BookKey key = BookKey.of(book);
        Parts parts = books.get(book);
        Windows windows = parts.windows();
        Window newest = windows.at(parts.clock().newestMonth()).orElseThrow();
        return Shares.of(key, newest, windows.yearBefore(newest), catalogue.reliance(key.reporter(), key.mineral()));
    }

    /** A book as the threads have told it. */
    private static final class Parts {

        private final Countries countries = new Countries();
        private final NavigableMap<Integer, Totals>[] months;
        private final Clock[] clocks;

        @SuppressWarnings({"unchecked", "rawtypes"}) // of nothing but such maps
        Parts(int threads) {
            months = new NavigableMap[threads];
            clocks = new Clock[threads];
        }

        void take(ByteBuffer partial) {
            int thread = partial.get();
            clocks[thread] = clock(partial.getShort(), partial.getShort(), partial.getShort());
            if (months[thread] == null) {
                months[thread] = new TreeMap<>();
            }
            months[thread].putAll(RawBook.months(partial, countries));
        }

        Windows windows() {
            NavigableMap<Integer, Totals> sums = new TreeMap<>();
            for (NavigableMap<Integer, Totals> part : months) {
                if (part != null) {
                    part.forEach((month, totals) -> sums.computeIfAbsent(month, name -> new Totals(countries))
                            .add(totals, 1));
                }
            }
            return new WindowSums(sums, countries).windows(clock(), WindowRule.DEFAULT);
        }

        /** Complete is what every thread calls complete. */
        Clock clock() {
            int first = Integer.MAX_VALUE;
            int newest = RawOwner.NONE;
            int complete = Integer.MAX_VALUE;
            for (Clock clock : clocks) {
                if (clock == null) {
                    complete = RawOwner.NONE;
                } else {
                    first = Math.min(first, clock.firstMonth());
                    newest = Math.max(newest, clock.newestMonth());
                    complete = Math.min(complete, clock.completeMonth().orElse(RawOwner.NONE));
                }
            }
            return clock(first, newest, complete);
        }

        private static Clock clock(int first, int newest, int complete) {
            return new Clock(
                    1, first, newest, complete == RawOwner.NONE ? OptionalInt.empty() : OptionalInt.of(complete));
        }
    }
}
