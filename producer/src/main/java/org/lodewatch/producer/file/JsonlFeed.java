package org.lodewatch.producer.file;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.lodewatch.producer.feed.Feed;
import org.lodewatch.producer.feed.FeedReader;
import org.lodewatch.producer.feed.ImportField;
import org.lodewatch.producer.feed.RawImport;
import org.lodewatch.producer.file.FileFeedReader.RowParser;
import org.lodewatch.producer.file.TextRecords.TextRecord;
import org.lodewatch.producer.layout.ColumnNames;
import org.lodewatch.producer.rules.RowFault;
import org.lodewatch.schemas.values.RejectionReason;

/**
 * Customs import records from a file with one JSON object a line: UTF-8, plain or gzip. Fields have the names of
 * {@link ImportField} unless {@link ColumnNames} says otherwise; others are ignored. Values
 * may be JSON numbers or strings; numbers are read digit by digit, never as floating point.
 *
 * <p>After a kill the feed resumes behind the last row that was published, if the file has not changed. Standard input
 * always starts at the beginning, which changes nothing that was published already.
 */
public record JsonlFeed(InputFile file, ColumnNames names) implements Feed {

    /** A file with canonical field names. */
    public JsonlFeed(InputFile file) {
        this(file, ColumnNames.CANONICAL);
    }

    @Override
    public String id() {
        return file.feedId("jsonl");
    }

    @Override
    public FeedReader open(Optional<String> cursor) {
        return FileFeedReader.open(RecordFile.ofLines(file, names.toString()), () -> new JsonObjects(names), cursor);
    }

    /** Parses one JSON object a record. Scalars are read as they are written. */
    private record JsonObjects(ColumnNames names, Map<String, List<ImportField>> fields) implements RowParser {

        private static final JsonFactory JSON = JsonFactory.builder()
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                .build();

        JsonObjects(ColumnNames names) {
            this(names, Arrays.stream(ImportField.values()).collect(Collectors.groupingBy(names::nameOf)));
        }

        @Override
        public RawImport parse(TextRecord record) throws RowFault {
            try (JsonParser json = JSON.createParser(record.text(UTF_8))) {
                if (json.nextToken() != JsonToken.START_OBJECT) {
                    throw new RowFault(
                            RejectionReason.UNREADABLE_JSON, "no JSON object; expected one, complete, on each line");
                }
                RawImport row = object(json);
                if (json.nextToken() != null) {
                    throw new RowFault(
                            RejectionReason.UNREADABLE_JSON,
                            "something after the JSON object; expected one object a line");
                }
                return names.complete(row);
            } catch (JsonProcessingException e) {
                throw new RowFault(
                        RejectionReason.UNREADABLE_JSON,
                        "%s%s; expected one JSON object a line".formatted(reason(e), place(e.getLocation())));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** Without the name of the setting of the parser, which users cannot change. */
        private static String reason(JsonProcessingException e) {
            return e.getOriginalMessage().replaceFirst(", from `StreamReadConstraints[^`]*`", "");
        }

        /** The location is null where the line breaks a limit of size or depth. */
        private static String place(JsonLocation at) {
            return at == null ? "" : " (column %d)".formatted(at.getColumnNr());
        }

        private RawImport object(JsonParser json) throws IOException, RowFault {
            RawImport row = new RawImport();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                List<ImportField> targets = fields.getOrDefault(json.currentName(), List.of());
                JsonToken value = json.nextToken();
                if (targets.isEmpty()) {
                    json.skipChildren();
                } else if (value.isStructStart()) {
                    throw new RowFault(
                            RejectionReason.UNREADABLE_JSON,
                            json.currentName() + " is an object or array; expected a text or number");
                } else if (value != JsonToken.VALUE_NULL) {
                    String text = json.getText();
                    targets.forEach(field -> row.with(field, text));
                }
            }
            return row;
        }
    }
}
