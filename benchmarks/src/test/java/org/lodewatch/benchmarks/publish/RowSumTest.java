package org.lodewatch.benchmarks.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.lodewatch.producer.rules.ImportRow;

class RowSumTest {

    private static final ImportRow ONE = row("line-1", 100, OptionalLong.of(5));
    private static final ImportRow OTHER = row("line-2", 200, OptionalLong.empty());

    @Test
    void rowsInAnotherOrderAsTheyStandInTheLogComeToTheSame() {
        RowSum log = new RowSum();

        List.of(OTHER, ONE).forEach(row -> log.add(row.recordId(), row.publishedAt(Instant.EPOCH, true)));

        assertThat(log.isThatOf(sum(ONE, OTHER))).isTrue();
        assertThat(log.rows()).isEqualTo(2);
    }

    @Test
    void aRowThatIsLostDoubledOrChangedShows() {
        RowSum whole = sum(ONE, OTHER);

        assertThat(sum(ONE).isThatOf(whole)).isFalse();
        assertThat(sum(ONE, OTHER, OTHER).isThatOf(whole)).isFalse();
        assertThat(sum(ONE, ONE).isThatOf(whole)).isFalse();
        assertThat(sum(ONE, row("line-2", 201, OptionalLong.empty())).isThatOf(whole))
                .isFalse();
        assertThat(sum(ONE, row("line-3", 200, OptionalLong.empty())).isThatOf(whole))
                .isFalse();
        assertThat(sum(ONE, row("line-2", 200, OptionalLong.of(0))).isThatOf(whole))
                .isFalse();
    }

    private static RowSum sum(ImportRow... rows) {
        RowSum sum = new RowSum();
        List.of(rows).forEach(sum::add);
        return sum;
    }

    private static ImportRow row(String id, long cents, OptionalLong grams) {
        return new ImportRow("acme", id, 1, "US", "CN", "811010", "2025-01", cents, grams, false);
    }
}
