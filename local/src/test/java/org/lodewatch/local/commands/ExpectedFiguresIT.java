package org.lodewatch.local.commands;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.catalogue.Form;
import org.lodewatch.schemas.catalogue.Scenario;
import org.lodewatch.schemas.catalogue.Scenarios;
import org.lodewatch.schemas.messages.BlocShare;
import org.lodewatch.schemas.messages.CountryShare;
import org.lodewatch.schemas.messages.DependenceAlert;
import org.lodewatch.schemas.messages.MineralShares;
import org.lodewatch.schemas.messages.Severity;

/**
 * The yearly imports of the United States on both bases, from the command that publishes them to the shares, against figures
 * that plain programs have computed from the same files.
 *
 * <p>The expected figures were computed before arsenic acid counted as arsenic. They are compared with the forms without it.
 */
@Timeout(300)
class ExpectedFiguresIT {

    private static final String GENERAL = "us-census-annual";
    private static final String CONSUMPTION = "us-census-annual-consumption";
    private static final Catalogue CATALOGUE = Catalogue.bundled();
    private static final String ARSENIC_ACID = "arsenic-acid";

    /** The expected figures are rounded to four decimals. */
    private static final Offset<Double> ROUNDING = within(0.000051);

    private static final Offset<Double> TENTH = within(0.05);

    @TempDir
    private static Path directory;

    private static RunningLodewatch lodewatch;
    private static Map<String, MineralShares> shares;
    private static Map<String, DependenceAlert> alerts;

    /** A row of an expected file by its columns. */
    private record Row(Map<String, String> fields) {

        String text(String column) {
            return fields.get(column);
        }

        double number(String column) {
            return Double.parseDouble(fields.get(column));
        }

        @Override
        public String toString() {
            return fields.getOrDefault("mineral", "") + " " + fields.getOrDefault("stage", "") + " "
                    + fields.getOrDefault("basis", "");
        }
    }

    @BeforeAll
    static void publish() throws IOException {
        lodewatch = RunningLodewatch.with(CATALOGUE);
        for (String dataset : List.of(GENERAL, CONSUMPTION)) {
            Session session = lodewatch.run(
                    "produce",
                    "csv",
                    BundledFiles.copy(dataset + ".csv.gz", directory).toString(),
                    "--imports",
                    dataset.equals(GENERAL) ? "general" : "consumption",
                    "--valuation",
                    "customs");
            assertThat(session.err()).isEmpty();
            assertThat(session.exitCode()).isZero();
        }
        Session verified = lodewatch.run("verify", "--wait", "60");
        assertThat(verified.exitCode()).as(verified.out() + verified.err()).isZero();
        shares = lodewatch.shares();
        alerts = lodewatch.alertStatus();
    }

    @AfterAll
    static void stop() {
        lodewatch.close();
    }

    static List<Row> stageBooks() throws IOException {
        return expected("expected_stage_books_2024.csv");
    }

    @ParameterizedTest
    @MethodSource("stageBooks")
    void theFormsOfAStageAddUpToItsBook(Row row) {
        List<MineralShares> books = CATALOGUE.forms(row.text("mineral")).stream()
                .filter(form -> form.headline() && form.stage().id().equals(row.text("stage")))
                .map(Form::book)
                .filter(book -> !book.equals(ARSENIC_ACID))
                .map(book -> Optional.ofNullable(shares.get(dataset(row) + "/US/" + book + "@2024-12")))
                .flatMap(Optional::stream)
                .toList();
        assertThat(books).isNotEmpty();

        compareStage(row, suppliers(books));
        if (books.size() == 1) {
            MineralShares book = books.get(0);
            assertThat(book.getTotalValueCents()).isEqualTo(cents(row.text("total_usd")));
            assertThat(book.getTopCountry()).isEqualTo(row.text("top"));
            assertThat(100 * book.getTopShare()).isCloseTo(row.number("top_share_percent"), ROUNDING);
            assertThat(book.getHhi()).isCloseTo(row.number("hhi"), ROUNDING);
        }
    }

    static List<Row> minerals() throws IOException {
        return expected("expected_bloc_and_mexico_shares_2024.csv");
    }

