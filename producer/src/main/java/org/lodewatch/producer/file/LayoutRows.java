package org.lodewatch.producer.file;

import static org.lodewatch.producer.feed.ImportField.COMMODITY_CODE;
import static org.lodewatch.producer.feed.ImportField.CUSTOMS_VALUE_USD;
import static org.lodewatch.producer.feed.ImportField.NET_WEIGHT_KG;
import static org.lodewatch.producer.feed.ImportField.ORIGIN;
import static org.lodewatch.producer.feed.ImportField.PERIOD;
import static org.lodewatch.producer.feed.ImportField.RECORD_ID;
import static org.lodewatch.producer.feed.ImportField.REPORTER;
import static org.lodewatch.producer.feed.ImportField.REVISION;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.lodewatch.producer.feed.ImportField;
import org.lodewatch.producer.feed.RawImport;
import org.lodewatch.producer.file.TableHeader.Column;
import org.lodewatch.producer.file.TextRecords.TextRecord;
import org.lodewatch.producer.layout.Layout;
import org.lodewatch.producer.layout.MassUnit;
import org.lodewatch.producer.layout.PeriodText;
import org.lodewatch.producer.layout.RowFilter;
import org.lodewatch.producer.rules.RowFault;
import org.lodewatch.schemas.catalogue.CountryLookup;
import org.lodewatch.schemas.values.ImportBounds;
import org.lodewatch.schemas.values.RejectionReason;

/** Makes records from the rows under a header, as a {@link Layout} says, and counts what is no record. */
final class LayoutRows {

    /** What a figure of a row is. */
    enum Measure {
        /** Value and perhaps weight: a whole record. */
        RECORD,
        /** The value of a record whose weight may be in another row. */
        VALUE,
        /** The weight of a record whose value is in another row. */
        WEIGHT
    }

    /** A record, or a part of one. */
    record Figure(RawImport fields, Measure measure) {}

    private record FilterColumn(RowFilter filter, int index) {}

    private record PeriodColumn(String period, int index) {}

    private final Layout layout;
    private final CountryLookup countries;
    private final LeftOutTally leftOut;
    private final TableHeader header;
    private final CsvCells cells;
    private final Map<ImportField, Integer> columns = new EnumMap<>(ImportField.class);
    private final List<FilterColumn> filters = new ArrayList<>();
    private final List<PeriodColumn> periods = new ArrayList<>();
    private final List<Integer> yearsToDate = new ArrayList<>();
    private final int indicator;
    private final int unit;

    private LayoutRows(TableHeader header, Layout layout, CountryLookup countries, LeftOutTally leftOut) {
        this.header = header;
        this.layout = layout;
        this.countries = countries;
        this.leftOut = leftOut;
        header.columns(layout).forEach((Column column) -> columns.put(column.field(), column.index()));
        for (RowFilter filter : layout.filters()) {
            String option = filter.negated() ? "--where-not" : "--where";
            filters.add(new FilterColumn(filter, header.required(filter.column(), option)));
        }
        indicator = layout.indicators()
                .map(any -> header.required(any.column(), "--indicator-column"))
                .orElse(-1);
        unit = layout.cells()
                .unitColumn()
                .map(name -> header.required(name, "--unit-column"))
                .orElse(-1);
        if (layout.periodColumns()) {
            findPeriods();
        }
        cells = header.cells(layout, used());
    }

    /** @throws InputException if the header lacks a column that the layout needs */
    static LayoutRows under(TableHeader header, Layout layout, CountryLookup countries, LeftOutTally leftOut) {
        return new LayoutRows(header, layout, countries, leftOut);
    }

    private void findPeriods() {
        for (int i = 0; i < header.fields().size(); i++) {
            String name = header.fields().get(i);
            if (PeriodText.isYearToDate(name)) {
                yearsToDate.add(i);
            } else if (PeriodText.isPeriod(name)) {
                periods.add(new PeriodColumn(name, i));
            }
        }
        if (periods.isEmpty()) {
            throw new InputException(
                    ("%s has no column that is named by a year or month: leave out --period-columns, or"
                                    + " name the column of the period with --column period=NAME")
                            .formatted(header.file()));
        }
        if (indicator < 0 && columns.containsKey(NET_WEIGHT_KG)) {
            throw new InputException(
                    "%s has one weight for several periods: leave out --column net_weight_kg".formatted(header.file()));
        }
    }

