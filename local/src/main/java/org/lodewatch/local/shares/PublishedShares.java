package org.lodewatch.local.shares;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import org.lodewatch.local.cluster.KafkaCluster;
import org.lodewatch.local.cluster.Message;
import org.lodewatch.local.cluster.TopicReader;
import org.lodewatch.schemas.messages.MineralShares;
import org.lodewatch.schemas.topics.Topics;

/** What mineral-shares says now: per book and as-of month, the last word. */
public final class PublishedShares {

    private final Map<String, MineralShares> byKey = new HashMap<>();

    /** Reads the whole topic, to its end at this moment. */
    public static PublishedShares read(KafkaCluster cluster) {
        PublishedShares shares = new PublishedShares();
        try (TopicReader<String, MineralShares> reader = cluster.reader(Topics.MINERAL_SHARES)) {
            reader.readToEnd(shares::take);
        }
        return shares;
    }

    /** One more record, in the order of its partition. */
    public void take(Message<String, MineralShares> message) {
        message.value().ifPresentOrElse(shares -> byKey.put(message.key(), shares), () -> byKey.remove(message.key()));
    }

    /** Every window of every book, in no order. */
    Collection<MineralShares> all() {
        return byKey.values();
    }

    /** One per book, in the order of the books. */
    public List<MineralShares> select(SharesQuery query) {
        Map<Book, MineralShares> selected = new TreeMap<>(Book.ORDER);
        byKey.values().stream()
                .filter(query::matches)
                .forEach(shares -> selected.merge(
                        Book.of(shares), shares, BinaryOperator.maxBy(Comparator.comparing(MineralShares::getAsOf))));
        return List.copyOf(selected.values());
    }
}
