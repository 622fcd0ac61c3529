package org.lodewatch.cli.notify;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.lodewatch.cli.alerts.AlertNotice;
import org.lodewatch.cli.alerts.AlertSummary;
import org.lodewatch.cli.alerts.SummaryJson;
import org.lodewatch.schemas.serde.UndecodableException;
import org.lodewatch.service.Json;
import org.lodewatch.service.api.DatedAlert;

/**
 * An alert, or a summary of several, as a CloudEvent 1.0 in structured mode.
 *
 * @param id of the event, the same at every attempt
 * @param json the event with the alert as its data
 */
record AlertEvent(String id, String json) {

    static final String CONTENT_TYPE = "application/cloudevents+json; charset=UTF-8";

    static final String SUMMARY_TYPE = "org.lodewatch.alert.summary";

    private static final List<String> ATTRIBUTES = List.of("specversion", "id", "type", "source", "subject", "time");

    /** No full stops, because they separate the parts of the signed text; and only characters of HTTP headers. */
    private static final Pattern ID = Pattern.compile("[!-~&&[^.]]+");

    /**
     * The event of a notice: that of its first alert, with the others and the sentence of all in its data.
     *
     * @param headers the attributes of the event, in the headers of the first alert's record
     * @throws UndecodableException if one of them is missing
     */
    static AlertEvent of(Headers headers, AlertNotice notice) {
        return of(attributes(headers), notice.lead(), NoticeJson.of(notice));
    }

    /**
     * The event of a summary. Its id is that of its first transition with the number of the others, its subject the book.
     *
     * @param headers of the record of the first transition
     * @throws UndecodableException if an attribute is missing
     */
    static AlertEvent of(Headers headers, AlertSummary summary) {
        DatedAlert lead = summary.lead();
        Map<String, Object> attributes = attributes(headers);
        attributes.put("id", id(headers) + "+" + (summary.transitions().size() - 1));
        attributes.put("type", SUMMARY_TYPE);
        attributes.put(
                "subject",
                String.join(
                        "/",
                        lead.alert().getDataset(),
                        lead.alert().getReporter(),
                        lead.alert().getMineral()));
        return of(attributes, lead, SummaryJson.of(summary));
    }

    private static AlertEvent of(Map<String, Object> attributes, DatedAlert lead, Object data) {
        Map<String, Object> event = new LinkedHashMap<>(attributes);
        event.put("agemonths", lead.alert().getAgeMonths());
        event.put("datacontenttype", "application/json");
        event.put("data", data);
        return new AlertEvent(attributes.get("id").toString(), Json.line(event));
    }

    private static Map<String, Object> attributes(Headers headers) {
        requireAttributes(headers);
        Map<String, Object> attributes = new LinkedHashMap<>();
        ATTRIBUTES.forEach(name -> attributes.put(name, attribute(headers, name)));
        return attributes;
    }

    /** @throws UndecodableException if there is none */
    static String id(Headers headers) {
        String id = attribute(headers, "id");
        if (!ID.matcher(id).matches()) {
            throw new UndecodableException("header ce_id is not the id of an alert");
        }
        return id;
    }

    /** @throws UndecodableException if an attribute is missing */
    static void requireAttributes(Headers headers) {
        id(headers);
        ATTRIBUTES.forEach(name -> attribute(headers, name));
    }

    private static String attribute(Headers headers, String name) {
        Header header = headers.lastHeader("ce_" + name);
        if (header == null || header.value() == null) {
            throw new UndecodableException("header ce_" + name + " is missing");
        }
        return new String(header.value(), UTF_8);
    }
}
