package org.lodewatch.producer.census;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.lodewatch.clients.http.RetryableException;

/**
 * A table as the API sends it, read row by row: an array of arrays of texts, the column names first. A variable
 * that is both selected and filtered by has two columns, of which the first counts. A response that breaks off or is no
 * such table is a {@link RetryableException}.
 */
final class CensusTable {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .build();
    private static final Pattern MONTH = Pattern.compile("[0-9]{4}-(0[1-9]|1[0-2])");

    /** A limit against a server that never stops sending. */
    private static final int MAX_BYTES = 64 << 20;

    private final byte[] body;
    private final JsonParser json;
    private final Map<String, Integer> columns = new HashMap<>();
    private JsonNode cells = JSON.createArrayNode();
    private long line;
    private int from;

    /**
     * Reads the column names. The response is kept in memory, so that a rejected row can be published as it was received.
     */
    CensusTable(InputStream in) throws IOException {
        this(in.readNBytes(MAX_BYTES + 1));
        if (body.length > MAX_BYTES) {
            throw broken("it is longer than " + MAX_BYTES + " bytes", null);
        }
        if (token() != JsonToken.START_ARRAY) {
            throw broken("expected a table: an array of arrays", null);
        }
        if (next()) {
            for (int i = 0; i < cells.size(); i++) {
                columns.putIfAbsent(cells.get(i).asText(), i);
            }
        }
    }

    private CensusTable(byte[] body) throws IOException {
        this.body = body;
        this.json = JSON.createParser(body);
    }

    /** A table without rows, which is what a response without a body means. */
    static CensusTable empty() throws IOException {
        return new CensusTable(new byte[0]);
    }

    /** Goes to the next row; false at the end. */
    boolean next() throws IOException {
        if (body.length == 0) {
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
        from = (int) json.currentTokenLocation().getByteOffset();
        int width = cells.size();
        cells = row();
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

    /** The row's number in the response; that of the column names is 1. */
    long line() {
        return line;
    }

    /** The row as it was received. */
    byte[] raw() {
        return Arrays.copyOfRange(body, from, (int) json.currentLocation().getByteOffset());
    }

    private Optional<String> find(String column) {
        return Optional.ofNullable(columns.get(column))
                .map(index -> cells.get(index).asText(""));
    }

    private JsonNode row() throws IOException {
        JsonNode row;
        try {
            row = json.readValueAsTree();
        } catch (JsonProcessingException e) {
            throw broken(e.getOriginalMessage(), e);
        }
        for (JsonNode cell : row) {
            if (!cell.isValueNode()) {
                throw broken("expected a row of texts", null);
            }
        }
        return row;
    }

    private JsonToken token() throws IOException {
        try {
            return json.nextToken();
        } catch (JsonProcessingException e) {
            throw broken(e.getOriginalMessage(), e);
        }
    }

    private RetryableException broken(String problem, Throwable cause) {
        String where = line == 0 ? "the answer" : "the answer after row " + line;
        String firstLine = problem.lines().findFirst().orElse("");
        RetryableException broken =
                new RetryableException("%s cannot be read: %s".formatted(where, firstLine), Optional.empty());
        if (cause != null) {
            broken.initCause(cause);
        }
        return broken;
    }
}
