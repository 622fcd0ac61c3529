package org.lodewatch.streams.api;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import org.lodewatch.schemas.messages.MineralShares;
import org.lodewatch.schemas.topics.Message;
import org.lodewatch.streams.book.BookKey;

/** What mineral-shares says now: per book and as-of month, the last word. */
public final class PublishedShares {

    private static final Comparator<BookKey> ORDER = Comparator.comparing(BookKey::dataset)
            .thenComparing(BookKey::reporter)
            .thenComparing(BookKey::mineral);

    private final Map<String, MineralShares> byKey = new HashMap<>();

    /** One more record, in the order of its partition. */
    public void take(Message<String, MineralShares> message) {
        message.value().ifPresentOrElse(shares -> byKey.put(message.key(), shares), () -> byKey.remove(message.key()));
    }

    /** Every window of every book, in no order. */
    public Collection<MineralShares> all() {
        return byKey.values();
    }

    /** One per book, in the order of the books. */
    public List<MineralShares> select(SharesQuery query) {
        Map<BookKey, MineralShares> selected = new TreeMap<>(ORDER);
        byKey.values().stream()
                .filter(query::matches)
                .forEach(shares -> selected.merge(
                        book(shares), shares, BinaryOperator.maxBy(Comparator.comparing(MineralShares::getAsOf))));
        return List.copyOf(selected.values());
    }

    private static BookKey book(MineralShares shares) {
        return new BookKey(shares.getDataset(), shares.getReporter(), shares.getMineral());
    }
}
