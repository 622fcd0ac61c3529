package org.lodewatch.service.api;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.lodewatch.clients.kafka.Message;
import org.lodewatch.core.book.BookKey;
import org.lodewatch.schemas.messages.MineralShares;

/** What mineral-shares says now: per book and as-of month, the last word. */
public final class PublishedShares {

    private static final Comparator<BookKey> ORDER = Comparator.comparing(BookKey::dataset)
            .thenComparing(BookKey::reporter)
            .thenComparing(BookKey::mineral);

    /** {@code dataset/reporter/mineral@asOf}; what has another key is none of ours. */
    private static final Pattern KEY = Pattern.compile("[^/@]+/[^/@]+/[^/@]+@[0-9]{4}-[0-9]{2}");

    private final Map<String, Supplier<Optional<MineralShares>>> byKey = new HashMap<>();

    /** One more record, in the order of its partition. */
    public void take(Message<String, MineralShares> message) {
        take(message.key(), message.value().map(shares -> () -> Optional.of(shares)));
    }

    /**
     * One more record, in the order of its partition.
     *
     * @param shares decodes them when they are asked for; empty for a tombstone
     */
    void take(String key, Optional<Supplier<Optional<MineralShares>>> shares) {
        if (key == null || !KEY.matcher(key).matches()) {
            return;
        }
        shares.ifPresentOrElse(given -> byKey.put(key, given), () -> byKey.remove(key));
    }

    /** Every window of every book, in no order. */
    public Collection<MineralShares> all() {
        return decoded(byKey.keySet());
    }

    /** One per book, in the order of the books. */
    public List<MineralShares> select(SharesQuery query) {
        Map<BookKey, String> selected = new TreeMap<>(ORDER);
        for (String key : byKey.keySet()) {
            BookKey book = BookKey.of(key.substring(0, key.indexOf('@')));
            if (query.matches(book, key.substring(key.indexOf('@') + 1))) {
                // Of one book, the key with the newest month is the last in the alphabet.
                selected.merge(book, key, BinaryOperator.maxBy(Comparator.naturalOrder()));
            }
        }
        return decoded(selected.values());
    }

    private List<MineralShares> decoded(Collection<String> keys) {
        return keys.stream().flatMap(key -> byKey.get(key).get().stream()).toList();
    }
}
