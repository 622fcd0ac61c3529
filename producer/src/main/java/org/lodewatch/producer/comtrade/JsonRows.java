package org.lodewatch.producer.comtrade;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.lodewatch.clients.http.RetryableException;
import org.lodewatch.clients.http.ServiceResponse;

/**
 * Reads what all of Comtrade's answers are: an object with an array of flat rows in it. A row is given as the texts of
 * its fields, numbers as they were written, nulls not at all.
 */
final class JsonRows {

    private static final JsonFactory JSON = new JsonFactory();
    private static final int LONGEST_ERROR = 200;

    private final String array;
    private final Set<String> fields;

    /**
     * @param array the name of the array of rows
     * @param fields the fields that are wanted of each
     */
    JsonRows(String array, Set<String> fields) {
        this.array = array;
        this.fields = fields;
    }

    /** Takes a row. */
    @FunctionalInterface
    interface Taker {

        /**
         * @param number from 1
         */
        void take(Map<String, String> row, long number) throws IOException;
    }

    /**
     * Gives every row to the taker.
     *
     * @return how many rows there were, or more if the {@code count} beside them says so
     * @throws RetryableException if the answer is not such an object, or names an error
     */
    long read(ServiceResponse answer, Taker taker) throws IOException {
        if (!answer.mediaType().endsWith("json")) {
            throw again("answered with %s in place of JSON: %s"
                    .formatted(answer.mediaType().isEmpty() ? "no media type" : answer.mediaType(), answer.excerpt()));
        }
        try (InputStream body = answer.body();
                JsonParser parser = JSON.createParser(body)) {
            return read(parser, taker);
        } catch (JsonProcessingException e) {
            throw again("sent JSON that breaks off or is none: " + e.getOriginalMessage());
        }
    }

    private long read(JsonParser parser, Taker taker) throws IOException {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw again("sent JSON that is not an object");
        }
        boolean found = false;
        long rows = 0;
        long count = 0;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            if (name.equals(array)) {
                found = true;
                rows = rows(parser, taker);
            } else if (name.equals("count") && value == JsonToken.VALUE_NUMBER_INT) {
                count = parser.getLongValue();
            } else if (name.equals("error")
                    && value == JsonToken.VALUE_STRING
                    && !parser.getText().isBlank()) {
                throw again("names an error: " + shortened(parser.getText()));
            } else {
                parser.skipChildren();
            }
        }
        if (!found) {
            throw again("sent JSON without " + array);
        }
        return Math.max(rows, count);
    }

    private long rows(JsonParser parser, Taker taker) throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_NULL) {
            return 0;
        }
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            throw again("sent JSON in which " + array + " is not an array");
        }
        long number = 0;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (parser.currentToken() != JsonToken.START_OBJECT) {
                throw again("sent JSON in which " + array + " holds something other than rows");
            }
            number++;
            taker.take(row(parser), number);
        }
        return number;
    }

    private Map<String, String> row(JsonParser parser) throws IOException {
        Map<String, String> row = new HashMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            if (value.isScalarValue() && value != JsonToken.VALUE_NULL && fields.contains(name)) {
                row.put(name, parser.getText());
            } else {
                parser.skipChildren();
            }
        }
        return row;
    }

    private static String shortened(String text) {
        String line = text.strip().replaceAll("\\s+", " ");
        return line.length() > LONGEST_ERROR ? line.substring(0, LONGEST_ERROR) + "..." : line;
    }

    private static RetryableException again(String what) {
        return new RetryableException("UN Comtrade " + what, Optional.empty());
    }
}
