package org.lodewatch.benchmarks.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.lodewatch.core.ledger.ImportLedger;
import org.lodewatch.producer.feed.FeedItem;
import org.lodewatch.producer.feed.FeedReader;
import org.lodewatch.producer.feed.ImportField;
import org.lodewatch.producer.file.CsvFeed;
import org.lodewatch.producer.file.InputFile;
import org.lodewatch.producer.layout.Layout;
import org.lodewatch.producer.layout.LayoutFile;
import org.lodewatch.producer.layout.Setting;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.catalogue.CountryLookup;

/**
 * Layout files and options with a table. Of half of the layouts the meaning is known: values and weights in the number format
 * and unit of the layout must become the amounts that were written. The others are refused, or their rows are.
 */
final class LayoutFiles implements InputSource {

    private static final int MOST_ROWS = 4;
    private static final int MOST_SETTINGS = 6;

    private static final List<String> KEYS = List.of(
            "title",
            "header",
            "column",
            "set",
            "compose-record-id",
            "separator",
            "charset",
            "skip-lines",
            "optional-column",
            "country-codes",
            "where",
            "where-not",
            "thousands",
            "decimal",
            "na",
            "round",
            "value-scale",
            "weight-unit",
            "unit-column",
            "pad-codes",
            "revision-format",
            "period-columns",
            "indicator-column",
            "value-indicator",
            "weight-indicator",
            "imports",
            "valuation",
            "currency",
            "code-level");

    private static final List<String> VALUES = List.of(
            "true",
            "false",
            "comma",
            "dot",
            "space",
            "apostrophe",
            "tab",
            ";",
            "|",
            "1000",
            "1000000",
            "6",
            "10",
            "name",
            "m49",
            "comtrade",
            "schedule-c",
            "iso2",
            "origin=Country",
            "period=Time",
            "revision=Edition",
            "net_weight_kg=Weight",
            "customs_value_usd=Value",
            "dataset=eu",
            "Country=World",
            "Flow=M",
            "\"a,b\"",
            "\"a",
            "UTF-8",
            "windows-1252",
            "ISO-8859-15",
            "UTF-16",
            "IBM037",
            "kg",
            "t",
            "lb",
            "100 kg",
            "dd/MM/yyyy",
            "yyyy-MM-dd'T'HH:mm:ss",
            "uuuu",
            "EUR",
            "general",
            "cif");

    private static final List<String> CELLS = List.of(
            "Country",
            "Time",
            "Edition",
            "Weight",
            "Value",
            "Flow",
            "2024",
            "2024-01",
            "202401",
            "Jan 2024",
            "01/2024",
            "2024 Q1",
            "2024-52",
            "811010",
            "8110.10.00.00",
            "8110 10",
            "8.1E+09",
            "81101",
            "China",
            "World",
            "156",
            "CN",
            "1,234.50",
            "1.234,50",
            "1 234",
            "kg",
            "t",
            "M",
            "12/03/2026",
            "2026 YTD");

    private final ScratchFolders folders = new ScratchFolders();
    private final RowRules rules = new RowRules();
    private final CountryLookup countries = CountryLookup.of(Catalogue.bundled());

    LayoutFiles() throws IOException {}

    @Override
    public void close() {
        folders.close();
    }

    @Override
    public FuzzInput input(Chance chance) {
        return chance.oneIn(2) ? known(chance) : any(chance);
    }

