package org.lodewatch.producer.census;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.lodewatch.clients.http.RetryableException;

/**
 * A table as the interface sends it, read row by row: an array of arrays of texts, the column names first. A variable
 * that is both asked for and asked by has two columns; the first one counts. An answer that breaks off or is no such
 * table is a {@link RetryableException}.
 */
final class CensusTable {

    private static final JsonFactory JSON = JsonFactory.builder()
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .build();
    private static final Pattern MONTH = Pattern.compile("[0-9]{4}-(0[1-9]|1[0-2])");

    private final RowBytes bytes;
    private final JsonParser json;
    private final Map<String, Integer> columns = new HashMap<>();
    private List<String> cells = List.of();
    private int width;
    private long line;
    private long from;

    /** Reads the column names. */
    CensusTable(InputStream body) throws IOException {
        this.bytes = new RowBytes(body);
        this.json = JSON.createParser(bytes);
        if (token() != JsonToken.START_ARRAY) {
            throw broken("expected a table: an array of arrays", null);
        }
        if (next()) {
            for (int i = 0; i < cells.size(); i++) {
                columns.putIfAbsent(cells.get(i), i);
            }
            width = cells.size();
        }
    }

    private CensusTable() {
        this.bytes = null;
        this.json = null;
    }

    /** A table without rows: what the interface means by an answer without a body. */
    static CensusTable empty() {
        return new CensusTable();
    }

    /** Goes to the next row; false at the end. */
    boolean next() throws IOException {
        if (json == null) {
            return false;
        }
        JsonToken token = token();
        if (token == JsonToken.END_ARRAY) {
            if (token() != null) {
                throw broken("something follows the table", null);
            }
            return false;
        }
        if (token != JsonToken.START_ARRAY) {
            throw broken("expected a row: an array of texts", null);
        }
        from = json.currentTokenLocation().getByteOffset();
        bytes.forgetBefore(from);
        cells = cells();
        line++;
        if (line > 1 && cells.size() != width) {
            throw broken("%d cells, where the table has %d columns".formatted(cells.size(), width), null);
        }
        return true;
    }

    /** The row's cell in a column; empty if it has no value. */
    String get(String column) throws IOException {
        return find(column).orElseThrow(() -> broken("no column " + column, null));
    }

    /** The row's month, YYYY-MM. */
    String month() throws IOException {
        Optional<String> time = find("time");
        String month = time.isPresent() ? time.get() : get("YEAR") + "-" + get("MONTH");
        if (!MONTH.matcher(month).matches()) {
            throw broken("the month is '" + month + "', expected YYYY-MM", null);
        }
        return month;
    }

    /** The row's number in the answer; that of the column names is 1. */
    long line() {
        return line;
    }

    /** The row as it was received. */
    byte[] raw() {
        return bytes.between(from, json.currentLocation().getByteOffset());
    }

    private Optional<String> find(String column) {
        return Optional.ofNullable(columns.get(column)).map(cells::get);
    }

    private List<String> cells() throws IOException {
        List<String> texts = new ArrayList<>(width);
        for (JsonToken token = token(); token != JsonToken.END_ARRAY; token = token()) {
            if (token == null || !token.isScalarValue()) {
                throw broken("expected a row of texts", null);
            }
            texts.add(token == JsonToken.VALUE_NULL ? "" : text());
        }
        return texts;
    }

    private JsonToken token() throws IOException {
        try {
            return json.nextToken();
        } catch (JsonProcessingException e) {
            throw broken(e.getOriginalMessage(), e);
        }
    }

    // A text is parsed only when it is asked for, so that it too may turn out to break off.
    private String text() throws IOException {
        try {
            return json.getText();
        } catch (JsonProcessingException e) {
            throw broken(e.getOriginalMessage(), e);
        }
    }

    private RetryableException broken(String what, Throwable cause) {
        String where = line == 0 ? "the answer" : "the answer after row " + line;
        RetryableException broken =
                new RetryableException("%s cannot be read: %s".formatted(where, firstLine(what)), Optional.empty());
        if (cause != null) {
            broken.initCause(cause);
        }
        return broken;
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse("");
    }
}
