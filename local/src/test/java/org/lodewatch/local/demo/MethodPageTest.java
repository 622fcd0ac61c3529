package org.lodewatch.local.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lodewatch.core.book.BookKey;
import org.lodewatch.core.book.PublishedWindows;
import org.lodewatch.core.book.SupplierGroup;
import org.lodewatch.core.policy.Policies;
import org.lodewatch.core.whatif.Moves;
import org.lodewatch.local.commands.Page;
import org.lodewatch.local.commands.Page.Block;
import org.lodewatch.local.commands.Session;
import org.lodewatch.producer.feed.DatasetDeclaration;
import org.lodewatch.producer.rules.ImportRow;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.catalogue.Mineral;
import org.lodewatch.schemas.messages.MineralShares;
import org.lodewatch.schemas.messages.Severity;
import org.lodewatch.service.Json;
import org.lodewatch.service.api.SharesJson;
import org.lodewatch.service.whatif.AlternativesJson;
import org.lodewatch.service.whatif.AlternativesQuery;
import org.lodewatch.service.whatif.BookSelection;
import org.lodewatch.service.whatif.WhatIfAnswer;
import org.lodewatch.service.whatif.WhatIfJson;
import org.lodewatch.service.whatif.WhatIfQuery;

/**
 * The figures of docs/method.md are those that Lodewatch computes from the data of the demo, and from the rows on the page.
 *
 * <p>A table whose first columns are {@code dataset}, {@code book} and {@code as of} has a window in each row. The header of every
 * further column is a field of its JSON document, as the commands above the table print it. A number is compared with as many
 * decimals as the page has; a percentage is a part between 0 and 1; {@code -} is a field that is not there.
 */
class MethodPageTest {

    private static final Page PAGE = new Page(Path.of("../docs/method.md"));
    private static final Path CATALOGUE = Path.of("../schemas/src/main/resources/org/lodewatch/catalogue");
    private static final Page DATA = new Page(Path.of("../docs/data.md"));
    private static final Pattern SHARES = Pattern.compile("\\./lodewatch shares(?: (?<book>[a-z0-9-]+))?"
            + "(?: --catalog \\S+)?(?: --dataset (?<dataset>\\S+))? --as-of (?<asOf>\\S+)(?: --output json)?");
    private static final Pattern WINDOW_MONTHS = Pattern.compile("window\\.months=(\\d+)");
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path directory;

    private List<String> lines;

    @BeforeEach
    void read() throws IOException {
        lines = Files.readAllLines(PAGE.path());
    }

    @Test
    void everyFigureIsThatOfItsWindow() throws IOException {
        List<DemoRelease> demo = DemoData.releases(Catalogue.bundled());
        List<MineralShares> windows = new ArrayList<>(RecountedImports.of(demo, Catalogue.bundled()));
        windows.addAll(RecountedImports.of(demo, catalogueOfDataPage()));
        windows.addAll(RecountedImports.of(releases("helium.csv"), Catalogue.bundled()));
        windows.addAll(RecountedImports.of(releases("four-years.csv"), Catalogue.bundled(), windowMonths()));

        SoftAssertions softly = new SoftAssertions();
        for (Row row : rows(lines)) {
            List<MineralShares> found = windows.stream().filter(row::isOf).toList();
            softly.assertThat(found).as(row.toString()).hasSize(1);
            for (MineralShares window : found) {
                JsonNode document = document(window);
                row.figures()
                        .forEach((field, figure) -> softly.assertThat(shown(at(document, field), figure))
                                .as(row + ": " + field)
                                .isEqualTo(figure));
            }
        }
        softly.assertAll();
    }

    /**
     * Tables whose first column is {@code moves} or {@code alternatives to} have a simulation of the dataset us-census-annual in
     * each row. The columns are fields of the document of the book. A command above the table prints it.
     */
    @Test
    void everyFigureOfASimulationIsThatOfItsCommand() throws IOException {
        List<PublishedWindows> published = published();
        SoftAssertions softly = new SoftAssertions();
        int rows = 0;
        for (Simulated row : simulated(lines)) {
            JsonNode document = row.document(published);
            row.figures()
                    .forEach((field, figure) -> softly.assertThat(shown(at(document, field), figure))
                            .as(row + ": " + field)
                            .isEqualTo(figure));
            softly.assertThat(row.commands()).as(row.toString()).anyMatch(row::isPrintedBy);
            rows++;
        }
        softly.assertThat(rows).isGreaterThan(5);
        softly.assertAll();
    }

