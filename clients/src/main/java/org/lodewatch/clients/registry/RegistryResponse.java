package org.lodewatch.clients.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;

/**
 * What a registry answers: an HTTP status and a JSON object.
 *
 * @param json missing if it is none
 */
record RegistryResponse(int status, JsonNode json) {

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
     * Whether something is not there by the registry's own word. A 404 without its error code comes from elsewhere: from
     * a proxy, or from a server at which the URL is wrong.
     */
    boolean isAbsent(RegistryError... errors) {
        for (RegistryError error : errors) {
            if (status == 404 && errorCode() == error.code()) {
                return true;
            }
        }
        return false;
    }

    int errorCode() {
        return json.path("error_code").asInt(0);
    }

    /** What the registry says to an error, or empty. */
    String message() {
        return json.path("message").asText("");
    }

    /** @throws IOException if there is no such text */
    String text(String field) throws IOException {
        JsonNode found = json.path(field);
        if (!found.isTextual()) {
            throw unusable(field);
        }
        return found.textValue();
    }

    /** @throws IOException if there is no such number */
    int number(String field) throws IOException {
        JsonNode found = json.path(field);
        if (!found.canConvertToInt()) {
            throw unusable(field);
        }
        return found.intValue();
    }

    /** @throws IOException if there is no such truth value */
    boolean truth(String field) throws IOException {
        JsonNode found = json.path(field);
        if (!found.isBoolean()) {
            throw unusable(field);
        }
        return found.booleanValue();
    }

    private IOException unusable(String field) {
        return new IOException("its answer (HTTP " + status + ") has no " + field + ", as a registry's would");
    }
}
