package org.lodewatch.benchmarks.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.lodewatch.core.batch.BatchRecount;
import org.lodewatch.core.batch.Comparison;
import org.lodewatch.core.batch.Difference;
import org.lodewatch.core.book.WindowRule;
import org.lodewatch.core.policy.Policies;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.messages.BookPartial;
import org.lodewatch.schemas.messages.CountryTotals;
import org.lodewatch.schemas.messages.CustomsImport;
import org.lodewatch.schemas.messages.DependencePolicy;
import org.lodewatch.schemas.messages.MineralShares;
import org.lodewatch.schemas.messages.MonthPartial;
import org.lodewatch.schemas.messages.PartialsBegin;
import org.lodewatch.schemas.messages.PartialsEnd;
import org.lodewatch.schemas.serde.UndecodableException;
import org.lodewatch.schemas.serde.WireFormats;
import org.lodewatch.schemas.topics.Topics;
import org.lodewatch.streams.partials.PartialsCheck;
import org.lodewatch.streams.topology.DependenceTopology;
import org.lodewatch.streams.topology.TopologyParameters;

/**
 * A short log through the whole topology, with records of strangers in lodewatch-partials and in both topics of policies. The
 * shares must be those of a recount of the log.
 */
final class InternalRecords implements InputSource {

    private static final Duration FLUSH = Duration.ofMillis(25);
    private static final Duration RESTATEMENT = Duration.ofSeconds(2);
    private static final int MOST_LINES = 6;
    private static final int MOST_STRAYS = 4;
    private static final int INPUT_PARTITIONS = 1;

    private final Catalogue catalogue = Catalogue.bundled();
    private final PartialsCheck rules = new PartialsCheck(catalogue, INPUT_PARTITIONS, 1);
    private final Serde<SpecificRecord> imports = Topics.CUSTOMS_IMPORTS.valueSerde(WireFormats.WITHOUT_REGISTRY);
    private final Serde<SpecificRecord> partials = Topics.PARTIALS.valueSerde(WireFormats.WITHOUT_REGISTRY);
    private final Serde<DependencePolicy> policies =
            Topics.DEPENDENCE_POLICIES.valueSerde(WireFormats.WITHOUT_REGISTRY);

    /** A record for a topic; key and value may be null. */
    private record Stray(String topic, byte[] key, byte[] value) {

        String shown() {
            return "%s %s=%s".formatted(topic, hex(key), hex(value));
        }

        private static String hex(byte[] bytes) {
            return bytes == null ? "null" : HexFormat.of().formatHex(bytes);
        }
    }

    @Override
    public FuzzInput input(Chance chance) {
        List<Stray> records = new ArrayList<>();
        for (int left = chance.from(1, MOST_LINES); left > 0; left--) {
            CustomsImport line = new CustomsImport(
                    "us-census",
                    (long) chance.below(3),
                    "US",
                    chance.of("CN", "TJ", "XX"),
                    chance.of("811010", "282580"),
                    "2025-%02d".formatted(chance.from(1, 12)),
                    (long) chance.below(1_000_000),
                    (long) chance.below(1_000_000),
                    chance.oneIn(8),
                    false,
                    RecordLogs.PUBLISHED);
            byte[] value = imports.serializer().serialize(Topics.CUSTOMS_IMPORTS.name(), line);
            records.add(new Stray(Topics.CUSTOMS_IMPORTS.name(), ("id-" + chance.below(4)).getBytes(UTF_8), value));
        }
        for (int left = chance.from(1, MOST_STRAYS); left > 0; left--) {
            records.add(chance.below(records.size() + 1), stray(chance));
        }
        return new Strays(records);
    }

    private Stray stray(Chance chance) {
        if (chance.oneIn(3)) {
            DependencePolicy policy = chance.of(Policies.initial());
            byte[] key = policy.getId().getBytes(UTF_8);
            byte[] value = policies.serializer().serialize(Topics.DEPENDENCE_POLICIES.name(), policy);
            return new Stray(
                    chance.of(Topics.DEPENDENCE_POLICIES.name(), Topics.POLICIES_BROADCAST.name()),
                    chance.oneIn(4) ? chance.mutated(key) : key,
                    chance.oneIn(8) ? null : chance.oneIn(8) ? value : chance.mutated(value));
        }
        SpecificRecord message = partial(chance);
        byte[] key = PartialsCheck.key(message).getBytes(UTF_8);
        byte[] value = partials.serializer().serialize(Topics.PARTIALS.name(), message);
        return new Stray(
                Topics.PARTIALS.name(),
                chance.oneIn(8) ? chance.of(null, chance.mutated(key), chance.bytes(8)) : key,
                chance.oneIn(8) ? null : chance.oneIn(3) ? value : chance.mutated(value));
    }

