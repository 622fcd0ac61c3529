package org.lodewatch.streams.topology;

import static org.lodewatch.schemas.values.RejectionReason.IMPLAUSIBLE;
import static org.lodewatch.schemas.values.RejectionReason.INVALID_POLICY;
import static org.lodewatch.schemas.values.RejectionReason.UNDECODABLE;
import static org.lodewatch.schemas.values.RejectionReason.WRONG_KEY;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.kafka.common.serialization.Deserializer;
import org.lodewatch.core.ledger.Rejection;
import org.lodewatch.core.policy.Policies;
import org.lodewatch.schemas.messages.DependenceAlert;
import org.lodewatch.schemas.serde.AvroSerde;
import org.lodewatch.schemas.serde.UndecodableException;
import org.lodewatch.schemas.serde.WireFormats;
import org.lodewatch.schemas.topics.Topics;
import org.lodewatch.schemas.values.RejectionReason;
import org.lodewatch.streams.partials.PartialsStore;
import org.lodewatch.streams.topology.CheckedStore.StoredEntries;

/** Which entries an instance can have written into each store. */
final class StoredEntryChecks {

    private static final Pattern BOOK = Pattern.compile("[a-z0-9-]+/[A-Z]{2}/[^/|]+");
    private static final Pattern MONTHS = Pattern.compile("(\\d{4}-(0[1-9]|1[0-2])\\.\\.\\d{4}-(0[1-9]|1[0-2]))?");

    private StoredEntryChecks() {}

    /** Of the totals, clocks and begins. */
    static StoredEntries parts() {
        return decoded(Topics.PARTIALS_STORE.deserializer(), PartialsStore::fault);
    }

    /** Of the books that are not published in full. */
    static StoredEntries unpublished() {
        return (key, value) -> BOOK.matcher(key).matches()
                        && MONTHS.matcher(new String(value, StandardCharsets.UTF_8))
                                .matches()
                ? Optional.empty()
                : fault(IMPLAUSIBLE, "a book with a range of months, or none, is expected");
    }

    /** Of the policies in force. */
    static StoredEntries policies(WireFormats formats) {
        return decoded(Topics.POLICIES_BROADCAST.valueSerde(formats).deserializer(), (key, policy) -> {
            List<String> faults = Policies.faults(key, policy);
            return faults.isEmpty() ? Optional.empty() : fault(INVALID_POLICY, String.join("; ", faults));
        });
    }

    /** Of the statuses of alerts. */
    static StoredEntries alerts(WireFormats formats) {
        return decoded(
                AvroSerde.of(formats.internal(), DependenceAlert.class).deserializer(),
                (key, alert) -> key.equals(alert.getAlertId())
                        ? Optional.empty()
                        : fault(WRONG_KEY, "its alert id is " + alert.getAlertId()));
    }

    private interface Check<V> {

        Optional<Rejection> fault(String key, V value);
    }

    private static <V> StoredEntries decoded(Deserializer<V> deserializer, Check<V> check) {
        return (key, value) -> {
            try {
                return check.fault(key, deserializer.deserialize("", value));
            } catch (UndecodableException e) {
                return fault(UNDECODABLE, e.getMessage());
            }
        };
    }

    private static Optional<Rejection> fault(RejectionReason reason, String message) {
        return Optional.of(new Rejection(reason, message));
    }
}
