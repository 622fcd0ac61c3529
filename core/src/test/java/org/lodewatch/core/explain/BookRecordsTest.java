package org.lodewatch.core.explain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.lodewatch.core.book.BookKey;
import org.lodewatch.core.book.WindowRule;
import org.lodewatch.core.ledger.Lines;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.messages.CustomsImport;
import org.lodewatch.schemas.values.Months;

class BookRecordsTest {

    private static final Instant FIRST = Instant.parse("2026-06-07T00:00:00Z");
    private static final Instant SECOND = Instant.parse("2026-06-14T00:00:00Z");

    private final BookRecords records = new BookRecords(
            Catalogue.bundled(), WindowRule.DEFAULT, new BookKey("us-census", "US", "antimony"), Instant.MAX);

    @Test
    void theRecordsOfAWindowHaveTheirRevisionAndTheirFormerValue() {
        add(FIRST, "première", line(1, "2024-11", 200_00));
        add(FIRST, "same", line(1, "2024-12", 300_00));
        add(FIRST, "before the window", line(1, "2023-12", 400_00));
        add(FIRST, "of another mineral", line(1, "2024-12", 500_00).setCommodityCode(Lines.GALLIUM));
        add(SECOND, "première", line(2, "2024-11", 250_00));
        add(SECOND, "same", line(2, "2024-12", 300_00));

        Map<String, BookRecord> window = records.in(Months.of("2024-12"), 12);

        assertThat(window).containsOnlyKeys("première", "same");
        BookRecord revised = window.get("première");
        assertThat(revised.cents()).isEqualTo(250_00);
        assertThat(revised.formerCents()).hasValue(200_00);
        assertThat(revised.revision()).isEqualTo(2);
        assertThat(revised.publishedAt()).isEqualTo(SECOND);
        assertThat(revised.code()).isEqualTo(Lines.ANTIMONY_OXIDE);
        assertThat(window.get("same").formerCents()).isEmpty();
    }

    @Test
    void aRepetitionKeepsTheFormerValueAndAWithdrawalEndsIt() {
        add(FIRST, "kept", line(1, "2024-12", 100_00));
        add(FIRST, "kept", line(2, "2024-12", 150_00));
        add(SECOND, "kept", line(3, "2024-12", 150_00));
        add(FIRST, "withdrawn", line(1, "2024-12", 100_00));
        add(SECOND, "withdrawn", line(2, "2024-12", 100_00).setWithdrawn(true));

        Map<String, BookRecord> window = records.in(Months.of("2024-12"), 12);

        assertThat(window).containsOnlyKeys("kept");
        assertThat(window.get("kept").formerCents()).hasValue(100_00);
    }

    private void add(Instant publishedAt, String id, CustomsImport.Builder line) {
        records.add(publishedAt, Lines.key(id), line.build());
    }

    private static CustomsImport.Builder line(long revision, String period, long cents) {
        return Lines.line().setRevision(revision).setPeriod(period).setCustomsValueCents(cents);
    }
}
