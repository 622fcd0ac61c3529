package org.lodewatch.benchmarks.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.lodewatch.producer.rules.ImportRow;

class RowChecksumTest {

    private static final ImportRow ONE = row("line-1", 100, OptionalLong.of(5));
    private static final ImportRow OTHER = row("line-2", 200, OptionalLong.empty());

    @Test
    void rowsInAnotherOrderHaveTheSameChecksum() {
        RowChecksum log = new RowChecksum();

        List.of(OTHER, ONE).forEach(row -> log.add(row.recordId(), row.publishedAt(Instant.EPOCH, true)));

        assertThat(log.isEqualTo(sum(ONE, OTHER))).isTrue();
        assertThat(log.rows()).isEqualTo(2);
    }

    @Test
    void aRowThatIsLostDoubledOrChangedChangesTheChecksum() {
        RowChecksum whole = sum(ONE, OTHER);

        assertThat(sum(ONE).isEqualTo(whole)).isFalse();
        assertThat(sum(ONE, OTHER, OTHER).isEqualTo(whole)).isFalse();
        assertThat(sum(ONE, ONE).isEqualTo(whole)).isFalse();
        assertThat(sum(ONE, row("line-2", 201, OptionalLong.empty())).isEqualTo(whole))
                .isFalse();
        assertThat(sum(ONE, row("line-3", 200, OptionalLong.empty())).isEqualTo(whole))
                .isFalse();
        assertThat(sum(ONE, row("line-2", 200, OptionalLong.of(0))).isEqualTo(whole))
                .isFalse();
    }

    private static RowChecksum sum(ImportRow... rows) {
        RowChecksum sum = new RowChecksum();
        List.of(rows).forEach(row -> sum.add(row.recordId(), row.publishedAt(Instant.EPOCH, false)));
        return sum;
    }

    private static ImportRow row(String id, long cents, OptionalLong grams) {
        return new ImportRow("acme", id, 1, "US", "CN", "811010", "2025-01", cents, grams, false);
    }
}
