package org.lodewatch.producer.layout;

import static java.nio.charset.StandardCharsets.UTF_8;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.lodewatch.producer.feed.DatasetDeclaration;
import org.lodewatch.producer.feed.ImportField;
import org.lodewatch.schemas.OperatorException;
import org.lodewatch.schemas.catalogue.CountryCodes;

/**
 * How an exported file is read: its columns, which rows count, and how cells are written. It is data: the lines of a layout
 * file, and options of the command line, which override them. Every key of a file is an option without its dashes.
 */
public final class Layout {

    /** Canonical columns, separated by commas, in UTF-8. */
    public static final Layout PLAIN = of(List.of(), List.of());

    private static final String FIELDS = "column";
    private static final String OPTIONAL_FIELDS = "optional-column";
    private static final String CONSTANTS = "set";

    private final List<Setting> file;
    private final List<Setting> options;
    private final Map<String, List<Setting>> settings = new LinkedHashMap<>();
    private final ColumnNames columns;
    private final Set<ImportField> optional = EnumSet.noneOf(ImportField.class);
    private final List<RowFilter> filters = new ArrayList<>();
    private final CellFormat cells;
    private final Optional<Indicators> indicators;

    private Layout(List<Setting> file, List<Setting> options) {
        this.file = List.copyOf(file);
        this.options = List.copyOf(options);
        List<Setting> all = new ArrayList<>(file);
        all.addAll(options);
        for (Setting setting : all) {
            if (!LayoutKeys.ALL.contains(setting.key())) {
                throw setting.fault("there is no %s; expected one of %s"
                        .formatted(setting.key(), String.join(", ", LayoutKeys.ALL)));
            }
            settings.computeIfAbsent(setting.key(), key -> new ArrayList<>()).add(setting);
        }
        columns = mergedColumns(file, options);
        addFilters(file, options);
        cells = cellFormat();
        indicators = readIndicators();
        separator();
        charset();
        countryCodes();
        skippedLines();
        declaration();
        periodColumns();
    }

    /**
     * A layout.
     *
     * @param file lines of a layout file; empty if there is none
     * @param options options, which override lines of the file: for each field, and for each column of a filter
     * @throws OperatorException for the first setting that is not valid; the message has its place
     */
    public static Layout of(List<Setting> file, List<Setting> options) {
        return new Layout(file, options);
    }

    private ColumnNames mergedColumns(List<Setting> file, List<Setting> options) {
        Map<String, String> names = pairs(file, FIELDS);
        Map<String, String> optionalNames = pairs(file, OPTIONAL_FIELDS);
        Map<String, String> constants = pairs(file, CONSTANTS);
        Map<String, String> givenNames = pairs(options, FIELDS);
        Map<String, String> givenOptional = pairs(options, OPTIONAL_FIELDS);
        Map<String, String> givenConstants = pairs(options, CONSTANTS);
        List.of(givenNames, givenOptional, givenConstants).forEach(given -> {
            names.keySet().removeAll(given.keySet());
            optionalNames.keySet().removeAll(given.keySet());
            constants.keySet().removeAll(given.keySet());
        });
        boolean ownRecordId = givenNames.containsKey(ImportField.RECORD_ID.column());
        optionalNames.putAll(givenOptional);
        names.putAll(givenNames);
        names.putAll(optionalNames);
        constants.putAll(givenConstants);
        ColumnNames merged = ColumnNames.of(names, constants, flag("compose-record-id", ownRecordId ? options : null));
        optionalNames.keySet().forEach(name -> optional.add(ImportField.of(name).orElseThrow()));
        return merged;
    }

    private static Map<String, String> pairs(List<Setting> layer, String key) {
        Map<String, String> pairs = new TreeMap<>();
        layer.stream()
                .filter(setting -> setting.key().equals(key))
                .map(Setting::pair)
                .forEach(pair -> pairs.put(pair[0], pair[1]));
        return pairs;
    }

    /** Whether the last setting of a key is true, of one layer or (null) of all. */
    private boolean flag(String key, List<Setting> layer) {
        return settings.getOrDefault(key, List.of()).stream()
                .filter(setting -> layer == null || layer.contains(setting))
                .reduce((earlier, later) -> later)
                .map(Setting::isTrue)
                .orElse(false);
    }

    private boolean flag(String key) {
        return flag(key, null);
    }

