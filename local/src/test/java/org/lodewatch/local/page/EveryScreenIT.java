package org.lodewatch.local.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds on every screen. */
@ExtendWith(PageExtension.class)
class EveryScreenIT {

    @ParameterizedTest
    @ValueSource(strings = {"overview", "mineral/graphite", "alerts", "policies", "operations"})
    void hasATitleAndOneHeading(String state, PageBrowser page) {
        page.open(state);

        assertThat(page.title()).endsWith(" · Lodewatch");
        assertThat(page.texts("h1")).hasSize(1);
    }
}
