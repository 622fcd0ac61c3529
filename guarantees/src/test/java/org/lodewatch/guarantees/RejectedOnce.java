package org.lodewatch.guarantees;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Every record that cannot be decoded is rejected once. */
final class RejectedOnce implements Guarantee {

    private final ConcurrentLinkedQueue<String> produced = new ConcurrentLinkedQueue<>();

    @Override
    public void onMalformedRecord(byte[] key) {
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
