package org.lodewatch.guarantees;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.lodewatch.cli.reset.Reset;
import org.lodewatch.cli.verify.Verification;
import org.lodewatch.core.book.WindowRule;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.messages.CustomsImport;
import org.lodewatch.schemas.messages.PeriodComplete;
import org.lodewatch.schemas.messages.PeriodState;
import org.lodewatch.schemas.topics.Topics;

/**
 * Whatever was published before, a start with another horizon or catalogue, or after a reset, leads to what a fresh start from the
 * same log gives: after a log that holds every kind of fault.
 */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class FreshStartIT {

    private static final String COBALT = "810520";
    private static final String ANTIMONY = "811010";

    @TempDir
    private Path place;

    @Test
    void everyStartLeadsToWhatAFreshStartGives() throws Exception {
        Catalogue bundled = Catalogue.bundled();
        Catalogue other =
                Catalogue.load(StartedAgainIT.catalogueWhereAntimonyCountsAsArsenic(place.resolve("catalogue")));
        try (TrialCluster cluster = TrialCluster.shared()) {
            publish(cluster, history());
            start(cluster, 0, bundled);
            publish(cluster, faults());
            start(cluster, 0, bundled);
            int windows =
                    Published.on(cluster.bootstrapServers()).view().shares().size();

            start(cluster, 36, bundled);
            assertThat(Published.on(cluster.bootstrapServers()).view().shares()).hasSizeLessThan(windows);
            publish(cluster, corrections());
            start(cluster, 24, other);
            assertThat(Published.on(cluster.bootstrapServers()).view().shares().keySet())
                    .noneMatch(key -> key.contains("/antimony@"));
            reset(cluster);
            start(cluster, 36, other);
            publish(cluster, corrections());
            reset(cluster);
            start(cluster, 0, bundled);
        }
    }

    /** Runs an instance, and compares everything that is published with the recount of the log. */
    private void start(TrialCluster cluster, int horizon, Catalogue catalogue) {
        cluster.awaitNoMembers();
        ShortRun.of(cluster, place, Map.of("horizon.months", Integer.toString(horizon)), catalogue);
        assertThat(new Verification(cluster.client(), catalogue, new WindowRule(12, horizon))
                        .await(Duration.ofSeconds(20))
                        .differences())
                .isEmpty();
        new LegalAlertLives().doAssert(Published.on(cluster.bootstrapServers()));
    }

    private static void reset(TrialCluster cluster) {
        cluster.awaitNoMembers();
        new Reset(cluster.client(), TrialCluster.APPLICATION).plan().forEach(Reset.Step::execute);
    }

    /** Ten years of two minerals, declared complete. */
    private static List<ProducerRecord<String, SpecificRecord>> history() {
        List<ProducerRecord<String, SpecificRecord>> records = new ArrayList<>();
        for (int year = 2010; year <= 2019; year++) {
            records.add(line("CN/" + year, 1, "CN", COBALT, year, 70 + year % 3, false));
            records.add(line("FI/" + year, 1, "FI", COBALT, year, 30, false));
            records.add(line("sb/CN/" + year, 1, "CN", ANTIMONY, year, 60, false));
            records.add(line("sb/VN/" + year, 1, "VN", ANTIMONY, year, 40, false));
            records.addAll(declared(year, PeriodState.COMPLETE));
        }
        return records;
    }

    private static List<ProducerRecord<String, SpecificRecord>> faults() {
        List<ProducerRecord<String, SpecificRecord>> records = new ArrayList<>();
        // A mistyped year, and a period in which nothing stands.
        records.add(line("mistyped", 1, "NO", COBALT, 2025, 90, false));
        records.addAll(declared(2025, PeriodState.COMPLETE));
        // Other content under the same revision, a repeat, and a lower revision.
        records.add(line("CN/2018", 1, "CN", COBALT, 2018, 500, false));
        records.add(line("FI/2018", 1, "FI", COBALT, 2018, 30, false));
        records.add(line("FI/2018", 0, "FI", COBALT, 2018, 300, false));
        // Goods that come back, a withdrawal, an unknown country, and a period of which rows are missing.
        records.add(line("back", 1, "US", COBALT, 2019, 400, false));
        records.add(line("sb/VN/2017", 2, "VN", ANTIMONY, 2017, 40, true));
        records.add(line("nowhere", 1, "ZZ", COBALT, 2019, 400, false));
        records.addAll(declared(2016, PeriodState.PARTIAL));
        return records;
    }

    private static List<ProducerRecord<String, SpecificRecord>> corrections() {
        List<ProducerRecord<String, SpecificRecord>> records = new ArrayList<>();
        records.add(line("mistyped", 2, "NO", COBALT, 2015, 90, false));
        records.add(line("CN/2019", 2, "AU", COBALT, 2019, 71, false));
        records.add(line("sb/CN/2016", 2, "CN", COBALT, 2016, 60, false));
        records.addAll(declared(2016, PeriodState.ACCEPTED));
        return records;
    }

    private static ProducerRecord<String, SpecificRecord> line(
            String id, long revision, String origin, String code, int year, long millions, boolean withdrawn) {
        return new ProducerRecord<>(
                Topics.CUSTOMS_IMPORTS.name(),
                id,
                CustomsImport.newBuilder()
                        .setDataset("acme")
                        .setRevision(revision)
                        .setReporter("US")
                        .setOrigin(origin)
                        .setCommodityCode(code)
                        .setPeriod(Integer.toString(year))
                        .setCustomsValueCents(millions * 100_000_000)
                        .setWithdrawn(withdrawn)
                        .setPublishedAt(Instant.now())
                        .build());
    }

    private static List<ProducerRecord<String, SpecificRecord>> declared(int year, PeriodState state) {
        List<ProducerRecord<String, SpecificRecord>> records = new ArrayList<>();
        for (int partition = 0; partition < Topics.INPUT_PARTITIONS; partition++) {
            records.add(new ProducerRecord<>(
                    Topics.CUSTOMS_IMPORTS.name(),
                    partition,
                    "acme/US/" + year,
                    new PeriodComplete("acme", "US", Integer.toString(year), Instant.now(), state)));
        }
        return records;
    }

    private static void publish(TrialCluster cluster, List<ProducerRecord<String, SpecificRecord>> records) {
        cluster.client().write(Topics.CUSTOMS_IMPORTS, records);
    }
}
