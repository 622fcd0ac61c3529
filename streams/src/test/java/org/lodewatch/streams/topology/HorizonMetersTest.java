package org.lodewatch.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.lodewatch.core.book.WindowRule;

class HorizonMetersTest {

    private static final String BISMUTH = "810610";

    private static double hidden(TopologyRig rig) {
        return rig.meters
                .get("lodewatch.horizon.hidden.periods")
                .tags("dataset", "us-census", "reporter", "US")
                .gauge()
                .value();
    }

    @Test
    void aHorizonHidesPeriodsUntilTheClockMovesBack() {
        try (TopologyRig rig = new TopologyRig(TopologyRig.SIX_YEARS)) {
            rig.line("a", 1, "CN", BISMUTH, "2010-01", 10);
            rig.line("b", 1, "CN", BISMUTH, "2010-02", 10);
            rig.line("slip", 1, "CN", BISMUTH, "2024-02", 10);
            rig.settle();
            assertThat(hidden(rig)).isEqualTo(2);
            assertThat(rig.publishedShares()).containsOnlyKeys("us-census/US/bismuth@2024-02");

            rig.line("slip", 2, "CN", BISMUTH, "2010-03", 10);
            rig.settle();

            assertThat(hidden(rig)).isZero();
            assertThat(rig.publishedShares())
                    .containsOnlyKeys(
                            "us-census/US/bismuth@2010-01",
                            "us-census/US/bismuth@2010-02",
                            "us-census/US/bismuth@2010-03");
        }
    }

    @Test
    void byDefaultNothingIsHidden() {
        try (TopologyRig rig = new TopologyRig(WindowRule.DEFAULT)) {
            rig.line("a", 1, "CN", BISMUTH, "1990-01", 10);
            rig.line("b", 1, "CN", BISMUTH, "2026-01", 10);
            rig.settle();

            assertThat(hidden(rig)).isZero();
            assertThat(rig.publishedShares()).containsKeys("us-census/US/bismuth@1990-01");
        }
    }
}
