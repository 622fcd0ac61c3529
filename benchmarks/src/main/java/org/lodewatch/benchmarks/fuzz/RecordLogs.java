package org.lodewatch.benchmarks.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serde;
import org.lodewatch.core.batch.BatchRecount;
import org.lodewatch.core.book.WindowRule;
import org.lodewatch.core.ledger.ImportLedger;
import org.lodewatch.core.ledger.Outcome;
import org.lodewatch.core.ledger.QuickDecoder;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.messages.CustomsImport;
import org.lodewatch.schemas.messages.DatasetProperties;
import org.lodewatch.schemas.messages.MineralShares;
import org.lodewatch.schemas.messages.PeriodComplete;
import org.lodewatch.schemas.messages.PeriodState;
import org.lodewatch.schemas.serde.WireFormats;
import org.lodewatch.schemas.topics.Topics;
import org.lodewatch.schemas.values.ImportBounds;
import org.lodewatch.schemas.values.RejectionReason;

/**
 * Short logs of customs-imports, in which some keys and values are damaged or absurd. The ledger must reject what is not
 * plausible, and its totals and the shares of the recount must be those of a plain sum over the rest.
 */
final class RecordLogs implements InputSource {

    static final Instant PUBLISHED = Instant.parse("2026-06-07T12:00:00Z");

    private static final int MOST_RECORDS = 12;
    private static final int INPUT_PARTITIONS = 1;

    private final Serde<SpecificRecord> serde = Topics.CUSTOMS_IMPORTS.valueSerde(WireFormats.WITHOUT_REGISTRY);
    private final List<String> codes = Catalogue.bundled().commodities().stream()
            .map(commodity -> (commodity.prefix() + "0000")
                    .substring(0, Math.max(6, commodity.prefix().length())))
            .toList();

    /** One Kafka record; key and value may be null. */
    private record Entry(byte[] key, byte[] value) {

        String shown() {
            return (key == null ? "null" : HexFormat.of().formatHex(key)) + "="
                    + (value == null ? "null" : HexFormat.of().formatHex(value));
        }
    }

    @Override
    public FuzzInput input(Chance chance) {
        List<Entry> log = new ArrayList<>();
        for (int left = chance.from(1, MOST_RECORDS); left > 0; left--) {
            log.add(entry(chance));
        }
        return new RecordLog(log, this::decoded);
    }

    private SpecificRecord decoded(byte[] value) {
        return serde.deserializer().deserialize(Topics.CUSTOMS_IMPORTS.name(), value);
    }

    private Entry entry(Chance chance) {
        byte[] key = ("id-" + chance.below(4)).getBytes(UTF_8);
        byte[] value = serde.serializer().serialize(Topics.CUSTOMS_IMPORTS.name(), message(chance));
        if (chance.oneIn(30)) {
            key = chance.of(null, new byte[0], chance.mutated(key), chance.bytes(chance.from(1, 2000)));
        }
        if (chance.oneIn(12)) {
            value = chance.oneIn(12) ? null : chance.mutated(value);
        }
        return new Entry(key, value);
    }

    private SpecificRecord message(Chance chance) {
        return switch (chance.below(10)) {
            case 0 ->
                new PeriodComplete(
                        dataset(chance),
                        country(chance),
                        period(chance),
                        moment(chance),
                        chance.of(PeriodState.values()));
            case 1 ->
                new DatasetProperties(
                        dataset(chance),
                        chance.of(1, 1, 12, 0, -1, Integer.MAX_VALUE),
                        chance.of(6, 10, 0, 1, 11, -6),
                        chance.of(null, "general", "consumption", "", chance.oddText()),
                        chance.of(null, "customs", "cif", chance.oddText()),
                        chance.of("USD", "EUR", "", "usd", chance.oddText()),
                        chance.oneIn(2) ? null : List.of(code(chance), code(chance)),
                        moment(chance));
            default -> line(chance);
        };
    }

    private CustomsImport line(Chance chance) {
        return new CustomsImport(
                dataset(chance),
                chance.oneIn(30) ? chance.anyLong() : chance.from(0, 3),
                country(chance),
                country(chance),
                code(chance),
                period(chance),
                chance.oneIn(30)
                        ? chance.of(chance.anyLong(), ImportBounds.MAX_VALUE_CENTS, ImportBounds.MAX_VALUE_CENTS + 1)
                        : (long) chance.below(1_000_000),
                chance.oneIn(8)
                        ? chance.of(null, 0L, chance.anyLong(), ImportBounds.MAX_WEIGHT_GRAMS)
                        : (Long) (long) chance.below(1_000_000),
                chance.oneIn(8),
                chance.oneIn(2),
                moment(chance));
    }

    private static String dataset(Chance chance) {
        return chance.oneIn(60) ? chance.of(chance.oddText(), "d".repeat(63), "d".repeat(64), "-d") : "us-census";
    }

    private static String country(Chance chance) {
        return chance.oneIn(60) ? chance.oddText() : chance.of("US", "US", "CN", "DE", "CD", "XX");
    }

    private String code(Chance chance) {
        return chance.oneIn(30) ? chance.of(chance.oddNumber(), "640399", "28", "12345678901") : chance.of(codes);
    }

    private static String period(Chance chance) {
        return chance.oneIn(30)
                ? chance.of(chance.oddText(), "1990-01", "1989-12", "2026-06", "2026-07", "2026", "2024", "20240-1")
                : "%d-%02d".formatted(chance.from(2023, 2025), chance.from(1, 12));
    }

    private static Instant moment(Chance chance) {
        return chance.oneIn(30)
                ? chance.of(
                        Instant.EPOCH, Instant.ofEpochMilli(chance.anyLong()), Instant.parse("2100-01-01T00:00:00Z"))
                : PUBLISHED.plusSeconds(chance.below(3));
    }

    private record RecordLog(List<Entry> log, Function<byte[], SpecificRecord> decoder) implements FuzzInput {

        @Override
        public Verdict check() throws WrongAnswer {
            Catalogue catalogue = Catalogue.bundled();
            ImportLedger ledger = new ImportLedger(new QuickDecoder(decoder), catalogue, WindowRule.DEFAULT);
            BatchRecount recount = new BatchRecount(decoder, catalogue, WindowRule.DEFAULT, INPUT_PARTITIONS);
            PlainSums sums = new PlainSums(catalogue);
            boolean anyRejected = false;
            for (Entry entry : log) {
                boolean rejected = ledger.apply(entry.key(), entry.value()) == Outcome.REJECTED;
                anyRejected |= rejected;
                boolean plausible = sums.add(entry.key(), entry.value(), decoder);
                if (rejected) {
                    Refusals.requireOneLine(ledger.rejection().message());
                }
                boolean conflicts = rejected && ledger.rejection().reason() == RejectionReason.CONFLICTING_CONTENT;
                WrongAnswer.requireEqual("rejection of " + entry.shown(), !plausible, rejected && !conflicts);
                WrongAnswer.requireEqual("use by the recount", !rejected, recount.add(0, entry.key(), entry.value()));
            }
            WrongAnswer.requireEqual("totals of the ledger", sums.byMonth(), PlainSums.of(ledger));
            for (Map.Entry<String, MineralShares> shares : recount.shares().entrySet()) {
                WrongAnswer.requireEqual(
                        "recount of a window",
                        sums.ofWindow(shares.getValue()),
                        shares.getValue().getTotalValueCents());
            }
            return Verdict.refusedIf(anyRejected);
        }

        @Override
        public String shown() {
            return String.join(" ", log.stream().map(Entry::shown).toList());
        }
    }
}