    @ParameterizedTest
    @MethodSource("minerals")
    void theBookOfAMineralHasTheSharesOfBlocsAndOfMexico(Row row) {
        String mineral = row.text("mineral");
        if (mineral.equals("arsenic")) {
            assertThat(value(List.of(book(GENERAL, "arsenic-metal", 2024), book(GENERAL, "arsenic-trioxide", 2024))))
                    .isEqualTo(cents(row.text("total_usd")));
            return;
        }
        MineralShares book = book(GENERAL, mineral, 2024);

        assertThat(book.getTotalValueCents()).isEqualTo(cents(row.text("total_usd")));
        Map<String, Double> blocs = new HashMap<>();
        for (BlocShare bloc : book.getBlocs()) {
            blocs.put(bloc.getBloc(), 100 * bloc.getShare());
        }
        assertThat(blocs.get("usmca")).isCloseTo(row.number("usmca"), ROUNDING);
        assertThat(blocs.get("eu27")).isCloseTo(row.number("eu27"), ROUNDING);
        assertThat(blocs.get("entities-of-concern")).isCloseTo(row.number("entities_of_concern"), ROUNDING);
        assertThat(blocs.get("china")).isCloseTo(row.number("china_hk_mo"), ROUNDING);
        assertThat(percent(book, "MX")).isCloseTo(row.number("mexico"), ROUNDING);
        assertThat(percent(book, "CA")).isCloseTo(row.number("canada"), ROUNDING);
        if (!row.text("mexico_rank").isEmpty()) {
            assertThat(suppliers(List.of(book)).stream().map(Supplier::country).toList())
                    .element(Integer.parseInt(row.text("mexico_rank")) - 1)
                    .isEqualTo("MX");
        }
    }

    static List<Row> losses() throws IOException {
        return expected("expected_what_if_top_supplier_lost_2024.csv");
    }

    @ParameterizedTest
    @MethodSource("losses")
    void theLossOfTheFirstSupplierLeavesWhatTheBookSays(Row row) {
        if (row.text("mineral").equals("arsenic")) {
            return; // other goods, see the class
        }
        MineralShares book = book(GENERAL, row.text("mineral"), 2024);
        long lost = book.getTotalValueCents() - book.getWithoutTopValueCents();
        List<Supplier> others = suppliers(List.of(book)).stream()
                .filter(supplier -> !supplier.country().equals(book.getTopCountry()))
                .toList();

        assertThat(book.getTopCountry()).isEqualTo(row.text("lost"));
        assertThat(lost).isEqualTo(cents(row.text("gap_usd")));
        assertThat(100 * book.getTopShare()).isCloseTo(row.number("gap_percent_of_imports"), ROUNDING);
        assertThat(book.getHhi()).isCloseTo(row.number("hhi_before"), ROUNDING);
        if (!others.isEmpty() && !row.text("next_top").isEmpty()) {
            double left = book.getWithoutTopValueCents();
            assertThat(100 * lost / left).isCloseTo(row.number("others_must_grow_percent"), ROUNDING);
            assertThat(others.get(0).country()).isEqualTo(row.text("next_top"));
            assertThat(100 * others.get(0).cents() / left).isCloseTo(row.number("next_top_share_percent"), ROUNDING);
            assertThat(hhi(others, book.getWithoutTopValueCents())).isCloseTo(row.number("hhi_after"), ROUNDING);
        }
    }