    /** A layout and a table of its form. */
    private FuzzInput known(Chance chance) {
        char decimal = chance.of('.', ',');
        String separator = chance.of(";", "|", "tab");
        String thousands = chance.of("", decimal == '.' ? "comma" : "dot", "space", "apostrophe");
        String scale = chance.of("1", "1000", "1000000");
        String unit = chance.of("kg", "t", "100kg", "g", "kt");
        List<String> lines = new ArrayList<>(List.of(
                "decimal = " + (decimal == '.' ? "dot" : "comma"),
                "separator = " + separator,
                "value-scale = " + scale,
                "weight-unit = " + unit,
                "column = origin=Country",
                "column = customs_value_usd=Value",
                "column = net_weight_kg=Weight",
                "set = dataset=eu",
                "set = reporter=DE",
                "set = revision=1",
                "compose-record-id = true"));
        if (!thousands.isEmpty()) {
            lines.add("thousands = " + thousands);
        }
        String between = separator.equals("tab") ? "\t" : separator;
        List<String> table = new ArrayList<>(
                List.of(String.join(between, "commodity_code", "period", "Country", "Value", "Weight")));
        List<BigDecimal[]> amounts = new ArrayList<>();
        for (int left = chance.from(1, MOST_ROWS); left > 0; left--) {
            BigDecimal value = new BigDecimal(chance.below(9_000_000)).movePointLeft(chance.below(3));
            BigDecimal weight =
                    new BigDecimal(1 + chance.below(9_000_000)).movePointLeft(unit.equals("g") ? 0 : chance.below(3));
            amounts.add(new BigDecimal[] {value.multiply(new BigDecimal(scale)), weight.multiply(kilograms(unit))});
            table.add(String.join(
                    between,
                    "811010",
                    "2024-" + (10 + left % 3),
                    "CN",
                    written(value, thousands, decimal),
                    written(weight, thousands, decimal)));
        }
        return new LayoutInput(
                String.join("\n", lines), List.of(), String.join("\n", table).getBytes(UTF_8), Optional.of(amounts));
    }

    private static BigDecimal kilograms(String unit) {
        return switch (unit) {
            case "t" -> new BigDecimal(1000);
            case "100kg" -> new BigDecimal(100);
            case "g" -> new BigDecimal("0.001");
            case "kt" -> new BigDecimal(1_000_000);
            default -> BigDecimal.ONE;
        };
    }

    /** A number with groups of thousands. */
    private static String written(BigDecimal number, String thousands, char decimal) {
        String[] parts = number.toPlainString().split("\\.");
        String group = switch (thousands) {
            case "comma" -> ",";
            case "dot" -> ".";
            case "space" -> " ";
            case "apostrophe" -> "'";
            default -> "";
        };
        String whole = parts[0].replaceAll("(?<=[0-9])(?=([0-9]{3})+$)", group);
        return parts.length == 1 ? whole : whole + decimal + parts[1];
    }

    /** A layout of odd lines, and a table in which its names may be columns. */
    private FuzzInput any(Chance chance) {
        String bundled = chance.of(LayoutFile.BUNDLED);
        List<String> lines = new ArrayList<>(
                chance.oneIn(2)
                        ? LayoutFile.of(bundled).settings().stream()
                                .map(setting -> setting.key() + " = " + setting.value())
                                .toList()
                        : List.of(
                                "column = origin=Country",
                                "set = dataset=eu",
                                "set = reporter=DE",
                                "compose-record-id = true"));
        for (int more = chance.below(MOST_SETTINGS); more > 0; more--) {
            lines.add(chance.below(lines.size() + 1), setting(chance, chance.of(KEYS)));
        }
        String text = String.join(chance.of("\n", "\r\n"), lines);
        List<Setting> options = chance.oneIn(3)
                ? List.of(
                        Setting.option(chance.of(KEYS), value(chance)), Setting.option(chance.of(KEYS), value(chance)))
                : List.of();
        List<String> header = new ArrayList<>(lines.stream()
                .filter(line -> line.startsWith("column = ") || line.startsWith("where"))
                .map(line -> line.substring(line.indexOf('=') + 1).strip())
                .map(pair -> line(pair, chance))
                .toList());
        for (int more = chance.below(MOST_SETTINGS); more > 0; more--) {
            header.add(
                    chance.oneIn(2)
                            ? chance.of(CELLS)
                            : chance.of(ImportField.values()).column());
        }
        String separator = chance.of(",", ",", ";", "\t");
        StringBuilder table = new StringBuilder(String.join(separator, header)).append('\n');
        for (int left = chance.from(1, MOST_ROWS); left > 0; left--) {
            table.append(header.stream().map(name -> cell(chance)).collect(Collectors.joining(separator)))
                    .append('\n');
        }
        byte[] content = table.toString().getBytes(UTF_8);
        return new LayoutInput(
                chance.oneIn(3) ? chance.mutated(text) : text,
                options,
                chance.oneIn(3) ? chance.mutated(content) : content,
                Optional.empty());
    }