    private static List<PublishedWindows> published() throws IOException {
        PublishedWindows windows =
                new PublishedWindows(new BookKey.Owner("us-census-annual", "US"), Catalogue.bundled());
        RecountedImports.of(DemoData.releases(Catalogue.bundled()), Catalogue.bundled()).stream()
                .filter(window -> window.getDataset().equals("us-census-annual"))
                .forEach(windows::add);
        return List.of(windows);
    }

    /**
     * A row of a table of simulations.
     *
     * @param arguments of the command, from the cells before the as-of month
     */
    private record Simulated(
            String command, List<String> arguments, String asOf, Map<String, String> figures, List<String> commands) {

        private JsonNode document(List<PublishedWindows> published) throws IOException {
            BookSelection selection = new BookSelection(
                    Optional.of(arguments.get(0)),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of(YearMonth.parse(asOf)));
            Catalogue catalogue = Catalogue.bundled();
            if (command.equals("alternatives")) {
                AlternativesQuery query = new AlternativesQuery(
                        selection,
                        Optional.of(SupplierGroup.of(catalogue, arguments.get(1))),
                        Optional.of(SupplierGroup.bloc(catalogue, arguments.get(2))));
                return JSON.readTree(Json.document(
                        AlternativesJson.of(query.answer(published, catalogue).get(0))));
            }
            WhatIfQuery query =
                    new WhatIfQuery(selection, Moves.of(catalogue, List.of(arguments.get(1))), Optional.empty());
            return JSON.readTree(Json.document(
                            WhatIfJson.of(WhatIfAnswer.of(catalogue, published, Policies.initial(), query))))
                    .path("books")
                    .path(0);
        }

        private boolean isPrintedBy(String line) {
            String options = command.equals("alternatives")
                    ? " --lose %s --bloc %s".formatted(arguments.get(1), arguments.get(2))
                    : " --" + arguments.get(1);
            return line.equals("./lodewatch %s %s%s --dataset us-census-annual --as-of %s --output json"
                    .formatted(command, arguments.get(0), options, asOf.replace("-12", "")));
        }
    }

    private static List<Simulated> simulated(List<String> lines) {
        List<Simulated> rows = new ArrayList<>();
        List<String> commands = new ArrayList<>();
        List<String> fields = List.of();
        for (String line : lines) {
            if (line.startsWith("```sh")) {
                commands = new ArrayList<>();
            } else if (line.startsWith("./lodewatch ")) {
                commands.add(line);
            } else if (line.startsWith("| moves |") || line.startsWith("| alternatives to |")) {
                fields = cells(line);
            } else if (!line.startsWith("|")) {
                fields = List.of();
            } else if (!fields.isEmpty() && !line.startsWith("|---")) {
                rows.add(simulated(fields, cells(line), commands));
            }
        }
        return rows;
    }

    private static Simulated simulated(List<String> fields, List<String> cells, List<String> commands) {
        boolean isWhatIf = fields.get(0).equals("moves");
        int book = fields.indexOf("book");
        Map<String, String> figures = row(
                        fields.subList(book - 1, fields.size()), cells.subList(book - 1, cells.size()), commands)
                .figures();
        List<String> arguments = isWhatIf
                ? List.of(cells.get(book), cells.get(0))
                : List.of(cells.get(book), cells.get(0), cells.get(1));
        return new Simulated(isWhatIf ? "what-if" : "alternatives", arguments, cells.get(book + 1), figures, commands);
    }

    @Test
    void everyRowIsPrintedByACommandAboveItsTable() {
        assertThat(rows(lines))
                .hasSizeGreaterThan(50)
                .allSatisfy(row -> assertThat(row.commands()).as(row.toString()).anyMatch(row::isPrintedBy));
    }

