package org.lodewatch.schemas.catalogue;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The text of a CSV file and where its fields stand in it; the CSV library reports lines, an author needs columns. */
final class CsvText {

    private final String file;
    private final String text;
    private final boolean utf8;
    private final List<Integer> lineStarts = new ArrayList<>();

    private CsvText(String file, String text, boolean utf8) {
        this.file = file;
        this.text = text;
        this.utf8 = utf8;
        lineStarts.add(0);
        for (int offset = 0; offset < text.length(); offset++) {
            if (endsLine(offset)) {
                lineStarts.add(offset + 1);
            }
        }
    }

    /** Decodes UTF-8, with or without a byte order mark, up to the first byte that is not UTF-8. */
    static CsvText decode(String file, byte[] content, CatalogueErrors mistakes) {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        CharBuffer characters = CharBuffer.allocate(content.length + 1);
        CoderResult result = decoder.decode(ByteBuffer.wrap(content), characters, true);
        String decoded = characters.flip().toString();
        CsvText text =
                new CsvText(file, decoded.startsWith("\uFEFF") ? decoded.substring(1) : decoded, !result.isError());
        if (!text.utf8) {
            mistakes.add(text.place(text.text.length()), "is not UTF-8; save the file as UTF-8");
        }
        return text;
    }

    boolean isUtf8() {
        return utf8;
    }

    String text() {
        return text;
    }

    RowLocation place(int offset) {
        int found = Collections.binarySearch(lineStarts, offset);
        int line = found < 0 ? -found - 1 : found + 1;
        return new RowLocation(file, line, offset - lineStarts.get(line - 1) + 1);
    }

    boolean isQuoted(RowLocation field) {
        return quoteAt(lineStarts.get(field.line() - 1) + field.column() - 1);
    }

    /** The record that starts at a line, 1-based. */
    Span recordAt(int line) {
        return span(lineStarts.get(line - 1));
    }

    /** The first record of the lines from an offset on; comments and empty lines are none. */
    Span recordFrom(int lineStart) {
        int offset = lineStart;
        while (offset < text.length() && (text.charAt(offset) == '#' || atLineEnd(offset))) {
            offset = nextLine(offset);
        }
        return span(offset);
    }

    private Span span(int start) {
        List<RowLocation> fields = new ArrayList<>();
        int offset = start;
        while (true) {
            fields.add(place(offset));
            offset = fieldEnd(offset);
            if (offset >= text.length() || text.charAt(offset) != ',') {
                return new Span(fields, place(Math.min(offset, text.length())), nextLine(offset));
            }
            offset++;
        }
    }

    private int fieldEnd(int start) {
        int offset = start;
        if (offset < text.length() && text.charAt(offset) == '"') {
            offset++;
            while (offset < text.length() && (text.charAt(offset) != '"' || quoteAt(offset + 1))) {
                offset += text.charAt(offset) == '"' ? 2 : 1;
            }
            return offset + 1;
        }
        while (!atLineEnd(offset) && text.charAt(offset) != ',') {
            offset++;
        }
        return offset;
    }

    private boolean quoteAt(int offset) {
        return offset < text.length() && text.charAt(offset) == '"';
    }

    private boolean atLineEnd(int offset) {
        return offset >= text.length() || text.charAt(offset) == '\n' || text.charAt(offset) == '\r';
    }

    private boolean endsLine(int offset) {
        char character = text.charAt(offset);
        boolean half = character == '\r' && offset + 1 < text.length() && text.charAt(offset + 1) == '\n';
        return character == '\n' || (character == '\r' && !half);
    }

    private int nextLine(int offset) {
        int next = offset;
        while (next < text.length() && !endsLine(next)) {
            next++;
        }
        return next + 1;
    }

    /** Where the fields of a record begin, where its last one ends, and the offset of the line after it. */
    record Span(List<RowLocation> fields, RowLocation end, int nextLine) {}
}