    private static String line(String pair, Chance chance) {
        String[] sides = pair.split("=", 2);
        return sides.length == 2 && !chance.oneIn(10) ? sides[chance.oneIn(6) ? 0 : 1] : pair;
    }

    private static String cell(Chance chance) {
        return switch (chance.below(4)) {
            case 0 -> chance.oddNumber();
            case 1 -> chance.oneIn(4) ? chance.oddText() : "811010";
            default -> chance.of(CELLS);
        };
    }

    private static String setting(Chance chance, String key) {
        return key + chance.of(" = ", "=", " ") + value(chance);
    }

    private static String value(Chance chance) {
        return switch (chance.below(5)) {
            case 0 -> chance.oddText();
            case 1 -> chance.mutated(chance.of(VALUES));
            default -> chance.of(VALUES);
        };
    }

    /** A layout with a table; the amounts are value and weight of each row, where they are known. */
    private final class LayoutInput implements FuzzInput {

        private final String layout;
        private final List<Setting> options;
        private final byte[] table;
        private final Optional<List<BigDecimal[]>> amounts;

        LayoutInput(String layout, List<Setting> options, byte[] table, Optional<List<BigDecimal[]>> amounts) {
            this.layout = layout;
            this.options = options;
            this.table = table;
            this.amounts = amounts;
        }

        @Override
        public Verdict check() throws Exception {
            List<FeedItem> items = new ArrayList<>();
            try {
                LayoutFile file = LayoutFile.of(
                        folders.write("test.layout", layout.getBytes(UTF_8)).toString());
                Layout read = Layout.of(file.settings(), options);
                InputFile input = InputFile.of(InputFile.STANDARD_INPUT, new ByteArrayInputStream(table));
                try (FeedReader reader = new CsvFeed(input, read, countries).open(Optional.empty())) {
                    for (Optional<FeedItem> item = reader.next(); item.isPresent(); item = reader.next()) {
                        items.add(item.get());
                    }
                    for (var leftOut : reader.leftOut()) {
                        Refusals.requireOneLine(leftOut.what());
                    }
                }
            } catch (RuntimeException failure) {
                if (!Refusals.isNamed(failure) || amounts.isPresent()) {
                    throw failure;
                }
                return Verdict.REFUSAL;
            }
            return check(items);
        }

        private Verdict check(List<FeedItem> items) throws WrongAnswer {
            ImportLedger ledger = rules.ledger();
            boolean refused = false;
            for (FeedItem item : items) {
                if (item instanceof FeedItem.Row row) {
                    refused |= !rules.check(row.fields(), ledger);
                } else {
                    Refusals.requireOneLine(((FeedItem.Rejected) item).message());
                    refused = true;
                }
            }
            if (amounts.isPresent()) {
                WrongAnswer.requireEqual("number of rows", amounts.get().size(), items.size());
                for (int i = 0; i < items.size(); i++) {
                    FeedItem.Row row = (FeedItem.Row) items.get(i);
                    requireAmount(amounts.get().get(i)[0], row, ImportField.CUSTOMS_VALUE_USD);
                    requireAmount(amounts.get().get(i)[1], row, ImportField.NET_WEIGHT_KG);
                }
            }
            return Verdict.refusedIf(refused);
        }

        private void requireAmount(BigDecimal expected, FeedItem.Row row, ImportField field) throws WrongAnswer {
            if (new BigDecimal(row.fields().get(field)).compareTo(expected) != 0) {
                throw new WrongAnswer("wrong " + field.column(), "%s, expected %s".formatted(row.fields(), expected));
            }
        }

        @Override
        public String shown() {
            return "%s\n%s\n\n%s"
                    .formatted(layout, options.stream().map(Setting::place).toList(), new String(table, UTF_8));
        }
    }
}
