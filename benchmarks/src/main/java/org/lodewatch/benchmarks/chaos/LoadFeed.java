package org.lodewatch.benchmarks.chaos;

import java.io.IOException;
import java.time.YearMonth;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.locks.LockSupport;
import org.lodewatch.benchmarks.synthetic.SyntheticFeed;
import org.lodewatch.benchmarks.synthetic.SyntheticTrade;
import org.lodewatch.producer.feed.DatasetDeclaration;
import org.lodewatch.producer.feed.Feed;
import org.lodewatch.producer.feed.FeedItem;
import org.lodewatch.producer.feed.FeedReader;
import org.lodewatch.producer.publish.FeedRun;
import org.lodewatch.producer.publish.ImportPublisher;
import org.lodewatch.producer.publish.PublishProgress;
import org.lodewatch.producer.rules.ImportRules;
import org.lodewatch.schemas.OperatorException;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.catalogue.Classification;

/** A process that publishes synthetic trade at a steady rate. */
final class LoadFeed {

    static final String DATASET = "bulk";

    private static final long SECOND = 1_000_000_000;

    private LoadFeed() {}

    /** The feed. @param records rows, repeated and invalid ones included */
    static SyntheticFeed feed(long seed, long records) {
        return new SyntheticFeed(trade(DATASET), seed, records);
    }

    static SyntheticTrade trade(String dataset) {
        return SyntheticTrade.of(Catalogue.bundled(), dataset, List.of("US", "JP", "KR"), YearMonth.of(2025, 12));
    }

    /** @param args seed, rows, rows per second, and client properties as {@code name=value} */
    public static void main(String... args) {
        Map<String, String> properties = new HashMap<>();
        for (String property : List.of(args).subList(3, args.length)) {
            int sign = property.indexOf('=');
            properties.put(property.substring(0, sign), property.substring(sign + 1));
        }
        Catalogue catalogue = Catalogue.bundled();
        Feed feed = new SteadyFeed(feed(Long.parseLong(args[0]), Long.parseLong(args[1])), Long.parseLong(args[2]));
        // Some rows are invalid; nothing is traded under codes that the trade does not have.
        FeedRun.Options options = new FeedRun.Options(
                false,
                false,
                true,
                DatasetDeclaration.NONE.withCodes(catalogue.commodities().stream()
                        .map(Classification::prefix)
                        .toList()));
        try (ImportPublisher publisher = ImportPublisher.connect(feed.id(), properties)) {
            new FeedRun(feed, publisher, ImportRules.of(catalogue), options, PublishProgress.SILENT).run();
            System.out.println("all is published");
        } catch (OperatorException e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }

    /** Returns rows no faster than at a rate. */
    private record SteadyFeed(Feed all, long perSecond) implements Feed {

        @Override
        public String id() {
            return all.id();
        }

        @Override
        public FeedReader open(Optional<String> cursor) {
            FeedReader reader = all.open(cursor);
            long start = System.nanoTime();
            return new FeedReader() {

                private long returned;

                @Override
                public boolean resumed() {
                    return reader.resumed();
                }

                @Override
                public Optional<FeedItem> next() throws IOException {
                    long due = start + returned++ * SECOND / perSecond;
                    long wait = due - System.nanoTime();
                    if (wait > 0) {
                        LockSupport.parkNanos(wait);
                    }
                    return reader.next();
                }

                @Override
                public long bytesRead() {
                    return reader.bytesRead();
                }

                @Override
                public OptionalLong bytesTotal() {
                    return reader.bytesTotal();
                }

                @Override
                public void close() throws IOException {
                    reader.close();
                }
            };
        }
    }
}
