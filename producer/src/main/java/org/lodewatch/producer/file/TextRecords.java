package org.lodewatch.producer.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import org.lodewatch.producer.rules.RowFault;
import org.lodewatch.schemas.values.RejectionReason;

/**
 * Cuts text into records at line ends, without decoding it; a line end in quotes does not end a record. Lines end with LF or
 * CRLF, those of a table also with CR alone. Works on bytes,
 * because the position and the raw bytes of a record are reported however damaged it is.
 *
 * <p>A quote that is never closed must not swallow the rest of the file: then, and on request for a record of several
 * lines, the first line alone is the record, and the next line begins another.
 */
final class TextRecords {

    /** The most bytes of a record. */
    static final int MAX_LENGTH = 1 << 16;

    private static final int CAPACITY = 4 * MAX_LENGTH;

    /** The position of a byte in a line of fields. */
    private enum Position {
        FIELD_BEGIN,
        PLAIN,
        QUOTED,
        AFTER_QUOTE
    }

    /**
     * The bytes of one record of a file.
     *
     * @param bytes without line end; cut off if it is too long
     * @param line its first line, from 1
     * @param lines how many lines it spans
     * @param tooLong whether it is longer than {@link #MAX_LENGTH}
     * @param terminated whether a line end follows it: a file that was cut off has none
     */
    record TextRecord(byte[] bytes, long line, int lines, boolean tooLong, boolean terminated) {

        boolean blank() {
            for (byte b : bytes) {
                if (b != ' ' && b != '\t' && b != '\r' && b != '\n') {
                    return false;
                }
            }
            return true;
        }

        /** The text, if the bytes are of this encoding and not too many. */
        String text(Charset charset) throws RowFault {
            if (tooLong) {
                throw new RowFault(
                        RejectionReason.LINE_TOO_LONG,
                        "longer than " + MAX_LENGTH + " bytes; expected one record a line");
            }
            try {
                return charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            } catch (CharacterCodingException e) {
                throw new RowFault(
                        RejectionReason.MALFORMED_UTF8,
                        "not %s (%s); name the encoding of the file with --charset, such as windows-1252"
                                .formatted(charset, e.getMessage()));
            }
        }
    }

    private final InputStream in;
    private final OptionalInt separator;
    private final byte[] buffer = new byte[CAPACITY];
    private int start;
    private int limit;
    private long offset;
    private long line;

    private int lastFirstLine;
    private int lastLength;
    private int lastLines;

    private TextRecords(InputStream in, OptionalInt separator) {
        this.in = in;
        this.separator = separator;
    }

    /** Every line is a record. */
    static TextRecords lines(InputStream in) {
        return new TextRecords(in, OptionalInt.empty());
    }

    /** Records of fields, which may be in double quotes and may then hold line ends. */
    static TextRecords quoted(InputStream in, char separator) {
        return new TextRecords(in, OptionalInt.of(separator));
    }

    /** Bytes before the next record. */
    long offset() {
        return offset;
    }

    /** Lines before the next record. */
    long line() {
        return line;
    }

    /** Goes forward to a record. */
    void skipTo(long toOffset, long toLine) throws IOException {
        long ahead = toOffset - offset;
        int buffered = (int) Math.min(ahead, limit - start);
        start += buffered;
        in.skipNBytes(ahead - buffered);
        offset = toOffset;
        line = toLine;
    }

    /** The next record; empty at the end. */
    Optional<TextRecord> next() throws IOException {
        Position position = Position.FIELD_BEGIN;
        int firstLine = 0;
        int lines = 0;
        for (int length = 0; ; ) {
            if (start + length == limit && !fill()) {
                return atEnd(position, length, firstLine, lines);
            }
            if (length > MAX_LENGTH) {
                return Optional.of(lines == 0 ? tooLong() : take(firstLine, firstLine, 1));
            }
            byte b = buffer[start + length++];
            position = separator.isPresent() ? after(position, b) : Position.PLAIN;
            if (b == '\n' || endsAlone(b, position, length)) {
                firstLine = lines++ == 0 ? length : firstLine;
                if (position != Position.QUOTED) {
                    return Optional.of(take(length, firstLine, lines));
                }
            }
        }
    }

    /**
     * Whether a byte of a table is a carriage return without a line feed behind it. It ends a line too, as in files of old
     * spreadsheets; in quotes it is a part of the cell.
     *
     * @param length bytes of the record up to this one
     */
    private boolean endsAlone(byte b, Position position, int length) throws IOException {
        return b == '\r'
                && separator.isPresent()
                && position != Position.QUOTED
                && (start + length < limit || fill())
                && buffer[start + length] != '\n';
    }

    /** The first line of the record that {@link #next()} returned last; its second line becomes the next record. */
    TextRecord firstLine() {
        start -= lastLength;
        offset -= lastLength;
        line -= lastLines;
        return take(lastFirstLine, lastFirstLine, 1);
    }

    private Position after(Position position, byte b) {
        return switch (position) {
            case QUOTED -> b == '"' ? Position.AFTER_QUOTE : Position.QUOTED;
            case FIELD_BEGIN, AFTER_QUOTE -> b == '"' ? Position.QUOTED : afterPlain(b);
            case PLAIN -> afterPlain(b);
        };
    }

    private Position afterPlain(byte b) {
        return b == separator.getAsInt() ? Position.FIELD_BEGIN : Position.PLAIN;
    }

    private Optional<TextRecord> atEnd(Position position, int length, int firstLine, int lines) {
        if (length == 0) {
            return Optional.empty();
        }
        return Optional.of(
                position == Position.QUOTED && lines > 0
                        ? take(firstLine, firstLine, 1)
                        : take(length, lines == 0 ? length : firstLine, lines + 1));
    }

    private TextRecord take(int length, int firstLine, int lines) {
        int end = start + length;
        boolean terminated =
                end > start && (buffer[end - 1] == '\n' || buffer[end - 1] == '\r' && separator.isPresent());
        if (terminated) {
            end--;
            if (buffer[end] == '\n' && end > start && buffer[end - 1] == '\r') {
                end--;
            }
        }
        TextRecord record = new TextRecord(Arrays.copyOfRange(buffer, start, end), line + 1, lines, false, terminated);
        start += length;
        offset += length;
        line += lines;
        lastLength = length;
        lastFirstLine = firstLine;
        lastLines = lines;
        return record;
    }

    private TextRecord tooLong() throws IOException {
        TextRecord record =
                new TextRecord(Arrays.copyOfRange(buffer, start, start + MAX_LENGTH), line + 1, 1, true, true);
        boolean ended = false;
        while (!ended && (start < limit || fill())) {
            byte b = buffer[start++];
            offset++;
            ended = b == '\n' || endsAlone(b, Position.PLAIN, 0);
        }
        line++;
        return record;
    }

    private boolean fill() throws IOException {
        if (limit == CAPACITY) {
            System.arraycopy(buffer, start, buffer, 0, limit - start);
            limit -= start;
            start = 0;
        }
        int read = in.read(buffer, limit, CAPACITY - limit);
        limit += Math.max(read, 0);
        return read > 0;
    }
}