    private void addFilters(List<Setting> file, List<Setting> options) {
        for (boolean negated : new boolean[] {false, true}) {
            Map<String, Set<String>> ofFile = filterValues(file, negated);
            Map<String, Set<String>> given = filterValues(options, negated);
            ofFile.putAll(given);
            ofFile.forEach((column, values) -> {
                if (!values.isEmpty()) {
                    filters.add(new RowFilter(column, values, negated));
                }
            });
        }
    }

    private static Map<String, Set<String>> filterValues(List<Setting> layer, boolean negated) {
        Map<String, Set<String>> values = new LinkedHashMap<>();
        for (Setting setting : layer) {
            if (setting.key().equals(negated ? "where-not" : "where")) {
                String[] pair = setting.pair();
                Set<String> of = values.computeIfAbsent(pair[0], column -> new LinkedHashSet<>());
                if (!pair[1].isEmpty()) {
                    of.addAll(list(setting, pair[1]));
                }
            }
        }
        return values;
    }

    /** The texts in the value of a setting, or in a part of it. */
    private static List<String> list(Setting setting, String text) {
        try {
            return CsvReader.builder().ofSingleCsvRecord(text).getFields().stream()
                    .map(String::strip)
                    .toList();
        } catch (CsvParseException e) {
            throw setting.fault("expected texts with commas between them, in double quotes if they have commas");
        }
    }

    private CellFormat cellFormat() {
        return new CellFormat(
                new NumberText(text("thousands").map(this::thousands), decimal()),
                new CodeText(number("pad-codes", 10), number("code-level", 10)),
                Set.copyOf(lists("na")),
                last("value-scale").map(Layout::scale).orElse(BigDecimal.ONE),
                last("weight-unit").map(Layout::unit).orElse(MassUnit.KILOGRAM),
                text("unit-column"),
                flag("round"),
                last("revision-format").map(Layout::dateFormat));
    }

    private char thousands(String text) {
        return switch (text) {
            case ",", "comma" -> ',';
            case ".", "dot" -> '.';
            case "'", "apostrophe" -> '\'';
            case "space" -> ' ';
            default -> throw last("thousands").orElseThrow().fault("expected comma, dot, apostrophe or space");
        };
    }

    private char decimal() {
        char decimal = switch (text("decimal").orElse(".")) {
            case ".", "dot" -> '.';
            case ",", "comma" -> ',';
            default -> throw last("decimal").orElseThrow().fault("expected dot or comma");
        };
        if (text("thousands").map(this::thousands).equals(Optional.of(decimal))) {
            throw last("thousands")
                    .orElseThrow()
                    .fault("the same character cannot also begin the decimals: name another with --decimal");
        }
        return decimal;
    }

    private static BigDecimal scale(Setting setting) {
        if (!setting.value().matches("10{0,9}")) {
            throw setting.fault("expected 1, 1000 or 1000000");
        }
        return new BigDecimal(setting.value());
    }

    private static MassUnit unit(Setting setting) {
        return MassUnit.of(setting.value()).orElseThrow(() -> setting.fault("expected one of " + MassUnit.examples()));
    }

    private static DateTimeFormatter dateFormat(Setting setting) {
        try {
            return DateTimeFormatter.ofPattern(setting.value());
        } catch (IllegalArgumentException | ClassCastException e) {
            // The second one is how the JDK refuses a number that follows a padded text.
            throw setting.fault("expected a date format such as dd/MM/yy HH:mm:ss (%s)".formatted(e.getMessage()));
        }
    }

    private Optional<Indicators> readIndicators() {
        Optional<String> column = text("indicator-column");
        Set<String> values = Set.copyOf(lists("value-indicator"));
        Set<String> weights = Set.copyOf(lists("weight-indicator"));
        if (column.isPresent() == values.isEmpty() || column.isEmpty() && !weights.isEmpty()) {
            throw new OperatorException(
                    "a file with one row an indicator needs --indicator-column, --value-indicator and"
                            + " perhaps --weight-indicator: name its column and its indicators");
        }
        return column.map(name -> new Indicators(name, values, weights));
    }

    private Optional<Setting> last(String key) {
        return settings.getOrDefault(key, List.of()).stream().reduce((earlier, later) -> later);
    }

    private Optional<String> text(String key) {
        return last(key).map(Setting::value);
    }

    private List<String> lists(String key) {
        return settings.getOrDefault(key, List.of()).stream()
                .flatMap(setting -> list(setting, setting.value()).stream())
                .toList();
    }

