package org.lodewatch.streams.peers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.apache.kafka.streams.StreamsMetadata;
import org.apache.kafka.streams.state.HostInfo;
import org.apache.kafka.streams.state.internals.StreamsMetadataImpl;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PeerWatchTest {

    private static final int LOOKS = 20;

    private final String self = InstanceNames.clientId("app", Optional.empty());
    private final String other = InstanceNames.clientId("app", Optional.empty());
    private final List<String> removed = new ArrayList<>();
    private boolean allowed = true;

    private final InstanceGroup group = new InstanceGroup(null, "app", false) {
        @Override
        public List<ThreadMember> members() {
            return removed.isEmpty()
                    ? List.of(new ThreadMember(
                            other + "-StreamThread-1-consumer",
                            Optional.of(InstanceNames.groupInstanceId(other) + "-1")))
                    : List.of();
        }

        @Override
        void remove(Set<String> groupInstanceIds) {
            removed.addAll(groupInstanceIds);
        }

        @Override
        KafkaFuture<Void> endTransactions(Set<String> transactionalIds) {
            if (!allowed) {
                throw new TransactionalIdAuthorizationException("not allowed");
            }
            return KafkaFuture.completedFuture(null);
        }
    };

    private final List<StreamsMetadata> instances = new ArrayList<>();
    private final PeerWatch watch = new PeerWatch(group, self, () -> instances);
    private PresencePort port;

    @BeforeEach
    void start() throws IOException {
        port = PresencePort.open(new HostInfo("127.0.0.1", 0), other);
        instances.add(at(new HostInfo("127.0.0.1", port.number())));
        instances.add(at(HostInfo.unavailable())); // an instance of an earlier version
    }

    @AfterEach
    void close() {
        watch.close();
        port.close();
    }

    private static StreamsMetadata at(HostInfo address) {
        return new StreamsMetadataImpl(address, Set.of(), Set.of(), Set.of(), Set.of());
    }

    private void look() {
        for (int look = 0; look < LOOKS; look++) {
            watch.look();
        }
    }

    @Test
    void anInstanceWhosePortIsRefusedIsRemoved() {
        look();
        assertThat(removed).isEmpty();

        port.close();
        look();

        assertThat(removed).containsExactly(InstanceNames.groupInstanceId(other) + "-1");
    }

    @Test
    void anInstanceThatIsNoLongerInTheGroupIsNotWatched() {
        look();

        instances.clear();
        look();
        port.close();
        look();

        assertThat(removed).isEmpty();
    }

    @Test
    void withoutTheRightTheWatchGoesOn() {
        look();
        allowed = false;
        port.close();

        look();

        assertThat(removed).isEmpty();
    }
}
