package org.lodewatch.cli.notify;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.lodewatch.cli.alerts.AlertNotice;
import org.lodewatch.schemas.serde.UndecodableException;
import org.lodewatch.service.Json;

/**
 * An alert as a CloudEvent 1.0 in structured mode.
 *
 * @param id of the event, the same at every attempt
 * @param json the event with the alert as its data
 */
record AlertEvent(String id, String json) {

    static final String CONTENT_TYPE = "application/cloudevents+json; charset=UTF-8";

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
        String id = id(headers);
        Map<String, Object> event = new LinkedHashMap<>();
        ATTRIBUTES.forEach(name -> event.put(name, attribute(headers, name)));
        event.put("datacontenttype", "application/json");
        event.put("data", NoticeJson.of(notice));
        return new AlertEvent(id, Json.line(event));
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
