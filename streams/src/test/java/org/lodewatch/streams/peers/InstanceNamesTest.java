package org.lodewatch.streams.peers;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class InstanceNamesTest {

    private final String client = InstanceNames.newClientId("lodewatch-catalogue-f00.12.0.f00");
    private final String member = client + "-StreamThread-2-consumer";

    @Test
    void aMemberNamesItsInstanceAndTheTransactionalIdOfItsThread() {
        assertThat(InstanceNames.instance(member)).contains(client);
        assertThat(InstanceNames.transactionalId(member)).contains(client + "-StreamThread-2-producer");
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
        assertThat(InstanceNames.isOfThisProcessOnly(
                        member, InstanceNames.groupInstanceId(InstanceNames.newClientId("other")) + "-2"))
                .isFalse();
    }
}
