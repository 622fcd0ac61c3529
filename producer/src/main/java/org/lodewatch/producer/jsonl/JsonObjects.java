package org.lodewatch.producer.jsonl;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.lodewatch.producer.feed.ImportField;
import org.lodewatch.producer.feed.RawImport;
import org.lodewatch.producer.file.ColumnNames;
import org.lodewatch.producer.file.RowReader;
import org.lodewatch.producer.rules.RowFault;
import org.lodewatch.schemas.values.RejectionReason;

/** One JSON object a record; its scalars are taken as they are written. */
final class JsonObjects implements RowReader {

    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .build();

    private final ColumnNames names;
    private final Map<String, List<ImportField>> fields;

    JsonObjects(ColumnNames names) {
        this.names = names;
        this.fields = Arrays.stream(ImportField.values()).collect(Collectors.groupingBy(names::nameOf));
    }

    @Override
    public RawImport read(String text) throws RowFault {
        try (JsonParser json = JSON.createParser(text)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new RowFault(
                        RejectionReason.UNREADABLE_JSON, "no JSON object; expected one, complete, on each line");
            }
            RawImport row = object(json);
            if (json.nextToken() != null) {
                throw new RowFault(
                        RejectionReason.UNREADABLE_JSON, "something after the JSON object; expected one object a line");
            }
            return names.complete(row);
        } catch (JsonProcessingException e) {
            throw new RowFault(
                    RejectionReason.UNREADABLE_JSON,
                    "%s (column %d); expected one JSON object a line"
                            .formatted(e.getOriginalMessage(), e.getLocation().getColumnNr()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private RawImport object(JsonParser json) throws IOException, RowFault {
        RawImport row = new RawImport();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            List<ImportField> holds = fields.getOrDefault(json.currentName(), List.of());
            JsonToken value = json.nextToken();
            if (holds.isEmpty()) {
                json.skipChildren();
            } else if (value.isStructStart()) {
                throw new RowFault(
                        RejectionReason.UNREADABLE_JSON,
                        json.currentName() + " is an object or array; expected a text or number");
            } else if (value != JsonToken.VALUE_NULL) {
                String text = json.getText();
                holds.forEach(field -> row.with(field, text));
            }
        }
        return row;
    }
}
