package org.lodewatch.guarantees;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;

/** What is no customs import is set aside, each record once. */
final class RejectedOnce implements Guarantee {

    private final ConcurrentLinkedQueue<String> produced = new ConcurrentLinkedQueue<>();

    @Override
    public void onProduceRubbish(byte[] key) {
        produced.add(new String(key, UTF_8));
    }

    @Override
    public void doAssert(Published published) {
        List<String> rejected = published.rejected().stream()
                .map(entry -> new String(entry.key(), UTF_8))
                .toList();
        assertThat(rejected).containsExactlyInAnyOrderElementsOf(produced);
    }
}
