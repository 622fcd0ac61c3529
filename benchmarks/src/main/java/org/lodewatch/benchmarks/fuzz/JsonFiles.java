package org.lodewatch.benchmarks.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.lodewatch.producer.feed.Feed;
import org.lodewatch.producer.feed.ImportField;
import org.lodewatch.producer.file.InputFile;
import org.lodewatch.producer.file.JsonlFeed;

/** Small files with a JSON object a line. Fields must be read as they were written, numbers digit by digit. */
final class JsonFiles implements InputSource {

    private static final int MOST_ROWS = 6;

    /** One in so many fields is odd. */
    private static final int ODD = 40;

    private static final int DEEP = 300;

    private final RowRules rules = new RowRules();

    @Override
    public FuzzInput input(Chance chance) {
        StringBuilder text = new StringBuilder(chance.of("", "", "\uFEFF"));
        List<Map<ImportField, String>> rows = new ArrayList<>();
        boolean right = true;
        for (int left = chance.from(1, MOST_ROWS); left > 0; left--) {
            Map<ImportField, String> row = RowTexts.of(chance, ODD);
            row.replaceAll((field, value) -> CsvFiles.encodable(value));
            row.keySet().removeIf(field -> field.optional() && chance.oneIn(4));
            String line = object(chance, row);
            String end = left > 1 || chance.oneIn(2) ? chance.of("\n", "\r\n", "\n\n") : "";
            text.append(line).append(end);
            right &= !RowFile.isTooLong(line + end);
            rows.add(row);
        }
        byte[] bytes = text.toString().getBytes(UTF_8);
        if (chance.oneIn(2)) {
            right = false;
            bytes = chance.mutated(bytes);
        }
        return new RowFile(bytes, right ? Optional.of(rows) : Optional.empty(), true, rules) {
            @Override
            Feed feed(byte[] content) {
                return new JsonlFeed(InputFile.of(InputFile.STANDARD_INPUT, new ByteArrayInputStream(content)));
            }
        };
    }

    private static String object(Chance chance, Map<ImportField, String> row) {
        List<String> fields = new ArrayList<>();
        row.forEach((field, value) ->
                fields.add(quoted(chance, field.column()) + chance.of(":", " : ") + value(chance, value)));
        if (chance.oneIn(4)) {
            fields.add(quoted(chance, "other") + ":" + other(chance));
        }
        Collections.shuffle(fields, new Random(chance.anyLong()));
        return "{" + String.join(chance.of(",", ", "), fields) + "}";
    }

    private static String value(Chance chance, String text) {
        boolean number = text.matches("-?(0|[1-9][0-9]{0,30})(\\.[0-9]{1,30})?([eE][+-]?[0-9]{1,9})?");
        return number && chance.oneIn(2) ? text : quoted(chance, text);
    }

    /** A field that is not used may be anything. */
    private static String other(Chance chance) {
        return switch (chance.below(4)) {
            case 0 -> quoted(chance, CsvFiles.encodable(chance.oddText()));
            case 1 -> "[{\"a\":[1,2,{}]},null]";
            case 2 -> chance.oneIn(20) ? "[".repeat(DEEP) + "]".repeat(DEEP) : "1e999";
            default -> "{\"customs_value_usd\":\"7\"}";
        };
    }

    static String quoted(Chance chance, String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.codePoints().forEach(c -> {
            if (c == '"' || c == '\\') {
                quoted.append('\\').append((char) c);
            } else if (c < ' ' || chance.oneIn(40)) {
                // Both halves of a character: one alone cannot be written in UTF-8.
                for (char half : Character.toChars(c)) {
                    quoted.append("\\u%04x".formatted((int) half));
                }
            } else {
                quoted.appendCodePoint(c);
            }
        });
        return quoted.append('"').toString();
    }
}
