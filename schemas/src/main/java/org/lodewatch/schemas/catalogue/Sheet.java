package org.lodewatch.schemas.catalogue;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import de.siegmar.fastcsv.reader.CommentStrategy;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A file of the catalogue as rows of fields, under the columns that it must have, in any order. */
final class Sheet {

    /** A point in a file; line and column count from 1, the column in characters. */
    record Place(String file, int line, int column) implements Comparable<Place> {

        Place right(int columns) {
            return new Place(file, line, column + columns);
        }

        /** The place after a text that starts here. @param quoteLength characters of a quote in the file */
        Place after(CharSequence text, int quoteLength) {
            int lines = 0;
            int columns = column;
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i);
                boolean half = c == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n';
                if (c == '\n' || c == '\r' && !half) {
                    lines++;
                    columns = 1;
                } else {
                    columns += c == '"' ? quoteLength : 1;
                }
            }
            return new Place(file, line + lines, columns);
        }

        @Override
        public int compareTo(Place other) {
            return line == other.line ? Integer.compare(column, other.column) : Integer.compare(line, other.line);
        }

        @Override
        public String toString() {
            return file + ":" + line + ":" + column;
        }
    }

    /** A field and its place. Its methods report what they cannot accept. */
    record Field(String text, Place place, CatalogueErrors mistakes) {

        private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9-]*");
        private static final Pattern NUMBER = Pattern.compile("[1-9]\\d{0,2}");

        boolean isEmpty() {
            return text.isEmpty();
        }

        void wrong(String mistake) {
            mistakes.add(place, mistake);
        }

        /** Whether the text matches; otherwise a mistake, which begins with the text. */
        boolean matches(Pattern pattern, String mistake) {
            boolean matches = pattern.matcher(text).matches();
            if (!matches) {
                wrong(quoted() + " " + mistake);
            }
            return matches;
        }

        String required() {
            if (text.isBlank()) {
                wrong("is empty; fill it in");
            }
            return text;
        }

        String id() {
            matches(ID, "is not an id; use lower-case letters, digits and hyphens, such as rare-earths");
            return text;
        }

        boolean yes() {
            if (!text.equals("yes") && !text.equals("no")) {
                wrong(quoted() + " is neither yes nor no; write one of them");
            }
            return text.equals("yes");
        }

        /** A code of up to three digits, as M49 and UN Comtrade number countries; 0 after a mistake. */
        int number() {
            return matches(NUMBER, "is not a number from 1 to 999; write the code without leading zeros")
                    ? Integer.parseInt(text)
                    : 0;
        }

        /** The parts that semicolons separate; none of an empty field. */
        List<Field> parts() {
            return isEmpty()
                    ? List.of()
                    : Stream.of(text.split(";", -1))
                            .map(part -> new Field(part.strip(), place, mistakes))
                            .toList();
        }

        String quoted() {
            return '"' + text + '"';
        }
    }

    private final CatalogueFiles.Source source;
    private final List<String> columns;
    private final Set<String> optionalColumns;
    private final CatalogueErrors mistakes;
    private final List<Map<String, Field>> rows = new ArrayList<>();
    private boolean whole = true;

    /**
     * Reads a file. A row that cannot be split into fields is reported and left out.
     *
     * @param columns that the file must have
     * @param optionalColumns that it may have; it has no others
     */
    Sheet(CatalogueFiles.Source source, List<String> columns, Set<String> optionalColumns, CatalogueErrors mistakes) {
        this.source = source;
        this.columns = columns;
        this.optionalColumns = optionalColumns;
        this.mistakes = mistakes;
        CharBuffer text = CharBuffer.allocate(source.content().length + 1);
        boolean isUtf8 = !StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(source.content()), text, true)
                .isError();
        String content = text.flip().toString().replaceFirst("^\uFEFF", "");
        if (isUtf8) {
            read(content);
        } else {
            reject(start().after(content, 1), "is not UTF-8; save the file as UTF-8");
        }
    }

    CatalogueFiles.Source source() {
        return source;
    }

    /** The fields of each row by column. */
    List<Map<String, Field>> rows() {
        return rows;
    }

    /** Whether every row was read. If not, a reference to this file may lead to a row that is left out. */
    boolean whole() {
        return whole;
    }

    private void read(String content) {
        List<String> header = List.of();
        FieldHandler handler = new FieldHandler();
        try (CsvReader<List<Field>> reader = CsvReader.builder()
                .commentStrategy(CommentStrategy.SKIP)
                .allowUnclosedQuote(false)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .build(handler, content)) {
            for (List<Field> fields : reader) {
                if (header.isEmpty()) {
                    header = fields.stream().map(Field::text).toList();
                    if (!headerFits(header, fields, handler.end)) {
                        whole = false;
                        return;
                    }
                } else {
                    addRow(header, fields, handler.end);
                }
            }
        } catch (CsvParseException e) {
            reject(handler.place, "is broken CSV; close the quote and double every quote inside it, or drop it");
        } catch (IOException e) {
            throw new UncheckedIOException("reading a text in memory", e);
        }
        if (header.isEmpty() && whole) {
            reject(start(), "the file is empty; begin with the header " + String.join(",", columns));
        }
    }

    private boolean headerFits(List<String> header, List<Field> fields, Place end) {
        boolean fits = true;
        for (int i = 0; i < header.size(); i++) {
            String column = header.get(i);
            if (!columns.contains(column) && !optionalColumns.contains(column)) {
                fields.get(i).wrong("unknown column \"" + column + "\"; the columns are " + columns);
                fits = false;
            } else if (header.indexOf(column) < i) {
                fields.get(i).wrong("column \"" + column + "\" appears twice; remove one of them");
                fits = false;
            }
        }
        for (String column : columns) {
            if (!header.contains(column)) {
                mistakes.add(end, "column \"" + column + "\" is missing; add it to the header");
                fits = false;
            }
        }
        return fits;
    }

    private void addRow(List<String> header, List<Field> fields, Place end) {
        String counts = "the row has " + fields.size() + " fields and the header " + header.size();
        if (fields.size() < header.size()) {
            reject(end, counts + "; add what is missing");
        } else if (fields.size() > header.size()) {
            reject(fields.get(header.size()).place(), counts + "; quote a field that holds a comma");
        } else {
            Map<String, Field> row = new HashMap<>();
            fields.forEach(field -> row.put(header.get(row.size()), field));
            rows.add(row);
        }
    }

    /** The first place of the file. */
    Place start() {
        return new Place(source.label(), 1, 1);
    }

    private void reject(Place place, String mistake) {
        mistakes.add(place, mistake);
        whole = false;
    }

    /** Adds places to fields. FastCSV reports lines only; the author of a file needs columns too. */
    private final class FieldHandler extends AbstractBaseCsvCallbackHandler<List<Field>> {

        private List<Field> fields = List.of();

        /** Where the next field starts. */
        private Place place = start();

        /** Where the last record ends. */
        private Place end = start();

        @Override
        protected void handleBegin(long startingLineNumber) {
            place = new Place(source.label(), (int) startingLineNumber, 1);
            fields = new ArrayList<>();
        }

        @Override
        protected void handleField(int index, char[] buffer, int offset, int length, boolean quoted) {
            String text = new String(buffer, offset, length);
            fields.add(new Field(text, place, mistakes));
            if (!quoted && text.contains("\"")) {
                reject(place, "has a quote in the middle; quote the whole field and double the quotes inside it");
            }
            end = quoted ? place.right(1).after(text, 2).right(1) : place.after(text, 1);
            place = end.right(1);
        }

        @Override
        protected List<Field> buildRecord() {
            return fields;
        }
    }
}
