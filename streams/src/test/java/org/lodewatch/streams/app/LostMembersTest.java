package org.lodewatch.streams.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

/** Whose transactions an instance ends. */
class LostMembersTest {

    private static final String OWN = "app-one-StreamThread-1-consumer";
    private static final String PEER_1 = "app-two-StreamThread-1-consumer";
    private static final String PEER_2 = "app-two-StreamThread-2-consumer";

    private final List<Set<String>> ended = new ArrayList<>();
    private Set<String> members = Set.of(OWN, PEER_1, PEER_2);
    private boolean answers = true;

    private final LostMembers lost = new LostMembers(
            new LostMembers.Group() {
                @Override
                public Set<String> clientIds() {
                    return members;
                }

                @Override
                public void endTransactions(Set<String> transactionalIds) {
                    if (!answers) {
                        throw new TimeoutException("no answer");
                    }
                    ended.add(transactionalIds);
                }
            },
            "app-one");

    @Test
    void aMemberThatTheGroupHasLostHasItsTransactionEndedOnce() {
        lost.look();
        lost.look();
        assertThat(ended).isEmpty();
        members = Set.of(OWN, PEER_2);

        lost.look();
        lost.look();

        assertThat(ended).containsExactly(Set.of("app-two-StreamThread-1-producer"));
    }

    @Test
    void anInstanceEndsNoTransactionOfItsOwn() {
        lost.look();
        members = Set.of(PEER_1, PEER_2);

        lost.look();

        assertThat(ended).isEmpty();
    }

    @Test
    void anInstanceWhoseNameBeginsWithThisOnesIsAnother() {
        members = Set.of(OWN, "app-one2-StreamThread-1-consumer");
        lost.look();
        members = Set.of(OWN);

        lost.look();

        assertThat(ended).containsExactly(Set.of("app-one2-StreamThread-1-producer"));
    }

    @Test
    void aMemberThatIsNoThreadOfAnInstanceIsLeftAlone() {
        members = Set.of(OWN, "console-consumer");
        lost.look();
        members = Set.of(OWN);

        lost.look();

        assertThat(ended).isEmpty();
    }

    @Test
    void aBrokerThatDoesNotAnswerIsAskedAgain() {
        lost.look();
        members = Set.of(OWN);
        answers = false;
        assertThatThrownBy(lost::look).isInstanceOf(TimeoutException.class);
        answers = true;

        lost.look();

        assertThat(ended).hasSize(1);
    }
}
