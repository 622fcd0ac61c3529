package org.lodewatch.core.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lodewatch.core.book.BookKey;
import org.lodewatch.core.book.Totals;
import org.lodewatch.core.book.WindowRule;
import org.lodewatch.core.explain.BookChange.WindowChange;
import org.lodewatch.core.ledger.ImportLedger;
import org.lodewatch.core.ledger.LedgerBook;
import org.lodewatch.core.ledger.Lines;
import org.lodewatch.core.ledger.RandomLog;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.messages.CustomsImport;
import org.lodewatch.schemas.messages.DatasetProperties;
import org.lodewatch.schemas.serde.UndecodableException;
import org.lodewatch.schemas.values.Months;

class LogChangesTest {

    private static final Instant SINCE = Instant.parse("2026-06-10T00:00:00Z");
    private static final Instant BEFORE = SINCE.minusSeconds(1);
    private static final Catalogue CATALOGUE = Catalogue.bundled();
    private static final String CARBONATE = "283691";

    private final LogChanges log =
            new LogChanges(CATALOGUE, WindowRule.DEFAULT, SINCE, Instant.parse("2027-01-01T00:00:00Z"));

    @Test
    void eachCauseHasItsRecordsAndAllAddUpToTheDifference() {
        add(BEFORE, "kept", 1, "2024-11", "CN", 1_000_01);
        add(BEFORE, "raised", 1, "2024-11", "BE", 200_00);
        add(BEFORE, "withdrawn", 1, "2024-11", "TH", 50_03);
        add(SINCE, "raised", 2, "2024-11", "BE", 250_07);
        log.add(
                SINCE,
                Lines.key("withdrawn"),
                line(2, "2024-11", "TH", 50_03).setWithdrawn(true).build());
        add(SINCE, "late", 1, "2024-11", "FR", 10_00);
        add(SINCE, "new", 1, "2024-12", "CN", 500_00);

        BookChange oxide = change("antimony-oxide");

        assertThat(oxide.before()).isEqualTo(new RecordSum(3, 1_250_04));
        assertThat(oxide.after()).isEqualTo(new RecordSum(4, 1_760_08));
        assertThat(oxide.causes())
                .containsOnly(
                        Map.entry(ChangeCause.NEW_MONTH, new RecordSum(1, 500_00)),
                        Map.entry(ChangeCause.REVISION, new RecordSum(2, 60_07)),
                        Map.entry(ChangeCause.WITHDRAWAL, new RecordSum(1, -50_03)));
        assertThat(oxide.months().get(ChangeCause.NEW_MONTH)).hasToString("2024-12");
        WindowChange newest = oxide.newest().orElseThrow();
        assertThat(newest.asOfBefore()).isEqualTo(Months.of("2024-11"));
        assertThat(newest.asOfAfter()).isEqualTo(Months.of("2024-12"));
        assertThat(newest.shares().get(0).country()).isEqualTo("CN");
        assertThat(newest.shares().get(0).points())
                .isCloseTo(100 * (1500.01 / 1760.08 - 1000.01 / 1250.04), within(1e-9));
    }

    @Test
    void aDeclarationThatIsNotValidDeclaresNoCurrency() {
        String dataset = Lines.line().getDataset();
        add(SINCE, "a", 1, "2024-12", "CN", 100_00);
        log.add(
                SINCE,
                Lines.key("p"),
                new DatasetProperties(dataset, -54, 6, "general", "customs", "EUR", null, SINCE.plusSeconds(1)));
        assertThat(change("antimony-oxide").currency()).isEqualTo("USD");
    }

    @Test
    void aValidDeclarationDeclaresTheCurrency() {
        String dataset = Lines.line().getDataset();
        add(SINCE, "a", 1, "2024-12", "CN", 100_00);
        log.add(SINCE, Lines.key("p"), new DatasetProperties(dataset, 1, 6, "general", "customs", "EUR", null, SINCE));
        assertThat(change("antimony-oxide").currency()).isEqualTo("EUR");
    }

    @Test
    void anOriginThatBecomesKnownMovesValueFromUnknownOriginsToTheCountry() {
        add(BEFORE, "a", 1, "2024-12", "XX", 300_00);
        add(BEFORE, "b", 1, "2024-12", "BE", 100_00);
        add(SINCE, "a", 2, "2024-12", "CN", 300_00);

        BookChange oxide = change("antimony-oxide");

        assertThat(oxide.causes()).containsOnly(Map.entry(ChangeCause.REVISION, new RecordSum(1, 0)));
        assertThat(oxide.newest().orElseThrow().shares())
                .extracting(share -> share.country() + " " + share.points())
                .containsExactly("CN 75.0", "XX -75.0");
    }

    @Test
    void aRecordThatMovesToAnotherFormIsReclassifiedInBothAndLeavesTheMineralAsItWas() {
        add(BEFORE, "a", 1, "2024-12", "CN", 300_00);
        add(
                SINCE,
                "a",
                Lines.line()
                        .setRevision(2)
                        .setCommodityCode(Lines.ANTIMONY_METAL)
                        .setCustomsValueCents(300_00));

        List<BookChange> changes = log.books();

        assertThat(changes)
                .extracting(change -> change.book().mineral() + " " + change.causes())
                .containsExactly(
                        "antimony-metal {RECLASSIFIED=RecordSum[records=1, cents=30000]}",
                        "antimony-oxide {RECLASSIFIED=RecordSum[records=1, cents=-30000]}");
    }

