package org.lodewatch.benchmarks.workload;

import java.time.YearMonth;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.lodewatch.benchmarks.experiment.BrokerProcess;
import org.lodewatch.benchmarks.experiment.Experiment;
import org.lodewatch.benchmarks.synthetic.SyntheticFeed;
import org.lodewatch.benchmarks.synthetic.SyntheticTrade;
import org.lodewatch.cli.policies.PolicyTopic;
import org.lodewatch.producer.feed.DatasetDeclaration;
import org.lodewatch.producer.publish.FeedReport;
import org.lodewatch.producer.publish.FeedRun;
import org.lodewatch.producer.publish.ImportPublisher;
import org.lodewatch.producer.publish.PublishProgress;
import org.lodewatch.producer.rules.ImportRow;
import org.lodewatch.producer.rules.ImportRules;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.catalogue.Classification;
import org.lodewatch.schemas.catalogue.Country;
import org.lodewatch.schemas.topics.Topic;
import org.lodewatch.schemas.topics.Topics;

/**
 * A log of synthetic customs imports; equal parameters make equal logs.
 *
 * @param records rows of the feed: 5 % repeat an earlier one, 3 % revise one, 0.5 % withdraw one, 0.1 % are invalid
 * @param minerals at most; the catalogue may have fewer. Each has a book for each form, and one that adds them up
 * @param reporters importing countries; each has all books
 * @param origins countries of origin
 * @param months statistical periods, of which 12 are a window
 * @param partitions of customs-imports
 */
public record Workload(long records, long seed, int minerals, int reporters, int origins, int months, int partitions) {

    public static final long DEFAULT_SEED = 20260614;

    /** The last of its months. */
    public static final YearMonth LAST = YearMonth.of(2025, 12);

    /**
     * Some rows are invalid, and policies are to judge the windows nevertheless. Nothing is traded under codes that the trade
     * does not have: its books are whole.
     */
    private static final FeedRun.Options ACCEPT_PARTIAL = new FeedRun.Options(
            false,
            false,
            true,
            DatasetDeclaration.NONE.withCodes(Catalogue.bundled().commodities().stream()
                    .map(Classification::prefix)
                    .toList()));

    private static final String DATASET = "made-up-customs-statistics";
    private static final String FIRST_REPORTER = "US";

    /**
     * What the publisher did.
     *
     * @param records published
     * @param rejected invalid rows
     */
    public record PublishedRows(long records, long rejected, double seconds) {

        public double recordsPerSecond() {
            return records / seconds;
        }
    }

    /** One reporter's imports of 50 minerals from 60 countries in 24 months, in 12 partitions. */
    public static Workload of(long records, long seed) {
        return of(records, seed, SyntheticTrade.MINERALS);
    }

    /** As {@link #of(long, long)} with fewer minerals. @param minerals at most, as of {@link #mineralsOf} */
    public static Workload of(long records, long seed, int minerals) {
        return new Workload(
                records, seed, minerals, 1, SyntheticTrade.ORIGINS, SyntheticTrade.MONTHS, Topics.INPUT_PARTITIONS);
    }

    /** How many reporters make about this many books. */
    public static int reportersOf(int books) {
        return Math.max(1, Math.round((float) books / booksOf(SyntheticTrade.MINERALS)));
    }

    /** How many minerals make at most this many books of one reporter: one at least, and as many as usual at most. */
    public static int mineralsOf(int books) {
        return IntStream.rangeClosed(1, SyntheticTrade.MINERALS)
                .filter(minerals -> booksOf(minerals) <= books)
                .max()
                .orElse(1);
    }

    private static int booksOf(int minerals) {
        return of(0, DEFAULT_SEED, minerals).trade().booksOfReporter(Catalogue.bundled());
    }

    /** Creates the topics, and publishes all of it with the publisher of feeds. */
    public PublishedRows publish(BrokerProcess broker) {
        Experiment.progress("publishing %,d records", records);
        Topic<String, SpecificRecord> usual = Topics.CUSTOMS_IMPORTS;
        Topic<?, ?> imports = new Topic<>(usual.name(), usual.keySerde(), usual.content(), partitions, usual.config());
        broker.cluster().topics().create(List.of(imports), Optional.empty());
        PolicyTopic.createTopics(broker.cluster(), Optional.empty());
        Catalogue catalogue = Catalogue.bundled();
        SyntheticFeed feed = new SyntheticFeed(trade(), seed, records);
        ImportRules rules = ImportRules.of(catalogue);
        long start = System.nanoTime();
        try (ImportPublisher publisher =
                ImportPublisher.connect(feed.id(), broker.cluster().settings().properties())) {
            FeedReport report = new FeedRun(feed, publisher, rules, ACCEPT_PARTIAL, PublishProgress.SILENT).run();
            return new PublishedRows(report.published(), report.rejectedRows(), (System.nanoTime() - start) / 1e9);
        }
    }

    /** More of the same trade, after its last record, without end. */
    public Iterator<ImportRow> rest() {
        return new SyntheticFeed(trade(), seed, Long.MAX_VALUE)
                .validRows(records)
                .map(SyntheticFeed.ValidRow::row)
                .iterator();
    }

    private SyntheticTrade trade() {
        Catalogue catalogue = Catalogue.bundled();
        List<String> importing = Stream.concat(
                        Stream.of(FIRST_REPORTER),
                        catalogue.countries().stream().map(Country::iso2).filter(country -> !isSpecial(country)))
                .limit(reporters)
                .toList();
        return SyntheticTrade.of(catalogue, DATASET, importing, minerals, origins, LAST.minusMonths(months - 1L), LAST);
    }

    private static boolean isSpecial(String country) {
        return country.equals(FIRST_REPORTER) || country.equals(Country.UNKNOWN);
    }
}