    private static SpecificRecord partial(Chance chance) {
        int partition = chance.of(0, 0, -1, 1, 999, Integer.MAX_VALUE);
        long generation = chance.oneIn(2) ? RecordLogs.PUBLISHED.toEpochMilli() : chance.anyLong();
        return switch (chance.below(6)) {
            case 0 -> new PartialsBegin(partition, generation, chance.of(1, 0, 12), chance.oddText());
            case 1 -> new PartialsEnd(partition, generation);
            default ->
                BookPartial.newBuilder()
                        .setInputPartition(partition)
                        .setGeneration(generation)
                        .setDataset(chance.of("us-census", "us-census", chance.oddText()))
                        .setReporter(chance.of("US", "US", "XX", chance.oddText()))
                        .setMineral(chance.of("antimony-oxide", "antimony", "no-such", chance.oddText()))
                        .setMonths(List.of(new MonthPartial(
                                chance.of(660, 665, -5, 0, Integer.MAX_VALUE, 2000),
                                List.of(new CountryTotals(
                                        chance.of("CN", "XX", "ZZ", chance.oddText()),
                                        chance.of(1L, 0L, -1L, chance.anyLong()),
                                        chance.of(100L, chance.anyLong(), Long.MAX_VALUE),
                                        chance.of(0L, chance.anyLong()),
                                        chance.of(0L, 1L, chance.anyLong()),
                                        chance.of(0L, chance.anyLong()))))))
                        .build();
        };
    }

    private final class Strays implements FuzzInput {

        private final List<Stray> records;

        Strays(List<Stray> records) {
            this.records = records;
        }

        @Override
        public Verdict check() throws Exception {
            BatchRecount recount = new BatchRecount(
                    value -> imports.deserializer().deserialize(Topics.CUSTOMS_IMPORTS.name(), value),
                    catalogue,
                    WindowRule.DEFAULT,
                    INPUT_PARTITIONS);
            boolean possible = false;
            Map<String, MineralShares> published = new TreeMap<>();
            TopologyParameters parameters = new TopologyParameters(
                    catalogue,
                    WindowRule.DEFAULT,
                    INPUT_PARTITIONS,
                    1,
                    FLUSH,
                    RESTATEMENT,
                    partition -> OptionalLong.empty(),
                    WireFormats.WITHOUT_REGISTRY,
                    new SimpleMeterRegistry());
            Instant now = RecordLogs.PUBLISHED;
            try (TopologyTestDriver driver =
                    new TopologyTestDriver(DependenceTopology.build(parameters), properties(), now)) {
                Map<String, TestInputTopic<byte[], byte[]>> topics = new TreeMap<>();
                TestOutputTopic<String, MineralShares> shares = driver.createOutputTopic(
                        Topics.MINERAL_SHARES.name(),
                        new StringDeserializer(),
                        Topics.MINERAL_SHARES
                                .valueSerde(WireFormats.WITHOUT_REGISTRY)
                                .deserializer());
                for (Stray record : records) {
                    topics.computeIfAbsent(
                                    record.topic(),
                                    name -> driver.createInputTopic(
                                            name, new ByteArraySerializer(), new ByteArraySerializer()))
                            .pipeInput(record.key(), record.value(), now);
                    if (record.topic().equals(Topics.CUSTOMS_IMPORTS.name())) {
                        recount.add(0, record.key(), record.value());
                    } else {
                        possible |= isPossible(record, now);
                    }
                    driver.advanceWallClockTime(FLUSH);
                }
                for (Duration step : List.of(FLUSH, RESTATEMENT, FLUSH, FLUSH)) {
                    driver.advanceWallClockTime(step);
                }
                shares.readKeyValuesToList().forEach(entry -> {
                    if (entry.value == null) {
                        published.remove(entry.key);
                    } else {
                        published.put(entry.key, entry.value);
                    }
                });
            }
            if (!possible) {
                List<Difference> differences = Comparison.ofShares(published, recount.shares());
                if (!differences.isEmpty()) {
                    throw new WrongAnswer(
                            "shares that differ from the recount",
                            differences.get(0).toString());
                }
            }
            return Verdict.refusedIf(possible);
        }

        /** Whether a record of partials could be an instance's own: then it counts, whoever wrote it. */
        private boolean isPossible(Stray record, Instant now) {
            if (!record.topic().equals(Topics.PARTIALS.name()) || record.value() == null) {
                return false;
            }
            try {
                SpecificRecord message = partials.deserializer().deserialize(record.topic(), record.value());
                return rules.fault(record.key(), message, 0, now.toEpochMilli()).isEmpty();
            } catch (UndecodableException e) {
                return false;
            }
        }

        @Override
        public String shown() {
            return records.stream().map(Stray::shown).collect(Collectors.joining(" "));
        }
    }

    private static Properties properties() {
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "fuzz");
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "nowhere:1");
        return properties;
    }
}
