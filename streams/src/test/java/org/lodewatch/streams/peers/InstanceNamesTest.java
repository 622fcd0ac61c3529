package org.lodewatch.streams.peers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class InstanceNamesTest {

    private final String client = InstanceNames.clientId("lodewatch-catalogue-f00.12.0.f00", Optional.empty());
    private final String member = client + "-StreamThread-2-consumer";

    @Test
    void aMemberNamesItsInstanceAndTheTransactionalIdOfItsThread() {
        assertThat(InstanceNames.instance(member)).contains(client);
        assertThat(InstanceNames.transactionalId(member)).contains(client + "-StreamThread-2-producer");
    }

    /** The group shows the client id of its first process for the later ones too. */
    @Test
    void allProcessesOfAPermanentNameHaveOneClientId() {
        assertThat(InstanceNames.clientId("app", Optional.of("one"))).isEqualTo("app-one");
        assertThat(InstanceNames.clientId("app", Optional.empty()))
                .isNotEqualTo(InstanceNames.clientId("app", Optional.empty()));
    }

    @Test
    void anotherProgramInTheGroupIsNoInstance() {
        assertThat(InstanceNames.instance("lodewatch-console")).isEmpty();
        assertThat(InstanceNames.transactionalId("lodewatch-console")).isEmpty();
    }

    @Test
    void aPermanentNameIsNotOfOneProcessOnly() {
        assertThat(InstanceNames.isOfThisProcessOnly(member, InstanceNames.groupInstanceId(client) + "-2"))
                .isTrue();
        assertThat(InstanceNames.isOfThisProcessOnly(member, "one-2")).isFalse();
        for (String name : new String[] {"one", "process-1", "process-" + client}) {
            String named = InstanceNames.clientId("app", Optional.of(name)) + "-StreamThread-2-consumer";
            assertThat(InstanceNames.isOfThisProcessOnly(named, name + "-2"))
                    .as(name)
                    .isFalse();
        }
        assertThat(InstanceNames.isOfThisProcessOnly(
                        member,
                        InstanceNames.groupInstanceId(InstanceNames.clientId("other", Optional.empty())) + "-2"))
                .isFalse();
    }
}