    private int[] used() {
        IntStream.Builder used = IntStream.builder();
        columns.values().forEach(used::add);
        filters.forEach(filter -> used.add(filter.index()));
        periods.forEach(period -> used.add(period.index()));
        IntStream.of(indicator, unit).filter(index -> index >= 0).forEach(used::add);
        return used.build().distinct().sorted().toArray();
    }

    /** The line of the header. */
    long headerLine() {
        return header.line();
    }

    /** The figures of a record; none if it is left out. @throws RowFault if it cannot be read */
    List<Figure> figures(TextRecord record) throws RowFault {
        try {
            return figures(cells.of(record), record.line());
        } catch (RowFault fault) {
            if (record.lines() == 1 && leaveOutText(cells.loosely(record), record.line())) {
                return List.of();
            }
            throw fault;
        }
    }

    /** The figures of the first line of a record of several lines that could not be read. */
    List<Figure> figuresOfLine(TextRecord line, RowFault fault) throws RowFault {
        if (leaveOutText(cells.loosely(line), line.line())) {
            return List.of();
        }
        return figures(cells.ofLine(line, fault), line.line());
    }

    private List<Figure> figures(List<String> row, long line) throws RowFault {
        if (leaveOutText(row, line) || leaveOutFiltered(row, line)) {
            return List.of();
        }
        Optional<Measure> measure = measure(row, line);
        if (measure.isEmpty() || leaveOutTotal(row, line)) {
            return List.of();
        }
        return layout.periodColumns() ? figuresOfPeriods(row, measure.get(), line) : figure(row, measure.get(), line);
    }

    /** Titles, footnotes and headers among the rows: they have neither a code nor a figure, or one cell only. */
    private boolean leaveOutText(List<String> row, long line) {
        long filled = row.stream().filter(cell -> !cell.isBlank()).count();
        boolean repeatsHeader = row.size() == header.fields().size()
                && IntStream.range(0, row.size())
                        .allMatch(i -> row.get(i).strip().equals(header.fields().get(i)));
        boolean noCodeOrFigure = columns.containsKey(COMMODITY_CODE)
                && lacksDigits(text(row, COMMODITY_CODE))
                && lacksDigits(text(row, CUSTOMS_VALUE_USD))
                && periods.stream().allMatch(period -> lacksDigits(text(row, period.index())));
        if (repeatsHeader) {
            leftOut.add("repeated headers", line);
        } else if (filled <= 1 || noCodeOrFigure) {
            leftOut.add(filled == 0 ? "empty rows" : "titles and footnotes", line);
        }
        return repeatsHeader || filled <= 1 || noCodeOrFigure;
    }

    private static boolean lacksDigits(String cell) {
        return cell.chars().noneMatch(c -> c >= '0' && c <= '9');
    }

    private boolean leaveOutFiltered(List<String> row, long line) {
        for (FilterColumn column : filters) {
            RowFilter filter = column.filter();
            if (!filter.admits(text(row, column.index()))) {
                String values =
                        String.join(" or ", filter.values().stream().sorted().toList());
                leftOut.add(
                        "where %s is %s%s".formatted(filter.column(), filter.negated() ? "" : "not ", values), line);
                return true;
            }
        }
        return false;
    }

    private Optional<Measure> measure(List<String> row, long line) {
        if (indicator < 0) {
            return Optional.of(Measure.RECORD);
        }
        String name = text(row, indicator).strip();
        if (layout.indicators().orElseThrow().values().contains(name)) {
            return Optional.of(Measure.VALUE);
        }
        if (layout.indicators().orElseThrow().weights().contains(name)) {
            return Optional.of(Measure.WEIGHT);
        }
        leftOut.add("indicator " + RowFault.quoted(name), line);
        return Optional.empty();
    }

    private boolean leaveOutTotal(List<String> row, long line) {
        Optional<String> total = totalOfCountries(row, REPORTER)
                .or(() -> totalOfCountries(row, ORIGIN))
                .or(() -> Optional.of(text(row, COMMODITY_CODE).strip()).filter(LayoutRows::isTotalOfCodes));
        total.ifPresent(name -> leftOut.add("total " + RowFault.quoted(name), line));
        return total.isPresent();
    }

    /** The name of a total, or its cell if that is a name. */
    private Optional<String> totalOfCountries(List<String> row, ImportField field) {
        if (!columns.containsKey(field) || layout.countryCodes().isEmpty()) {
            return Optional.empty();
        }
        String cell = text(row, field).strip();
        CountryLookup.Found found = countries.find(cell, layout.countryCodes().get());
        if (found.kind() != CountryLookup.Kind.TOTAL) {
            return Optional.empty();
        }
        return Optional.of(cell.chars().anyMatch(Character::isLetter) ? cell : found.name());
    }