    /** The same rows by the command that users have. Arsenic is compared as the sum of its forms without the acid. */
    @ParameterizedTest
    @MethodSource("losses")
    void whatIfTheFirstSupplierIsLost(Row row) throws IOException {
        String mineral = row.text("mineral");
        Session session = lodewatch.run(
                "what-if",
                mineral,
                "--lose",
                row.text("lost"),
                "--dataset",
                GENERAL,
                "--as-of",
                "2024",
                "--output",
                "json");
        assertThat(session.exitCode()).as(session.err()).isZero();
        List<JsonNode> books = new ArrayList<>();
        new ObjectMapper().readTree(session.out()).path("books").forEach(book -> {
            String id = book.path("mineral").asText();
            if (mineral.equals("arsenic") ? id.matches("arsenic-(metal|trioxide)") : id.equals(mineral)) {
                books.add(book);
            }
        });
        Map<String, Double> before = suppliers(books, "valueUsdBefore");
        Map<String, Double> after = suppliers(books, "valueUsdAfter");
        double gap = books.stream()
                .mapToDouble(book -> book.path("gap").path("valueUsd").asDouble())
                .sum();
        double left = sum(after);

        assertThat(gap).isEqualTo(row.number("gap_usd"));
        assertThat(100 * gap / sum(before)).isCloseTo(row.number("gap_percent_of_imports"), ROUNDING);
        assertThat(100 * gap / left).isCloseTo(row.number("others_must_grow_percent"), ROUNDING);
        Map.Entry<String, Double> top =
                after.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow();
        assertThat(top.getKey()).isEqualTo(row.text("next_top"));
        assertThat(100 * top.getValue() / left).isCloseTo(row.number("next_top_share_percent"), ROUNDING);
        assertThat(hhi(before)).isCloseTo(row.number("hhi_before"), ROUNDING);
        assertThat(hhi(after)).isCloseTo(row.number("hhi_after"), ROUNDING);
        assertThat(100 * (before.getOrDefault("CA", 0.0) + before.getOrDefault("MX", 0.0)) / sum(before))
                .isCloseTo(row.number("usmca_share_percent"), ROUNDING);
        if (books.size() == 1) {
            JsonNode book = books.get(0);
            assertThat(100 * book.path("gap").path("ofImports").asDouble())
                    .isCloseTo(row.number("gap_percent_of_imports"), ROUNDING);
            assertThat(100 * (growth(book, "others") - 1))
                    .isCloseTo(row.number("others_must_grow_percent"), within(0.001));
            assertThat(book.path("before").path("hhi").asDouble()).isCloseTo(row.number("hhi_before"), ROUNDING);
            assertThat(book.path("after").path("hhi").asDouble()).isCloseTo(row.number("hhi_after"), ROUNDING);
            assertThat(book.path("after").path("topCountry").asText()).isEqualTo(row.text("next_top"));
            assertThat(100 * book.path("after").path("topShare").asDouble())
                    .isCloseTo(row.number("next_top_share_percent"), ROUNDING);
        }
    }

    @Test
    void theFiguresOfAntimonyWithoutChinaAndWithMexico() throws IOException {
        JsonNode lost = whatIf("antimony", "--lose", "China");

        assertThat(lost.path("gap").path("valueUsd").asDouble()).isEqualTo(138_816_762);
        assertThat(100 * lost.path("gap").path("ofConsumption").asDouble()).isCloseTo(38.9, TENTH);
        assertThat(growth(lost, "usmca")).isCloseTo(45.5, TENTH);
        JsonNode moved = whatIf("Sb", "--move", "CN:20%:MX");
        assertThat(moved.path("after").path("hhi").asDouble()).isCloseTo(1539, within(0.5));
        moved.path("after").path("blocs").forEach(bloc -> {
            if (bloc.path("bloc").asText().equals("usmca")) {
                assertThat(100 * bloc.path("share").asDouble()).isCloseTo(21.0, TENTH);
            }
        });
    }

