package org.lodewatch.benchmarks.trade;

import java.time.Clock;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.lodewatch.benchmarks.frame.Rig;
import org.lodewatch.benchmarks.synthetic.SyntheticFeed;
import org.lodewatch.benchmarks.synthetic.SyntheticTrade;
import org.lodewatch.cli.policies.PolicyTopic;
import org.lodewatch.clients.kafka.KafkaCluster;
import org.lodewatch.producer.feed.FeedReader;
import org.lodewatch.producer.publish.FeedReport;
import org.lodewatch.producer.publish.FeedRun;
import org.lodewatch.producer.publish.ImportPublisher;
import org.lodewatch.producer.publish.PublishProgress;
import org.lodewatch.producer.rules.ImportRules;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.catalogue.Country;
import org.lodewatch.schemas.topics.Topic;
import org.lodewatch.schemas.topics.Topics;

/**
 * Made-up customs imports, the same for the same figures.
 *
 * @param records rows of the feed: 5 % repeat an earlier one, 3 % revise one, 0.5 % withdraw one, 0.1 % are invalid
 * @param minerals up to as many as the catalogue has
 * @param reporters importing countries; with the minerals they make the books
 * @param origins countries of origin
 * @param months statistical periods, up to 12 of which are a window
 * @param partitions of customs-imports
 */
public record Workload(long records, long seed, int minerals, int reporters, int origins, int months, int partitions) {

    public static final long DEFAULT_SEED = 20260614;

    private static final String DATASET = "made-up-customs-statistics";
    /** The last of its months. */
    public static final YearMonth LAST = YearMonth.of(2025, 12);

    private static final String FIRST_REPORTER = "US";

    /** The usual one, made up in the usual way. */
    public static Workload of(long records) {
        return of(records, DEFAULT_SEED);
    }

    /** The usual one: one reporter's imports of 50 minerals from 60 countries in 24 months, in 12 partitions. */
    public static Workload of(long records, long seed) {
        return new Workload(
                records,
                seed,
                SyntheticTrade.MINERALS,
                1,
                SyntheticTrade.ORIGINS,
                SyntheticTrade.MONTHS,
                Topics.INPUT_PARTITIONS);
    }

    public Workload withRecords(long other) {
        return new Workload(other, seed, minerals, reporters, origins, months, partitions);
    }

    /** With so many reporters that there are about so many books. */
    public Workload withBooks(int books) {
        int each = trade(Catalogue.bundled()).codes().size();
        int importing = Math.max(1, Math.round((float) books / each));
        return new Workload(records, seed, minerals, importing, origins, months, partitions);
    }

    public Workload withOrigins(int other) {
        return new Workload(records, seed, minerals, reporters, other, months, partitions);
    }

    public Workload withMonths(int other) {
        return new Workload(records, seed, minerals, reporters, origins, other, partitions);
    }

    public Workload withPartitions(int other) {
        return new Workload(records, seed, minerals, reporters, origins, months, other);
    }

    /**
     * Creates the topics, and publishes it all, with the publisher that feeds use; where there is the beginning of it
     * already, the rest.
     */
    public PublishResult publish(Rig rig) {
        createTopics(rig.cluster());
        Catalogue catalogue = Catalogue.bundled();
        SyntheticFeed feed = new SyntheticFeed(trade(catalogue), seed, records);
        long start = System.nanoTime();
        try (ImportPublisher publisher =
                ImportPublisher.connect(feed.id(), rig.cluster().settings().properties())) {
            ImportRules rules =
                    new ImportRules(country -> catalogue.country(country).isPresent(), Clock.systemUTC());
            FeedReport report =
                    new FeedRun(feed, publisher, rules, FeedRun.Options.DEFAULT, PublishProgress.SILENT).run();
            return new PublishResult(report.published(), report.rejectedRows(), (System.nanoTime() - start) / 1e9);
        }
    }

    /** What comes after it, without end: more of the same trade. */
    public FeedReader rest() {
        return new SyntheticFeed(trade(Catalogue.bundled()), seed, Long.MAX_VALUE).openAt(records);
    }

    private void createTopics(KafkaCluster cluster) {
        Topic<String, SpecificRecord> usual = Topics.CUSTOMS_IMPORTS;
        cluster.topics()
                .create(
                        List.of(new Topic<>(
                                usual.name(), usual.keySerde(), usual.content(), partitions, usual.config())),
                        Optional.empty());
        PolicyTopic.createTopics(cluster, Optional.empty());
    }

    private SyntheticTrade trade(Catalogue catalogue) {
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
