package org.lodewatch.streams.partials;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.lodewatch.schemas.messages.PartialsBegin;
import org.lodewatch.streams.partials.PartialsProtocol.Replacement;
import org.lodewatch.streams.partials.PartialsProtocol.State;

/** Each row of the table in {@link PartialsProtocol}. */
class PartialsProtocolTest {

    private static final int PARTITION = 0;
    private static final String BASIS = PartialsSender.CATALOGUE;

    private final TestStore store = new TestStore();
    private final PartialsSender first = new PartialsSender(PARTITION, 100, 2);
    private final PartialsSender second = new PartialsSender(PARTITION, 200, 2);

    private PartialsProtocol protocol = new PartialsProtocol(store.typed());

    private State state() {
        assertThat(new PartialsProtocol(store.typed()).state(PARTITION))
                .as("after a restart")
                .isEqualTo(protocol.state(PARTITION));
        return protocol.state(PARTITION);
    }

    private void putInForce() {
        protocol.begin(first.begin());
        protocol.end(first.end());
    }

    @Test
    void anEndWithoutABeginHasNoEffect() {
        assertThat(state()).isEqualTo(State.NONE_IN_FORCE);

        assertThat(protocol.end(first.end())).isEmpty();

        assertThat(state()).isEqualTo(State.NONE_IN_FORCE);
        assertThat(protocol.isStaging(PARTITION)).isFalse();
    }

    @Test
    void aBeginStartsStagingAndItsEndPutsItInForce() {
        protocol.begin(first.begin());
        assertThat(state()).isEqualTo(State.FIRST_STAGING);
        assertThat(protocol.isStaging(PARTITION)).isTrue();

        Replacement replacement = protocol.end(first.end()).orElseThrow();

        assertThat(replacement.before()).isEmpty();
        assertThat(replacement.now()).isEqualTo(first.begin());
        assertThat(replacement.changesBasis()).isFalse();
        assertThat(state()).isEqualTo(State.IN_FORCE);
        assertThat(protocol.isStaging(PARTITION)).isFalse();
    }

    @Test
    void aLaterBeginStagesWhileTheEarlierOneStaysInForce() {
        putInForce();

        protocol.begin(second.begin());
        assertThat(state()).isEqualTo(State.RESTAGING);
        assertThat(protocol.isStaging(PARTITION)).isTrue();
        Replacement replacement = protocol.end(second.end()).orElseThrow();

        assertThat(replacement.before()).hasValue(first.begin());
        assertThat(replacement.now()).isEqualTo(second.begin());
        assertThat(state()).isEqualTo(State.IN_FORCE);
    }

    @Test
    void anEndOfAnotherGenerationHasNoEffect() {
        putInForce();
        protocol.begin(second.begin());

        assertThat(protocol.end(first.end())).isEmpty();

        assertThat(state()).isEqualTo(State.RESTAGING);
    }

    @Test
    void aSecondEndHasNoEffect() {
        putInForce();

        assertThat(protocol.end(first.end())).isEmpty();

        assertThat(state()).isEqualTo(State.IN_FORCE);
    }

    @Test
    void anotherBeginEndsTheStagingOfTheOneBefore() {
        protocol.begin(first.begin());

        protocol.begin(second.begin());

        assertThat(protocol.end(first.end())).isEmpty();
        assertThat(protocol.end(second.end())).isPresent();
    }

    @Test
    void theInputIsWholeOnceEveryPartitionIsInForceUnderTheBasis() {
        PartialsSender other = new PartialsSender(1, 100, 2);
        assertThat(protocol.isWhole(BASIS)).isFalse();
        assertThat(protocol.inputPartitions()).isZero();
        putInForce();
        assertThat(protocol.isWhole(BASIS)).isFalse();
        protocol.begin(other.begin());
        protocol.end(other.end());

        assertThat(protocol.inputPartitions()).isEqualTo(2);
        assertThat(protocol.isWhole(BASIS)).isTrue();
        assertThat(protocol.isWhole("another")).isFalse();
        protocol.begin(second.begin());
        assertThat(protocol.isWhole(BASIS)).as("while restaging").isTrue();
    }

    @Test
    void aMixtureOfBasesIsNotWhole() {
        PartialsBegin another = second.begin("another");
        PartialsSender other = new PartialsSender(1, 100, 2);
        putInForce();
        protocol.begin(other.begin());
        protocol.end(other.end());
        protocol.begin(another);

        assertThat(protocol.end(second.end()).orElseThrow().changesBasis()).isTrue();

        assertThat(protocol.isWhole(BASIS)).isFalse();
        assertThat(protocol.isWhole("another")).isFalse();
    }
}
