package org.lodewatch.streams.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

class EndedInstancesTest {

    /** A group whose members the test sets, and which records what is asked of it. */
    private static final class RecordingGroup extends InstanceGroup {

        private final List<ThreadMember> members = new ArrayList<>();
        private final Set<String> removed = new TreeSet<>();
        private final List<Set<String>> ended = new ArrayList<>();
        private boolean answers = true;

        RecordingGroup() {
            super(null, "group", false);
        }

        @Override
        public List<ThreadMember> members() {
            return List.copyOf(members);
        }

        @Override
        void remove(Set<String> groupInstanceIds) {
            removed.addAll(groupInstanceIds);
        }

        @Override
        KafkaFuture<Void> endTransactions(Set<String> transactionalIds) {
            if (!answers) {
                throw new TimeoutException("no answer");
            }
            ended.add(new TreeSet<>(transactionalIds));
            return KafkaFuture.completedFuture(null);
        }

        void join(String instance, String name, int threads) {
            for (int thread = 1; thread <= threads; thread++) {
                members.add(new ThreadMember(
                        instance + "-StreamThread-" + thread + "-consumer", Optional.of(name + "-" + thread)));
            }
        }

        void lose(String instance) {
            members.removeIf(member -> member.clientId().startsWith(instance));
        }
    }

    private final String self = InstanceNames.clientId("app", Optional.empty());
    private final String other = InstanceNames.clientId("app", Optional.empty());
    private final String name = InstanceNames.groupInstanceId(other);
    private final RecordingGroup group = new RecordingGroup();
    private final EndedInstances instances = new EndedInstances(group, self);

    @Test
    void allThreadsOfAnEndedInstanceAreRemovedAndTheirTransactionsEnded() {
        group.join(self, InstanceNames.groupInstanceId(self), 2);
        group.join(other, name, 2);

        instances.free(other);

        assertThat(group.removed).containsExactly(name + "-1", name + "-2");
        assertThat(group.ended)
                .containsExactly(Set.of(other + "-StreamThread-1-producer", other + "-StreamThread-2-producer"));
    }

    @Test
    void anInstanceWithAPermanentNameIsExpectedBack() {
        group.join(other, "one", 1);

        instances.free(other);

        assertThat(group.removed).isEmpty();
        assertThat(group.ended).containsExactly(Set.of(other + "-StreamThread-1-producer"));
    }

    @Test
    void nothingIsFreedOfAnInstanceThatHasLeftOrOfThisOne() {
        group.join(self, InstanceNames.groupInstanceId(self), 1);

        instances.free(other);
        instances.free(self);

        assertThat(group.removed).isEmpty();
        assertThat(group.ended).isEmpty();
    }

    @Test
    void transactionsOfMembersThatTheGroupHasLostAreEndedOnce() {
        group.join(self, InstanceNames.groupInstanceId(self), 1);
        group.join(other, name, 1);
        instances.endTransactionsOfLostMembers();
        assertThat(group.ended).isEmpty();

        group.lose(other);
        instances.endTransactionsOfLostMembers();
        instances.endTransactionsOfLostMembers();

        assertThat(group.ended).containsExactly(Set.of(other + "-StreamThread-1-producer"));
    }

    @Test
    void thisInstanceLosesNoTransactionOfItsOwn() {
        group.join(self, InstanceNames.groupInstanceId(self), 1);
        instances.endTransactionsOfLostMembers();

        group.lose(self);
        instances.endTransactionsOfLostMembers();

        assertThat(group.ended).isEmpty();
    }

    @Test
    void whatTheBrokerDidNotDoIsTriedAgain() {
        group.join(other, name, 1);
        instances.endTransactionsOfLostMembers();
        group.lose(other);
        group.answers = false;
        assertThatThrownBy(instances::endTransactionsOfLostMembers).isInstanceOf(TimeoutException.class);

        group.answers = true;
        instances.endTransactionsOfLostMembers();

        assertThat(group.ended).hasSize(1);
    }

    @Test
    void whatWasFreedIsNotEndedAgain() {
        group.join(other, name, 1);
        instances.endTransactionsOfLostMembers();

        instances.free(other);
        group.lose(other);
        instances.endTransactionsOfLostMembers();

        assertThat(group.ended).hasSize(1);
    }
}
