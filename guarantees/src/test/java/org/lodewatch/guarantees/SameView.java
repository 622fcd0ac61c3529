package org.lodewatch.guarantees;

import static org.assertj.core.api.Assertions.assertThat;

import org.lodewatch.guarantees.Published.Picture;

/** The shares, cent for cent, and the standing alerts are in the end those that somebody else gets from the same log. */
record SameView(Picture expected) implements Guarantee {

    @Override
    public void doAssert(Published published) {
        Picture found = published.picture();
        assertThat(expected.shares()).isNotEmpty();
        assertThat(found.shares().keySet()).isEqualTo(expected.shares().keySet());
        expected.shares()
                .forEach((key, shares) -> assertThat(found.shares().get(key)).isEqualTo(shares));
        assertThat(expected.standing()).isNotEmpty();
        assertThat(found.standing()).isEqualTo(expected.standing());
    }
}
