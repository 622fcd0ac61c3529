package org.lodewatch.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.lodewatch.schemas.catalogue.Catalogue;

class TopologyParametersTest {

    /** An empty log with an id. */
    static final LogEnds ANOTHER_LOG = new LogEnds() {
        @Override
        public OptionalLong lastUnread(int inputPartition) {
            return OptionalLong.empty();
        }

        @Override
        public String logId() {
            return "another";
        }
    };

    @Test
    void theBasisNamesCatalogueWindowHorizonAndLog() {
        TopologyParameters parameters =
                TopologyRig.parameters(Catalogue.bundled(), 1, ANOTHER_LOG, new SimpleMeterRegistry());

        assertThat(parameters.basis()).isEqualTo(Catalogue.bundled().fingerprint() + "/12/0/4another");
    }
}
