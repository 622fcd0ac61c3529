package org.lodewatch.cli.deepcheck;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.DateTimeException;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.lodewatch.core.book.AsOfRange;
import org.lodewatch.schemas.messages.BookPartial;
import org.lodewatch.schemas.messages.ClockPartial;
import org.lodewatch.schemas.messages.PartialsBegin;
import org.lodewatch.schemas.messages.PartialsSeen;
import org.lodewatch.schemas.rules.SharesRule;
import org.lodewatch.schemas.topics.Topics;

/** The rules of the changelogs of stores that only the topology reads. */
final class StoreRules {

    /** The message of each kind of entry, by the beginning of its key. */
    private static final Map<String, Class<? extends SpecificRecord>> KINDS = Map.of(
            "seen", PartialsSeen.class,
            "standing", PartialsBegin.class,
            "staging", PartialsBegin.class,
            "countries", BookPartial.class,
            "clock", ClockPartial.class,
            "staged-book", BookPartial.class,
            "staged-clock", ClockPartial.class);

    private StoreRules() {}

    /** An entry of the store of partials. */
    static Optional<String> ofPartials(ConsumerRecord<byte[], byte[]> record) {
        String key = key(record);
        Class<?> type = KINDS.get(key.split("\\|", 2)[0]);
        if (type == null) {
            return Optional.of("the key is of no kind of entry");
        }
        SpecificRecord entry = Topics.PARTIALS_STORE.deserializer().deserialize(record.topic(), record.value());
        return entry == null || type.isInstance(entry)
                ? Optional.empty()
                : Optional.of("the entry is a %s, and its key is that of a %s"
                        .formatted(entry.getSchema().getName(), type.getSimpleName()));
    }

    /** The windows of a book that are to be published again. */
    static Optional<String> ofUnpublished(ConsumerRecord<byte[], byte[]> record) {
        if (!SharesRule.isKey(key(record) + "@2000-01")) {
            return Optional.of("the key is no book: dataset/reporter/mineral is expected");
        }
        String windows = new String(record.value(), UTF_8);
        try {
            return windows.isEmpty()
                            || AsOfRange.of(windows).first()
                                    <= AsOfRange.of(windows).last()
                    ? Optional.empty()
                    : Optional.of("the windows end before they begin");
        } catch (DateTimeException | IndexOutOfBoundsException e) {
            return Optional.of("the value is no range of months: 2023-01..2024-12 is expected");
        }
    }

    private static String key(ConsumerRecord<byte[], byte[]> record) {
        return record.key() == null ? "" : new String(record.key(), UTF_8);
    }
}
