package org.lodewatch.producer.comtrade;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.lodewatch.clients.http.RetryableException;
import org.lodewatch.clients.http.ServiceResponse;

/**
 * Reads a response of Comtrade: an object with an array of flat rows in it, one row at a time, because an array may have
 * 100,000.
 *
 * @param array the name of the array of rows
 * @param type a record with the fields to read of each; null where there is no value
 */
record JsonRows<T>(String array, Class<T> type) {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();
    private static final int LONGEST_ERROR = 200;

    /** Receives the rows. */
    @FunctionalInterface
    interface RowHandler<T> {
        /** @param number from 1 */
        void handle(T row, long number) throws IOException;
    }

    /**
     * Passes every row to the handler.
     *
     * @return how many rows there were, or more if the {@code count} beside them is higher
     * @throws RetryableException if the response is not such an object, or names an error
     */
    long read(ServiceResponse response, RowHandler<T> handler) throws IOException {
        if (!response.mediaType().endsWith("json")) {
            throw retryable("answered with %s in place of JSON: %s"
                    .formatted(
                            response.mediaType().isEmpty() ? "no media type" : response.mediaType(),
                            response.excerpt()));
        }
        try (InputStream body = response.body();
                JsonParser parser = JSON.createParser(body)) {
            return read(parser, handler);
        } catch (JsonProcessingException e) {
            throw retryable("sent JSON that breaks off or is none: " + e.getOriginalMessage());
        }
    }

    private long read(JsonParser parser, RowHandler<T> handler) throws IOException {
        require(parser.nextToken() == JsonToken.START_OBJECT);
        boolean found = false;
        long rows = 0;
        long count = 0;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            if (name.equals(array)) {
                found = true;
                rows = rows(parser, handler);
            } else if (name.equals("count") && value == JsonToken.VALUE_NUMBER_INT) {
                count = parser.getLongValue();
            } else if (name.equals("error")
                    && value == JsonToken.VALUE_STRING
                    && !parser.getText().isBlank()) {
                throw retryable("names an error: " + shortened(parser.getText()));
            } else {
                parser.skipChildren();
            }
        }
        require(found);
        return Math.max(rows, count);
    }

    private long rows(JsonParser parser, RowHandler<T> handler) throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_NULL) {
            return 0;
        }
        require(parser.currentToken() == JsonToken.START_ARRAY);
        long number = 0;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            require(parser.currentToken() == JsonToken.START_OBJECT);
            number++;
            handler.handle(parser.readValueAs(type), number);
        }
        return number;
    }

    private void require(boolean asExpected) throws RetryableException {
        if (!asExpected) {
            throw retryable("sent JSON that is not an object with an array %s of rows".formatted(array));
        }
    }

    private static String shortened(String text) {
        String line = text.strip().replaceAll("\\s+", " ");
        return line.length() > LONGEST_ERROR ? line.substring(0, LONGEST_ERROR) + "..." : line;
    }

    private static RetryableException retryable(String problem) {
        return new RetryableException("UN Comtrade " + problem, Optional.empty());
    }
}
