package org.lodewatch.schemas.topics;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.Locale;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.lodewatch.schemas.messages.DependenceAlert;

/** Headers of the CloudEvents 1.0 binary mode (Kafka protocol binding) for outgoing alerts. */
public final class CloudEvents {

    private CloudEvents() {}

    /** @param timestamp of the record, in milliseconds since 1970 */
    public static Headers headers(DependenceAlert alert, long timestamp) {
        Headers headers = new RecordHeaders();
        add(headers, "ce_specversion", "1.0");
        add(headers, "ce_id", id(alert));
        add(
                headers,
                "ce_type",
                "org.lodewatch.alert." + alert.getTransition().name().toLowerCase(Locale.ROOT));
        add(headers, "ce_source", "/lodewatch/" + alert.getDataset() + "/" + alert.getReporter());
        add(headers, "ce_subject", alert.getAlertId());
        add(headers, "ce_time", Instant.ofEpochMilli(timestamp).toString());
        // An extension attribute: consumers select news by it without decoding the value.
        add(headers, "ce_agemonths", Integer.toString(alert.getAgeMonths()));
        add(headers, "content-type", "application/avro");
        return headers;
    }

    /** The id of a transition: the same however often it is delivered, and different from all others. */
    public static String id(DependenceAlert alert) {
        return alert.getAlertId() + "#" + alert.getNumber();
    }

    private static void add(Headers headers, String name, String value) {
        headers.add(name, value.getBytes(UTF_8));
    }
}
