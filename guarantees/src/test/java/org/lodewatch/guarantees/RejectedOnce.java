package org.lodewatch.guarantees;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.lodewatch.schemas.topics.RejectedHeaders;
import org.lodewatch.schemas.topics.Topics;

/** Every record of the log that cannot be decoded is rejected once. */
final class RejectedOnce implements Guarantee {

    private final ConcurrentLinkedQueue<String> produced = new ConcurrentLinkedQueue<>();

    @Override
    public void onMalformedRecord(byte[] key) {
        produced.add(new String(key, UTF_8));
    }

    @Override
    public void doAssert(Published published) {
        List<String> rejected = published.rejected().stream()
                .filter(entry -> Topics.CUSTOMS_IMPORTS.name().equals(source(entry)))
                .map(entry -> new String(entry.key(), UTF_8))
                .toList();
        assertThat(rejected).containsExactlyInAnyOrderElementsOf(produced);
    }

    /** The topic that a record was read from. Records of other topics are rejected, too. */
    private static String source(TopicLog.Entry<byte[], byte[]> entry) {
        return new String(
                entry.record().headers().lastHeader(RejectedHeaders.TOPIC).value(), UTF_8);
    }
}