    @Test
    void everyCalculationIsRight() throws IOException {
        List<String> calculations =
                PAGE.blocks("calculation").stream().flatMap(String::lines).toList();

        assertThat(calculations).hasSizeGreaterThan(8).allSatisfy(calculation -> {
            String[] sides = calculation.split(" = ");
            BigDecimal result = new BigDecimal(sides[1]);
            assertThat(BigDecimal.valueOf(Arithmetic.value(sides[0])).setScale(result.scale(), RoundingMode.HALF_UP))
                    .isEqualTo(result);
        });
    }

    @Test
    void theListsAreThoseOfTheCatalogue() throws IOException {
        Catalogue catalogue = Catalogue.bundled();
        String text = String.join(" ", lines);

        try (Stream<Path> files = Files.list(CATALOGUE)) {
            assertThat(files.map(Path::getFileName).map(Path::toString))
                    .hasSize(10)
                    .allSatisfy(file -> assertThat(text).contains("| `" + file + "` |"));
        }
        assertThat(text)
                .contains("%d of the 2022 list, %d of the 2025 list"
                        .formatted(count(Mineral::on2022List), count(Mineral::on2025List)))
                .contains("in the newest year (" + catalogue.governanceYear() + ")");
        assertThat(catalogue.editions()).allSatisfy(edition -> assertThat(text).contains(edition.replace("MCS", "")));
    }

    @Test
    void theWhollyImportedMineralsAreThoseOfTheCommand() {
        String command = lines.stream()
                .filter(line -> line.startsWith("./lodewatch minerals --list "))
                .findFirst()
                .orElseThrow();
        String sentence = lines.stream()
                .filter(line -> line.startsWith("They are "))
                .findFirst()
                .orElseThrow()
                .replaceAll("They are |\\..*", "")
                .replace(" and ", ", ");

        Session minerals = Session.of(command.replace("./lodewatch ", "").split(" "));

        assertThat(minerals.out()).startsWith("12 of 50 ");
        assertThat(minerals.out().lines().skip(2).limit(12).map(line -> line.replaceAll(" .*", "")))
                .containsExactly(sentence.split(", "));
    }

    private static long count(Predicate<Mineral> listed) {
        return Catalogue.bundled().minerals().stream().filter(listed).count();
    }

    /** A row of a table of figures. */
    private record Row(String dataset, String book, String asOf, Map<String, String> figures, List<String> commands) {

        private boolean isOf(MineralShares window) {
            return window.getDataset().equals(dataset)
                    && window.getMineral().equals(book)
                    && window.getAsOf().equals(asOf);
        }

        /** Whether a command prints the window: what it does not select, it prints all of, and forms with their mineral. */
        private boolean isPrintedBy(String command) {
            Matcher shares = SHARES.matcher(command);
            return shares.matches()
                    && (shares.group("book") == null
                            || shares.group("book").equals(book)
                            || shares.group("book").equals(Catalogue.bundled().mineralOf(book)))
                    && (shares.group("dataset") == null
                            || shares.group("dataset").equals(dataset))
                    && shares.group("asOf").equals(asOf);
        }

        @Override
        public String toString() {
            return "%s, %s, %s".formatted(dataset, book, asOf);
        }
    }

    private static List<Row> rows(List<String> lines) {
        List<Row> rows = new ArrayList<>();
        List<String> commands = List.of();
        List<String> fields = List.of();
        Optional<String> block = Optional.empty();
        for (String line : lines) {
            if (line.startsWith("```")) {
                block = block.isPresent() ? Optional.empty() : Optional.of(line.substring(3));
                commands = block.filter("sh"::equals).isPresent() ? new ArrayList<>() : commands;
            } else if (block.isPresent()) {
                if (block.get().equals("sh")) {
                    commands.add(line);
                }
            } else if (line.startsWith("| dataset | book | as of |")) {
                fields = cells(line);
            } else if (!line.startsWith("|")) {
                fields = List.of();
            } else if (!fields.isEmpty() && !line.startsWith("|---")) {
                rows.add(row(fields, cells(line), commands));
            }
        }
        return rows;
    }

