package org.lodewatch.core.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lodewatch.core.book.WindowRule;
import org.lodewatch.schemas.messages.PeriodState;

/**
 * The law of the ledger: any order and repetition of all revisions and declarations leads to the totals and clocks of the
 * last revisions and declarations alone. A revision may correct every field or withdraw the record.
 */
class ImportLedgerLawTest {

    private static final List<String> PERIODS =
            List.of("1990-01", "2024-11", "2024-12", "2026-06", "2024", "2025", "2026");

    private record Entry(String id, SpecificRecord message) {}

    private final List<Entry> all = new ArrayList<>();
    private final List<Entry> last = new ArrayList<>();

    static LongStream seeds() {
        return LongStream.range(0, 60);
    }

    private void records(Random random) {
        for (int id = 0; id < 40; id++) {
            Entry newest = null;
            for (int revision = random.nextInt(2); revision < 1 + random.nextInt(5); revision++) {
                newest = new Entry(
                        "id " + id,
                        Lines.line()
                                .setRevision(revision)
                                .setReporter(of(random, List.of("US", "DE", "VE")))
                                .setOrigin(of(random, List.of("CN", "BE", "US")))
                                .setCommodityCode(of(
                                        random,
                                        List.of(
                                                Lines.ANTIMONY_OXIDE,
                                                Lines.ANTIMONY_METAL,
                                                Lines.GALLIUM,
                                                Lines.ANTIMONY_ORE,
                                                // Another form until 2024 than since.
                                                "2825600010",
                                                Lines.SHOES)))
                                .setPeriod(of(random, PERIODS))
                                .setCustomsValueCents(random.nextInt(3))
                                .setNetWeightGrams(random.nextBoolean() ? null : Long.valueOf(random.nextInt(3)))
                                .setWithdrawn(random.nextInt(3) == 0)
                                .build());
                all.add(newest);
            }
            if (newest != null) {
                last.add(newest);
            }
        }
    }

    private void declarations(Random random) {
        for (String period : List.of("2024-11", "2024-12", "2025")) {
            Entry newest = null;
            for (int i = 0; i < random.nextInt(4); i++) {
                newest = new Entry(
                        "x",
                        Lines.declared(
                                period, of(random, List.of(PeriodState.values())), Lines.PUBLISHED.plusSeconds(i)));
                all.add(newest);
            }
            if (newest != null) {
                last.add(newest);
            }
        }
        all.add(new Entry("p", Lines.properties("general", "cif", 6, "USD", Lines.PUBLISHED)));
        Entry newest = new Entry("p", Lines.properties("general", "customs", 6, "EUR", Lines.PUBLISHED.plusSeconds(1)));
        all.add(newest);
        last.add(newest);
    }

    private static <T> T of(Random random, List<T> some) {
        return some.get(random.nextInt(some.size()));
    }

    private static ImportLedger ledger(List<Entry> entries) {
        ImportLedger ledger = Lines.ledger(WindowRule.DEFAULT);
        for (Entry entry : entries) {
            assertThat(ledger.apply(Lines.key(entry.id()), Lines.value(entry.message())))
                    .as("%s", entry)
                    .isNotEqualTo(Outcome.REJECTED);
        }
        return ledger;
    }

    /** Without the totals of countries that have no record left. */
    private static List<String> contents(ImportLedger ledger) {
        return Lines.contents(ledger).stream()
                .filter(line -> !line.endsWith(" 0 0 0 0 0"))
                // An owner all of whose records have moved away has only what is declared of its dataset.
                .filter(line -> !line.contains("periods=[]"))
                .toList();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void anyOrderLeadsToTheLedgerOfTheLastRevisions(long seed) {
        Random random = new Random(seed);
        records(random);
        declarations(random);
        all.addAll(new ArrayList<>(all.subList(0, all.size() / 3)));
        Collections.shuffle(all, random);

        assertThat(contents(ledger(all)))
                .as("seed %d", seed)
                .isEqualTo(contents(ledger(last)))
                .isNotEmpty();
    }
}