    private static boolean isTotalOfCodes(String cell) {
        String text = cell.toLowerCase(Locale.ROOT);
        return text.equals("total") || text.equals("all commodities") || text.startsWith("total ");
    }

    private List<Figure> figuresOfPeriods(List<String> row, Measure measure, long line) throws RowFault {
        for (int column : yearsToDate) {
            if (!text(row, column).isBlank()) {
                leftOut.add("figures of " + header.fields().get(column), line);
            }
        }
        List<Figure> figures = new ArrayList<>();
        for (PeriodColumn period : periods) {
            String cell = text(row, period.index());
            if (cell.isBlank()) {
                leftOut.add("empty cells of periods", line);
            } else {
                RawImport fields = fields(row, measure, cell, line).with(PERIOD, PeriodText.iso(period.period()));
                figures.add(complete(fields, row, measure));
            }
        }
        return figures;
    }

    private List<Figure> figure(List<String> row, Measure measure, long line) throws RowFault {
        RawImport fields = fields(row, measure, text(row, CUSTOMS_VALUE_USD), line);
        String period = text(row, PERIOD);
        if (PeriodText.isYearToDate(period)) {
            leftOut.add("year to date", line);
            return List.of();
        }
        if (columns.containsKey(PERIOD)) {
            fields.with(PERIOD, PeriodText.iso(period));
        }
        return List.of(complete(fields, row, measure));
    }

    /** The fields of a row with its figure, but without its period. */
    private RawImport fields(List<String> row, Measure measure, String cell, long line) throws RowFault {
        RawImport fields = new RawImport();
        for (Map.Entry<ImportField, Integer> column : columns.entrySet()) {
            ImportField field = column.getKey();
            String text = text(row, column.getValue());
            switch (field) {
                case REPORTER, ORIGIN -> fields.with(field, country(field, text));
                case COMMODITY_CODE -> fields.with(field, layout.cells().codes().digits(text));
                case REVISION -> fields.with(field, layout.cells().revision(text));
                case NET_WEIGHT_KG -> fields.with(field, weight(text, row, line));
                case PERIOD, CUSTOMS_VALUE_USD -> {}
                case DATASET, RECORD_ID, WITHDRAWN -> fields.with(field, text.strip());
            }
        }
        return measure == Measure.WEIGHT
                ? fields.with(NET_WEIGHT_KG, weight(cell, row, line))
                : fields.with(CUSTOMS_VALUE_USD, layout.cells().value(cell));
    }

    private String country(ImportField field, String cell) throws RowFault {
        if (layout.countryCodes().isEmpty() || cell.isBlank()) {
            return cell.strip();
        }
        CountryLookup.Found found = countries.find(cell, layout.countryCodes().get());
        if (found.iso2().isEmpty()) {
            throw new RowFault(
                    RejectionReason.UNKNOWN_COUNTRY,
                    "%s: %s is no country, area or total by --country-codes %s; name other codes, or leave the row out with"
                                    .formatted(
                                            field.column(),
                                            RowFault.quoted(cell),
                                            layout.countryCodes().get().id())
                            + " --where-not");
        }
        return found.iso2();
    }

    private String weight(String cell, List<String> row, long line) {
        if (unit < 0) {
            return layout.cells().weight(cell, layout.cells().weightUnit());
        }
        String name = text(row, unit);
        Optional<MassUnit> found = MassUnit.of(name);
        if (found.isEmpty() && !cell.isBlank()) {
            leftOut.add("quantities in %s, which is no net weight".formatted(RowFault.quoted(name.strip())), line);
        }
        return found.map(mass -> layout.cells().weight(cell, mass)).orElse("");
    }

    /** Sets constants and the record id, which keeps areas apart that are all of unknown origin. */
    private Figure complete(RawImport fields, List<String> row, Measure measure) {
        if (fields.get(ORIGIN).equals(ImportBounds.UNKNOWN_ORIGIN) && columns.containsKey(ORIGIN)) {
            String source = text(row, ORIGIN).strip();
            String name = layout.countryCodes()
                    .map(codes -> countries.find(source, codes).name())
                    .orElse("");
            fields.withOriginArea(source, name);
        }
        layout.columns().complete(fields);
        return new Figure(fields, measure);
    }

    private String text(List<String> row, ImportField field) {
        return text(row, columns.getOrDefault(field, -1));
    }

    private static String text(List<String> row, int index) {
        return index >= 0 && index < row.size() ? row.get(index) : "";
    }
}