    private OptionalInt number(String key, int most) {
        return last(key)
                .map(setting -> OptionalInt.of(setting.wholeNumber(most)))
                .orElse(OptionalInt.empty());
    }

    private Optional<String> one(String key, String form, String expected) {
        last(key).filter(setting -> !setting.value().matches(form)).ifPresent(setting -> {
            throw setting.fault("expected " + expected);
        });
        return text(key);
    }

    /** This layout on top of the lines of a layout file. */
    public Layout over(LayoutFile other) {
        return new Layout(other.settings(), options);
    }

    /** What a message calls files of this layout, such as {@code UN Comtrade download}. */
    public Optional<String> title() {
        return text("title");
    }

    /** Columns by which a file of this layout is recognised. */
    public List<String> marks() {
        return lists("header");
    }

    /** Which column holds which field. */
    public ColumnNames columns() {
        return columns;
    }

    /** Whether a file may lack the column of a field. */
    public boolean mayLack(ImportField field) {
        return optional.contains(field);
    }

    /** This layout for files that may lack fields whose value a user gives when a file is published. */
    public Layout withoutRevision() {
        Layout trial = new Layout(file, options);
        trial.optional.add(ImportField.REVISION);
        return trial;
    }

    /** Between the fields of a line. */
    public char separator() {
        return last("separator").map(Layout::separator).orElse(',');
    }

    private static char separator(Setting setting) {
        String text = setting.value();
        if (text.equals("tab") || text.equals("\\t")) {
            return '\t';
        }
        if (text.length() != 1) {
            throw setting.fault("'%s' is not a single character, such as ';', or the word tab".formatted(text));
        }
        return text.charAt(0);
    }

    /** The encoding of the file, a superset of ASCII. */
    public Charset charset() {
        return last("charset").map(Layout::charset).orElse(UTF_8);
    }

    private static Charset charset(Setting setting) {
        try {
            Charset charset = Charset.forName(setting.value());
            if (!new String(new byte[] {'"', ',', '\n'}, charset).equals("\",\n")) {
                throw setting.fault("is not supported: convert the file to UTF-8, for instance with iconv");
            }
            return charset;
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            throw setting.fault("is no encoding; expected one such as UTF-8, ISO-8859-1 or windows-1252");
        }
    }

    /** Lines above the header that are not looked at. */
    public int skippedLines() {
        return number("skip-lines", 100_000).orElse(0);
    }

    /** How countries are written; empty for ISO 3166-1 alpha-2 and nothing else. */
    public Optional<CountryCodes> countryCodes() {
        return last("country-codes").map(Layout::countryCodes);
    }

    private static CountryCodes countryCodes(Setting setting) {
        return Arrays.stream(CountryCodes.values())
                .filter(codes -> codes.id().equals(setting.value()))
                .findFirst()
                .orElseThrow(() -> setting.fault("expected one of "
                        + Arrays.stream(CountryCodes.values())
                                .map(CountryCodes::id)
                                .collect(Collectors.joining(", "))));
    }

    /** Conditions that every row must meet. */
    public List<RowFilter> filters() {
        return List.copyOf(filters);
    }

    /** How cells are written. */
    public CellFormat cells() {
        return cells;
    }

    /** Whether columns named by a year or month each hold the customs value of that period. */
    public boolean periodColumns() {
        return flag("period-columns");
    }

    /** The indicators of a file with one row an indicator. */
    public Optional<Indicators> indicators() {
        return indicators;
    }

    /** What the layout declares of its dataset. */
    public DatasetDeclaration declaration() {
        return new DatasetDeclaration(
                one("imports", "general|consumption", "general or consumption"),
                one("valuation", "customs|cif", "customs or cif"),
                one("currency", "[A-Z]{3}", "an ISO 4217 code such as EUR"),
                number("code-level", 10));
    }

    /** Whether rows are used as they are, under other names of columns at most. */
    public boolean plain() {
        return LayoutKeys.OF_CELLS.stream().noneMatch(settings::containsKey);
    }

    /** The same text for layouts that read a file in the same way. */
    @Override
    public String toString() {
        return columns + " "
                + separator() + " "
                + settings.entrySet().stream()
                        .filter(entry -> LayoutKeys.OF_CELLS.contains(entry.getKey())
                                || LayoutKeys.OF_TABLES.contains(entry.getKey()))
                        .map(entry -> entry.getKey()
                                + entry.getValue().stream().map(Setting::value).toList())
                        .sorted()
                        .collect(Collectors.joining(" "));
    }
}
