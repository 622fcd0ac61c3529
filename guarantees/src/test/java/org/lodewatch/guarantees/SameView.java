package org.lodewatch.guarantees;

import static org.assertj.core.api.Assertions.assertThat;

import org.lodewatch.guarantees.Published.View;

/** The final shares, to the cent, and every transition of every alert are the expected ones. */
record SameView(View expected) implements Guarantee {

    @Override
    public void doAssert(Published published) {
        View found = published.view();
        assertThat(expected.shares()).isNotEmpty();
        assertThat(found.shares().keySet()).isEqualTo(expected.shares().keySet());
        expected.shares()
                .forEach((key, shares) -> assertThat(found.shares().get(key)).isEqualTo(shares));
        assertThat(expected.histories()).isNotEmpty();
        assertThat(found.histories()).isEqualTo(expected.histories());
    }
}
