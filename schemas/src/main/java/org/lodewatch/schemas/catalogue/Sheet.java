package org.lodewatch.schemas.catalogue;

import de.siegmar.fastcsv.reader.CommentStrategy;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** A data file taken apart: rows of cells under the columns it must have, in any order. */
final class Sheet {

    private final CsvText text;
    private final List<String> columns;
    private final CatalogueErrors mistakes;
    private final List<Row> rows = new ArrayList<>();
    private boolean whole;

    private Sheet(CsvText text, List<String> columns, CatalogueErrors mistakes) {
        this.text = text;
        this.columns = columns;
        this.mistakes = mistakes;
        this.whole = text.isUtf8();
    }

    /** Reads a file that must have exactly these columns. Rows that could not be taken apart are mistakes, and absent. */
    static Sheet read(SourceFile source, List<String> columns, CatalogueErrors mistakes) {
        CsvText text = CsvText.decode(source.label(), source.content(), mistakes);
        Sheet sheet = new Sheet(text, columns, mistakes);
        if (text.isUtf8()) {
            sheet.readRecords();
        }
        return sheet;
    }

    List<Row> rows() {
        return rows;
    }

    /** Whether every row could be taken apart; if not, what others refer to may be in the part that could not. */
    boolean whole() {
        return whole;
    }

    private void readRecords() {
        List<String> header = List.of();
        int unread = 0;
        try (CsvReader<CsvRecord> reader = reader()) {
            for (Iterator<CsvRecord> records = reader.iterator(); records.hasNext(); ) {
                CsvRecord record = records.next();
                CsvText.Span span = text.recordAt((int) record.getStartingLineNumber());
                unread = span.nextLine();
                if (header.isEmpty()) {
                    header = record.getFields();
                    if (!headerFits(header, span)) {
                        whole = false;
                        return;
                    }
                } else {
                    addRow(header, record.getFields(), span);
                }
            }
        } catch (CsvParseException e) {
            reject(brokenField(unread), "is broken CSV; close the quote and double every quote inside it, or drop it");
        } catch (IOException e) {
            throw new UncheckedIOException("reading a text in memory", e);
        }
        if (header.isEmpty() && whole) {
            reject(text.place(0), "the file is empty; begin with the header " + String.join(",", columns));
        }
    }

    private CsvReader<CsvRecord> reader() {
        return CsvReader.builder()
                .commentStrategy(CommentStrategy.SKIP)
                .allowUnclosedQuote(false)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .ofCsvRecord(text.text());
    }

    private RowLocation brokenField(int unread) {
        List<RowLocation> fields = text.recordFrom(unread).fields();
        return fields.get(fields.size() - 1);
    }

    private boolean headerFits(List<String> header, CsvText.Span span) {
        boolean fits = true;
        for (int i = 0; i < header.size(); i++) {
            String column = header.get(i);
            if (!columns.contains(column)) {
                mistakes.add(span.fields().get(i), "unknown column \"" + column + "\"; the columns are " + columns);
                fits = false;
            } else if (header.indexOf(column) < i) {
                mistakes.add(span.fields().get(i), "column \"" + column + "\" stands twice; remove one of them");
                fits = false;
            }
        }
        for (String column : columns) {
            if (!header.contains(column)) {
                mistakes.add(span.end(), "column \"" + column + "\" is missing; add it to the header");
                fits = false;
            }
        }
        return fits;
    }

    private void addRow(List<String> header, List<String> fields, CsvText.Span span) {
        String counts = "the row has " + fields.size() + " fields and the header " + header.size();
        if (fields.size() < header.size()) {
            reject(span.end(), counts + "; add what is missing");
            return;
        }
        if (fields.size() > header.size()) {
            reject(span.fields().get(header.size()), counts + "; quote a field that holds a comma");
            return;
        }
        Map<String, SheetCell> cells = new HashMap<>();
        for (int i = 0; i < fields.size(); i++) {
            RowLocation place = span.fields().get(i);
            boolean quoteInside = fields.get(i).contains("\"") && !text.isQuoted(place);
            if (quoteInside) {
                reject(place, "has a quote in the middle; quote the whole field and double the quotes inside it");
            }
            cells.put(header.get(i), new SheetCell(fields.get(i), place));
        }
        rows.add(new Row(cells));
    }

    private void reject(RowLocation place, String mistake) {
        mistakes.add(place, mistake);
        whole = false;
    }

    /** The cells of one row by column. */
    record Row(Map<String, SheetCell> cells) {

        SheetCell cell(String column) {
            return cells.get(column);
        }
    }
}
