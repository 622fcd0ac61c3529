package org.lodewatch.producer.file;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader.CsvReaderBuilder;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.lodewatch.producer.file.TextRecords.TextRecord;
import org.lodewatch.producer.rules.RowFault;
import org.lodewatch.schemas.values.RejectionReason;

/**
 * Divides the records of a CSV file into cells. Only cells that are used must be in order: quotes or bytes in other cells
 * that break the rules do not cost a row.
 *
 * @param width number of columns in the header
 * @param used indexes of the columns that are used, in order
 */
record CsvCells(CsvReaderBuilder csv, char separator, Charset charset, int width, int[] used) {

    private static final char UNDECODABLE = '\uFFFD';

    /** @throws RowFault if a cell that is used cannot be read */
    List<String> of(TextRecord record) throws RowFault {
        String text = text(record);
        List<String> cells;
        try {
            cells = csv.ofSingleCsvRecord(text).getFields();
        } catch (CsvParseException e) {
            cells = despite(unreadable(e), text);
        }
        return counted(cells, record.terminated());
    }

    /** The cells of a line, if no cell that is used has a stray quote. @throws RowFault the given one if one has */
    List<String> ofLine(TextRecord line, RowFault fault) throws RowFault {
        return counted(despite(fault, text(line)), line.terminated());
    }

    /** The cells of a line, whatever their number and quotes. */
    List<String> loosely(TextRecord line) {
        return split(new String(line.bytes(), charset), separator);
    }

    private static RowFault unreadable(CsvParseException e) {
        // The parser gets one record at a time, so that its line is always 1. The item has the real one.
        String fault = e.getMessage().replace(" (record starting at line 1)", "");
        return new RowFault(
                RejectionReason.UNREADABLE_CSV, fault + "; expected fields separated and quoted after RFC 4180");
    }

    private String text(TextRecord record) throws RowFault {
        try {
            return record.text(charset);
        } catch (RowFault fault) {
            if (record.tooLong()) {
                throw fault;
            }
            String text = new String(record.bytes(), charset);
            List<String> cells = split(text, separator);
            for (int index : used) {
                if (index < cells.size() && cells.get(index).indexOf(UNDECODABLE) >= 0) {
                    throw fault;
                }
            }
            return text;
        }
    }

    private List<String> despite(RowFault fault, String text) throws RowFault {
        List<String> cells = split(text, separator);
        if (cells.size() != width) {
            throw fault;
        }
        for (int index : used) {
            if (cells.get(index).indexOf('"') >= 0) {
                throw fault;
            }
        }
        return cells;
    }

    /** Divides a line that is not CSV: a quoted cell ends at a quote that a separator or the end of the line follows. */
    static List<String> split(String text, char separator) {
        List<String> cells = new ArrayList<>();
        int begin = 0;
        while (begin <= text.length()) {
            int end = text.startsWith("\"", begin) ? closingQuote(text, begin + 1, separator) : -1;
            if (end > 0) {
                cells.add(text.substring(begin + 1, end).replace("\"\"", "\""));
                begin = end + 2;
            } else {
                int next = text.indexOf(separator, begin);
                end = next < 0 ? text.length() : next;
                cells.add(text.substring(begin, end));
                begin = end + 1;
            }
        }
        return cells;
    }

    private static int closingQuote(String text, int from, char separator) {
        for (int quote = text.indexOf('"', from); quote >= 0; quote = text.indexOf('"', quote + 1)) {
            if (quote + 1 == text.length() || text.charAt(quote + 1) == separator) {
                return quote;
            }
        }
        return -1;
    }

    private List<String> counted(List<String> cells, boolean terminated) throws RowFault {
        int count = cells.size();
        boolean right = count == width
                || count > width && cells.subList(width, count).stream().allMatch(String::isBlank)
                || terminated && count > Arrays.stream(used).max().orElse(-1) && count < width;
        if (!right) {
            throw new RowFault(
                    RejectionReason.WRONG_COLUMN_COUNT,
                    "%d columns; expected %d, as in the header".formatted(count, width));
        }
        return cells;
    }
}