    private static Row row(List<String> fields, List<String> cells, List<String> commands) {
        Map<String, String> figures = new LinkedHashMap<>();
        for (int i = 3; i < fields.size(); i++) {
            figures.put(fields.get(i).replace("`", ""), cells.get(i));
        }
        return new Row(cells.get(0), cells.get(1), cells.get(2), figures, commands);
    }

    private static List<String> cells(String line) {
        return Arrays.stream(line.substring(1, line.length() - 1).split("\\|"))
                .map(String::strip)
                .toList();
    }

    private int windowMonths() {
        Matcher months = WINDOW_MONTHS.matcher(String.join("\n", lines));
        assertThat(months.find()).isTrue();
        return Integer.parseInt(months.group(1));
    }

    /** The rows of a block of the page, with the properties that the command on the page declares. */
    private List<DemoRelease> releases(String file) throws IOException {
        String block = PAGE.block("csv " + file);
        List<ImportRow> rows = DemoData.rows(file, new ByteArrayInputStream(block.getBytes(UTF_8)));
        String command = lines.stream()
                .filter(line -> line.startsWith("./lodewatch produce csv " + file))
                .findFirst()
                .orElseThrow();
        DatasetDeclaration declared = new DatasetDeclaration(
                option(command, "imports"),
                option(command, "valuation"),
                option(command, "currency").or(() -> Optional.of("USD")),
                OptionalInt.of(rows.get(0).commodityCode().length()),
                rows.stream().map(ImportRow::commodityCode).distinct().toList());
        return rows.stream().collect(Collectors.groupingBy(ImportRow::period)).values().stream()
                .map(period -> release(declared, period))
                .toList();
    }

    private static DemoRelease release(DatasetDeclaration declared, List<ImportRow> rows) {
        ImportRow any = rows.get(0);
        return new DemoRelease(any.dataset(), declared, any.reporter(), any.revision(), any.period(), rows);
    }

    private static Optional<String> option(String command, String name) {
        Matcher option = Pattern.compile(" --" + name + " (\\S+)").matcher(command);
        return option.find() ? Optional.of(option.group(1)) : Optional.empty();
    }

    private Catalogue catalogueOfDataPage() throws IOException {
        for (Block block : DATA.blocks()) {
            if (block.kind().startsWith("catalogue ")) {
                Files.writeString(directory.resolve(block.kind().substring("catalogue ".length())), block.text());
            }
        }
        return Catalogue.load(directory);
    }

    private static JsonNode document(MineralShares window) throws IOException {
        return JSON.readTree(Json.document(SharesJson.of(List.of(window), any -> Severity.NONE)))
                .get(0);
    }

    /** The node at a path. An element of a list is named by its country or bloc. */
    private static JsonNode at(JsonNode document, String path) {
        JsonNode node = document;
        for (String name : path.split("\\.")) {
            node = node.isArray() ? named(node, name) : node.path(name);
        }
        return node;
    }

    private static JsonNode named(JsonNode list, String name) {
        return StreamSupport.stream(list.spliterator(), false)
                .filter(entry -> entry.path("country").asText().equals(name)
                        || entry.path("bloc").asText().equals(name)
                        || entry.path("supplier").asText().equals(name)
                        || entry.path("months").asText().equals(name))
                .findFirst()
                .orElseGet(() -> list.path(name));
    }

    /** A value in the form in which the page shows it. */
    private static String shown(JsonNode value, String figure) {
        if (value.isMissingNode() || value.isNull()) {
            return "-";
        }
        if (value.isArray()) {
            return StreamSupport.stream(value.spliterator(), false)
                    .map(JsonNode::asText)
                    .collect(Collectors.joining(", "));
        }
        if (!value.isNumber()) {
            return value.asText();
        }
        boolean percent = figure.endsWith(" %");
        int point = figure.indexOf('.');
        int decimals = point < 0 ? 0 : figure.replace(" %", "").length() - point - 1;
        BigDecimal number =
                value.decimalValue().movePointRight(percent ? 2 : 0).setScale(decimals, RoundingMode.HALF_UP);
        return String.format(Locale.ROOT, "%,." + decimals + "f", number) + (percent ? " %" : "");
    }
}
