package org.lodewatch.benchmarks.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.lodewatch.benchmarks.experiment.BenchmarkException;

class ShareDifferencesTest {

    private static final UUID RIGHT = new UUID(1, 1);
    private static final UUID WRONG = new UUID(2, 2);

    private final ShareDifferences differences =
            new ShareDifferences(Map.of("antimony@2024", RIGHT, "cobalt@2024", RIGHT, "tin@2024", RIGHT));

    private void read(String key, UUID hash) {
        differences.read(key, Optional.ofNullable(hash));
    }

    @Test
    void eachKindOfDifferenceIsCountedWithAnExample() {
        read("antimony@2024", RIGHT);
        read("tin@2024", WRONG);
        read("zinc@2024", WRONG);

        assertThatThrownBy(() -> differences.requireNone("after 600 s"))
                .isInstanceOf(BenchmarkException.class)
                .hasMessage("of 3 shares 1 are missing (such as cobalt@2024), 1 differ from those of the log (such as"
                        + " tin@2024), 1 are not of the log (such as zinc@2024), after 600 s");
    }

    @Test
    void theLastMessageOfAKeyCounts() {
        read("antimony@2024", WRONG);
        read("antimony@2024", RIGHT);
        read("cobalt@2024", RIGHT);
        read("tin@2024", RIGHT);
        read("zinc@2024", WRONG);
        read("zinc@2024", null);

        assertThat(differences.isEmpty()).isTrue();

        read("tin@2024", null);

        assertThat(differences.isEmpty()).isFalse();
    }
}
