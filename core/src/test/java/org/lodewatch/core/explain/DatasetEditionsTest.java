package org.lodewatch.core.explain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.lodewatch.core.explain.DatasetEditions.Edition;
import org.lodewatch.core.ledger.Lines;
import org.lodewatch.schemas.catalogue.Catalogue;

class DatasetEditionsTest {

    private static final Instant FIRST = Instant.parse("2026-06-07T00:00:00Z");
    private static final Instant SECOND = FIRST.plusSeconds(60);
    private static final Instant THIRD = SECOND.plusSeconds(60);

    @Test
    void recordsOfOneRevisionAreAnEditionTheNewestFirst() {
        DatasetEditions editions =
                new DatasetEditions(Catalogue.bundled(), "us-census", Set.of("antimony", "antimony-oxide"));
        // Partitions are read one after the other.
        editions.add(SECOND, Lines.line().setRevision(20260607).build());
        editions.add(THIRD, Lines.line().setRevision(20260614).build());
        editions.add(
                FIRST,
                Lines.line()
                        .setRevision(20260607)
                        .setCommodityCode(Lines.GALLIUM)
                        .build());
        editions.add(FIRST, Lines.line().setDataset("other").build());
        editions.add(FIRST, Lines.complete("2024-12"));

        assertThat(editions.newestFirst())
                .containsExactly(new Edition(20260614, 1, 1, THIRD, THIRD), new Edition(20260607, 2, 1, FIRST, SECOND));
    }
}