    private static JsonNode whatIf(String mineral, String... moves) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("what-if", mineral));
        arguments.addAll(List.of(moves));
        arguments.addAll(List.of("--dataset", GENERAL, "--as-of", "2024", "--output", "json"));
        Session session = lodewatch.run(arguments.toArray(new String[0]));
        assertThat(session.exitCode()).as(session.err()).isZero();
        return new ObjectMapper().readTree(session.out()).path("books").path(0);
    }

    /** Every bundled scenario changes a book of the yearly or of the consumption file, or says why it does not. */
    @Test
    void everyScenarioRunsOnTheBooksOrSaysWhyNot() throws IOException {
        for (Scenario scenario : Scenarios.bundled().all()) {
            Session session =
                    lodewatch.run("what-if", "--scenario", scenario.id(), "--as-of", "2024", "--output", "json");
            assertThat(session.exitCode()).as(scenario.id() + session.err()).isZero();
            JsonNode books = new ObjectMapper().readTree(session.out()).path("books");
            assertThat(books)
                    .as(scenario.id())
                    .isNotEmpty()
                    .allSatisfy(book -> assertThat(book.path("movedPart").asDouble() > 0
                                    || !book.path("notes").isEmpty())
                            .as(scenario.id() + " " + book.path("mineral"))
                            .isTrue());
            Session text = lodewatch.run("what-if", "--scenario", scenario.id(), "--as-of", "2024");
            assertThat(text.exitCode()).as(scenario.id() + text.err()).isZero();
            assertThat(text.out()).contains(scenario.title(), scenario.source().substring(0, 20));
        }
    }

    private static Map<String, Double> suppliers(List<JsonNode> books, String field) {
        Map<String, Double> values = new HashMap<>();
        books.forEach(book -> book.path("suppliers")
                .forEach(supplier -> values.merge(
                        supplier.path("country").asText(), supplier.path(field).asDouble(), Double::sum)));
        return values;
    }

    private static double sum(Map<String, Double> values) {
        return values.values().stream().mapToDouble(Double::doubleValue).sum();
    }

    private static double hhi(Map<String, Double> values) {
        double all = sum(values);
        return values.values().stream()
                .mapToDouble(value -> Math.pow(100 * value / all, 2))
                .sum();
    }

    private static double growth(JsonNode book, String supplier) {
        for (JsonNode growth : book.path("growth")) {
            if (growth.path("supplier").asText().equals(supplier)) {
                return growth.path("times").asDouble();
            }
        }
        throw new AssertionError("no growth of " + supplier);
    }

    @ParameterizedTest
    @CsvSource({
        "titanium-sponge, 2025, JP, 78.3, 439.6",
        "titanium, 2025, JP, 36.9, 941.6",
        "zirconium-metal, 2025, CN, 89.9, 30.5",
        "zirconium-ore, 2025, AU, 49.3, 31.8",
        "chromium-chromite, 2025, ZA, 98.9, 44.0",
        "manganese-ore, 2025, GA, 63.8, 87.0",
        "magnesium-compounds, 2025, CN, 52.5, 241.8",
        "aluminum-alumina, 2025, BR, 63.4, 779.3",
        "cobalt-compounds, 2025, FI, 57.1, 40.1",
        "tungsten-ore, 2025, BO, 54.3, 72.5",
        "uranium-ore, 2025, AU, 80.4, 751.0",
        "vanadium-compounds, 2025, BR, 53.3, 42.6",
        "antimony-oxide, 2024, CN, 58.7, 218.9",
        "antimony-metal, 2024, TH, 33.8, 88.3",
        "arsenic, 2025, MY, 57.6, 10.7",
        "arsenic, 2024, MY, 67.9, 12.0",
        "beryllium, 2025, JP, 34.7, 11.6",
        "tantalum, 2025, TH, 30.8, 146.6",
    })
    void aBookIsOfTheGoodsThatTheQuestionAsksFor(String book, int year, String top, double percent, double million) {
        MineralShares found = book(GENERAL, book, year);

        assertThat(found.getTopCountry()).isEqualTo(top);
        assertThat(100 * found.getTopShare()).isCloseTo(percent, TENTH);
        assertThat(found.getTotalValueCents() / 1e8).isCloseTo(million, within(0.051));
        assertThat(found.getBasis()).contains("general imports");
    }

    @Test
    void furtherSuppliersOfArsenicAndBerylliumFollow() {
        assertThat(percent(book(GENERAL, "arsenic", 2025), "CN")).isCloseTo(21.6, TENTH);
        assertThat(percent(book(GENERAL, "arsenic", 2024), "CN")).isCloseTo(15.9, TENTH);
        MineralShares beryllium = book(GENERAL, "beryllium", 2025);
        assertThat(percent(beryllium, "DE")).isCloseTo(21.2, TENTH);
        assertThat(percent(beryllium, "KZ")).isCloseTo(19.1, TENTH);
    }

    @Test
    void theBasisDecidesWhoLeads() {
        assertThat(bloc(book(GENERAL, "rare-earths", 2025), "entities-of-concern"))
                .isCloseTo(55.2, TENTH);
        MineralShares rareEarths = book(CONSUMPTION, "rare-earths", 2025);
        assertThat(bloc(rareEarths, "entities-of-concern")).isCloseTo(61.1, TENTH);
        assertThat(rareEarths.getBasis()).contains("imports for consumption");
        MineralShares tantalum = book(CONSUMPTION, "tantalum", 2025);
        assertThat(tantalum.getTopCountry()).isEqualTo("KZ");
        assertThat(100 * tantalum.getTopShare()).isCloseTo(39.9, TENTH);
        assertThat(tantalum.getTotalValueCents() / 1e8).isCloseTo(56.6, TENTH);
    }

    @ParameterizedTest
    @CsvSource({
        "entities-of-concern/us-census-annual/US/rare-earths/entities-of-concern, WARNING",
        "entities-of-concern/us-census-annual-consumption/US/rare-earths/entities-of-concern, CRITICAL",
        "single-source/us-census-annual/US/titanium-sponge/JP, CRITICAL",
        "single-source/us-census-annual/US/arsenic/MY, WARNING",
    })
    void theInitialPoliciesJudgeTheNewestYear(String alert, Severity severity) {
        assertThat(alerts.get(alert).getSeverity()).isEqualTo(severity);
        assertThat(alerts.get(alert).getCurrent().getAsOf()).isEqualTo("2025-12");
    }

    @Test
    void titaniumAsAWholeAndWhatTheUnitedStatesExportRaiseNothing() {
        assertThat(alerts.values())
                .filteredOn(alert -> alert.getSeverity() != Severity.NONE)
                .extracting(DependenceAlert::getMineral)
                .isNotEmpty()
                .doesNotContain("titanium", "boron", "molybdenum", "helium");
    }

    @ParameterizedTest
    @CsvSource({"rare-earths, 0.53, 36.2", "copper, 0.45, 32.2", "antimony, 0.86, 38.9"})
    void aWindowHasTheNetImportRelianceOfItsYear(String book, double reliance, double dependence) {
        MineralShares found = book(GENERAL, book, 2024);

        assertThat(found.getNetImportReliance()).isEqualTo(reliance);
        assertThat(100 * found.getEffectiveDependence()).isCloseTo(dependence, TENTH);
        assertThat(found.getReliance().getEdition()).isEqualTo("MCS2026");
        assertThat(found.getReliance().getYear()).isEqualTo(2024);
    }

    @ParameterizedTest
    @CsvSource({
        "antimony, 41.5, 84.2",
        "graphite, 1.1, 26.1",
        "tantalum, 53.5, 82.8",
        "indium, 19.3, 40.6",
    })
    void thePartOfCountriesThatProduceNoneHasGrown(String mineral, double in2024, double in2025) {
        assertThat(100 * book(GENERAL, mineral, 2024).getUnproducedShare()).isCloseTo(in2024, TENTH);
        assertThat(100 * book(GENERAL, mineral, 2025).getUnproducedShare()).isCloseTo(in2025, TENTH);
    }

    @Test
    void whatChinaLostOfAntimonyWentToCountriesThatMineNone() {
        MineralShares antimony = book(GENERAL, "antimony", 2025);

        assertThat(antimony.getDetour().getLosers())
                .singleElement()
                .satisfies(china -> assertThat(china.getCountry()).isEqualTo("CN"));
        Map<String, Double> gains = new HashMap<>();
        antimony.getDetour().getGainers().forEach(gain -> gains.put(gain.getCountry(), gain.getPoints()));
        assertThat(gains.get("BE")).isCloseTo(12.8, TENTH);
        assertThat(gains.get("FR")).isCloseTo(11.5, TENTH);
        assertThat(gains.get("KR")).isCloseTo(6.9, TENTH);
    }

    @ParameterizedTest
    @CsvSource({"phosphate, 55845", "fluorspar, 33287", "rare-earths, 18026"})
    void concentrationIsWeightedByGovernance(String mineral, double points) {
        assertThat(book(GENERAL, mineral, 2025).getHhiGovernance()).isCloseTo(points, within(0.5));
    }

    @Test
    void aCodeThatBeginsBreaksTheSeries() {
        for (int year : List.of(2024, 2025)) {
            assertThat(book(GENERAL, "germanium", year).getSeriesBreak()).contains("2825600010", "2025-01");
        }
        assertThat(book(GENERAL, "germanium", 2025).getCountries())
                .allSatisfy(country -> assertThat(country.getValueShareChange()).isNull());
        assertThat(book(GENERAL, "germanium-metal", 2025).getSeriesBreak()).isNull();
        assertThat(book(GENERAL, "antimony", 2025).getSeriesBreak()).isNull();
    }

    @Test
    void everyMineralOfTheListsHasAnAnswer() {
        CATALOGUE.minerals().stream()
                .filter(mineral -> mineral.on2025List() || mineral.on2022List())
                .forEach(mineral -> {
                    Session session = lodewatch.run("shares", mineral.id());
                    assertThat(session.exitCode())
                            .as(mineral.id() + session.err())
                            .isZero();
                    assertThat(session.out()).as(mineral.id()).isNotBlank();
                });
        assertThat(lodewatch.run("shares", "yttrium").out()).contains("rare-earths", "2846.90.40.00");
    }

    private record Supplier(String country, long cents) {}

    private static void compareStage(Row row, List<Supplier> suppliers) {
        long total = suppliers.stream().mapToLong(Supplier::cents).sum();
        assertThat(total).isEqualTo(cents(row.text("total_usd")));
        assertThat(suppliers).hasSize((int) row.number("suppliers"));
        String[] places = {"top", "second", "third"};
        for (int place = 0; place < places.length; place++) {
            if (!row.text(places[place]).isEmpty()) {
                Supplier supplier = suppliers.get(place);
                assertThat(supplier.country()).isEqualTo(row.text(places[place]));
                assertThat(100.0 * supplier.cents() / total)
                        .isCloseTo(row.number(places[place] + "_share_percent"), ROUNDING);
            }
        }
        assertThat(hhi(suppliers, total)).isCloseTo(row.number("hhi"), ROUNDING);
    }

    /** The suppliers of several books taken together, the largest first. */
    private static List<Supplier> suppliers(List<MineralShares> books) {
        Map<String, Long> cents = new HashMap<>();
        books.stream()
                .map(MineralShares::getCountries)
                .flatMap(List::stream)
                .filter(country -> country.getValueCents() > 0)
                .forEach(country -> cents.merge(country.getCountry(), country.getValueCents(), Long::sum));
        return cents.entrySet().stream()
                .map(entry -> new Supplier(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparingLong(Supplier::cents).reversed().thenComparing(Supplier::country))
                .toList();
    }

    private static double hhi(List<Supplier> suppliers, long total) {
        return suppliers.stream()
                .mapToDouble(supplier -> 100.0 * supplier.cents() / total)
                .map(percent -> percent * percent)
                .sum();
    }

    private static long value(List<MineralShares> books) {
        return books.stream().mapToLong(MineralShares::getTotalValueCents).sum();
    }

    private static double percent(MineralShares book, String country) {
        return book.getCountries().stream()
                .filter(share -> share.getCountry().equals(country))
                .mapToDouble(CountryShare::getValueShare)
                .map(share -> 100 * share)
                .findFirst()
                .orElse(0);
    }

    private static double bloc(MineralShares book, String id) {
        return book.getBlocs().stream()
                .filter(bloc -> bloc.getBloc().equals(id))
                .mapToDouble(bloc -> 100 * bloc.getShare())
                .findFirst()
                .orElseThrow();
    }

    private static MineralShares book(String dataset, String book, int year) {
        MineralShares found = shares.get("%s/US/%s@%d-12".formatted(dataset, book, year));
        assertThat(found).as(dataset + " " + book + " " + year).isNotNull();
        return found;
    }

    private static String dataset(Row row) {
        return row.text("basis").equals("general") ? GENERAL : CONSUMPTION;
    }

    private static long cents(String usd) {
        return 100 * Long.parseLong(usd);
    }

    private static List<Row> expected(String file) throws IOException {
        try (InputStream in = ExpectedFiguresIT.class.getResourceAsStream("/org/lodewatch/local/expected/" + file);
                BufferedReader reader = new BufferedReader(new InputStreamReader(in, UTF_8))) {
            List<String> columns = List.of(reader.readLine().split(","));
            List<Row> rows = new ArrayList<>();
            for (String line : reader.lines().toList()) {
                String[] fields = line.split(",", -1);
                Map<String, String> row = new HashMap<>();
                for (int i = 0; i < columns.size(); i++) {
                    row.put(columns.get(i), fields[i]);
                }
                rows.add(new Row(row));
            }
            return rows;
        }
    }
}
