package org.lodewatch.clients.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.util.stream.IntStream;

/**
 * A response of a registry: an HTTP status and a JSON object.
 *
 * @param json missing if the body is not a JSON object
 */
record RegistryResponse(int status, JsonNode json) {

    /** Confluent's codes of what is absent, in the {@code error_code} of a response with status 404. */
    static final int NO_SUBJECT = 40401;

    static final int NO_VERSION = 40402;
    static final int NO_SCHEMA = 40403;

    /** Apicurio returns {@link #NO_SUBJECT} for a subject without a level of its own. */
    static final int NO_LEVEL = 40408;

    private static final ObjectMapper JSON = new ObjectMapper();

    static RegistryResponse of(int status, byte[] body) throws IOException {
        try {
            JsonNode json = JSON.readTree(body);
            return new RegistryResponse(status, json.isObject() ? json : MissingNode.getInstance());
        } catch (JsonProcessingException e) {
            return new RegistryResponse(status, MissingNode.getInstance());
        }
    }

    /**
     * Whether the registry reports one of these codes. A 404 without a code does not come from the registry, but from a
     * proxy, or from another server because the URL is wrong.
     */
    boolean isAbsent(int... codes) {
        return status == 404 && IntStream.of(codes).anyMatch(code -> code == errorCode());
    }

    int errorCode() {
        return json.path("error_code").asInt(0);
    }

    /** The message of an error, or an empty text. */
    String message() {
        return json.path("message").asText("");
    }

    /** @throws IOException if the field is not a text */
    String text(String field) throws IOException {
        JsonNode found = json.path(field);
        if (!found.isTextual()) {
            throw unusable(field);
        }
        return found.textValue();
    }

    /** @throws IOException if the field is not an int */
    int number(String field) throws IOException {
        JsonNode found = json.path(field);
        if (!found.canConvertToInt()) {
            throw unusable(field);
        }
        return found.intValue();
    }

    /** @throws IOException if the field is not a boolean */
    boolean truth(String field) throws IOException {
        JsonNode found = json.path(field);
        if (!found.isBoolean()) {
            throw unusable(field);
        }
        return found.booleanValue();
    }

    private IOException unusable(String field) {
        return new IOException("the response (HTTP " + status + ") has no " + field);
    }
}