    @Test
    void aRecordThatMovesToAnotherMineralIsReclassifiedThere() {
        add(BEFORE, "a", 1, "2024-12", "CN", 300_00);
        add(SINCE, "a", Lines.line().setRevision(2).setCommodityCode(CARBONATE).setCustomsValueCents(280_00));

        assertThat(log.books())
                .filteredOn(change -> change.formOf().isEmpty())
                .extracting(change -> change.book().mineral() + " " + change.causes())
                .containsExactly(
                        "antimony {RECLASSIFIED=RecordSum[records=1, cents=-30000]}",
                        "lithium {RECLASSIFIED=RecordSum[records=1, cents=28000]}");
    }

    @Test
    void aRevisionThatChangesNothingIsCountedAlone() {
        add(BEFORE, "a", 1, "2024-12", "CN", 300_00);
        add(SINCE, "a", 2, "2024-12", "CN", 300_00);
        add(SINCE, "shoes", Lines.line().setCommodityCode(Lines.SHOES));

        assertThat(log.books()).isEmpty();
        assertThat(log.unchanged()).isEqualTo(1);
        assertThat(log.uncounted()).isEqualTo(1);
    }

    @Test
    void aLowerRevisionThatArrivesLaterChangesNothing() {
        add(BEFORE, "a", 5, "2024-12", "CN", 300_00);
        add(SINCE, "a", 4, "2024-12", "CN", 100_00);

        assertThat(log.books()).isEmpty();
    }

    /** Whatever the log and the moments are, the values are those of ledgers that have read it up to each of them. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void valuesAreThoseOfTheLedgerAtEachMoment(long seed) {
        List<RandomLog.Entry> entries = new RandomLog(seed).log(3_000);
        int cut = entries.size() / 4 + new Random(seed).nextInt(entries.size() / 2);
        ImportLedger first = Lines.ledger(WindowRule.DEFAULT);
        ImportLedger second = Lines.ledger(WindowRule.DEFAULT);
        for (int i = 0; i < entries.size(); i++) {
            RandomLog.Entry entry = entries.get(i);
            second.apply(entry.key(), entry.value());
            if (i < cut) {
                first.apply(entry.key(), entry.value());
            }
            if (entry.key() != null && entry.key().length > 0) {
                Instant time = i < cut ? BEFORE : SINCE;
                decoded(entry.value()).ifPresent(message -> log.add(time, entry.key(), message));
            }
        }
        Map<BookKey, Long> values = values(second);
        values(first).forEach((book, value) -> values.merge(book, -value, Long::sum));
        values.values().removeIf(difference -> difference == 0);

        Map<BookKey, Long> changes = new HashMap<>();
        for (BookChange change : log.books()) {
            long sum = change.causes().values().stream()
                    .mapToLong(RecordSum::cents)
                    .sum();
            assertThat(change.after().cents() - change.before().cents()).isEqualTo(sum);
            if (sum != 0) {
                changes.put(change.book(), sum);
            }
        }
        assertThat(values).isNotEmpty();
        assertThat(changes).isEqualTo(values);
    }

    private static Optional<SpecificRecord> decoded(byte[] value) {
        try {
            return value == null ? Optional.empty() : Optional.of(Lines.decoded(value));
        } catch (UndecodableException e) {
            return Optional.empty();
        }
    }

    /** The value of every book, of forms and of the minerals that add them up. */
    private static Map<BookKey, Long> values(ImportLedger ledger) {
        Map<BookKey, Long> values = new HashMap<>();
        for (LedgerBook book : ledger.books()) {
            long value = book.totals().values().stream()
                    .flatMapToLong(totals ->
                            IntStream.range(0, totals.size()).mapToLong(entry -> totals.get(entry, Totals.VALUE)))
                    .sum();
            BookKey key = book.key();
            values.merge(key, value, Long::sum);
            CATALOGUE
                    .sumOf(key.mineral())
                    .ifPresent(sum -> values.merge(new BookKey(key.dataset(), key.reporter(), sum), value, Long::sum));
        }
        return values;
    }

    private BookChange change(String book) {
        return log.books().stream()
                .filter(change -> change.book().mineral().equals(book))
                .findFirst()
                .orElseThrow();
    }

    private void add(Instant time, String id, long revision, String period, String origin, long cents) {
        add(time, id, line(revision, period, origin, cents));
    }

    private void add(Instant time, String id, CustomsImport.Builder line) {
        log.add(time, Lines.key(id), line.build());
    }

    private static CustomsImport.Builder line(long revision, String period, String origin, long cents) {
        return Lines.line()
                .setRevision(revision)
                .setPeriod(period)
                .setOrigin(origin)
                .setCustomsValueCents(cents);
    }
}
