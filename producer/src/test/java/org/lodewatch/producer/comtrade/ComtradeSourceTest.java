package org.lodewatch.producer.comtrade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lodewatch.producer.FeedItems;
import org.lodewatch.producer.comtrade.ComtradeApi.Reply;
import org.lodewatch.producer.comtrade.ComtradeStub.ComtradeFailure;
import org.lodewatch.producer.feed.FeedItem;
import org.lodewatch.producer.feed.RecordSet;
import org.lodewatch.producer.poll.PollingFeed;
import org.lodewatch.producer.poll.Release;
import org.lodewatch.producer.poll.StatisticsSource.Part;
import org.lodewatch.producer.poll.TariffScopes;
import org.lodewatch.schemas.OperatorException;
import org.lodewatch.schemas.catalogue.Catalogue;

/** Requests to UN Comtrade, and the parts that are made of its figures. */
class ComtradeSourceTest {

    private static final LocalDateTime AUGUST = LocalDateTime.parse("2026-08-28T10:53:32");
    private static final LocalDateTime SEPTEMBER = LocalDateTime.parse("2026-09-30T01:02:03");

    private static final int REQUESTS_WITH_KEY = 2;
    private static final int REQUESTS_A_MONTH_IN_PREVIEW = 17;

    @TempDir
    Path folder;

    private final ComtradeStub stub = new ComtradeStub();

    @AfterEach
    void stop() {
        stub.close();
    }

    @Test
    void listsReleasesFromTheFirstPeriodOnWithTheirVintage() throws Exception {
        stub.put("202605", 842, 156, "811010", "10", "1");
        stub.release("202412", 842, AUGUST)
                .release("202605", 842, AUGUST)
                .release("202606", 842, SEPTEMBER)
                .release("202606", 124, SEPTEMBER)
                .release("2025", 842, SEPTEMBER);
        try (ComtradeFixture fixture = ComtradeFixture.withKey(stub, folder)) {
            var releases = fixture.source().releases();

            assertThat(releases).containsOnlyKeys("2026-05", "2026-06");
            assertThat(releases.get("2026-05").vintage()).isEqualTo(20260828105332L);
            assertThat(releases.get("2026-06").vintage()).isEqualTo(20260930010203L);
            assertThat(stub.requests())
                    .extracting(ComtradeStub.StubRequest::url)
                    .containsExactly("/data/v1/getDa/C/M/HS?reporterCode=842");
        }
    }

    @Test
    void changesTheMarkOfAPeriodOnlyWhenItsFiguresChange() throws Exception {
        stub.put("202605", 842, 156, "811010", "10", "1").release("202605", 842, AUGUST);
        try (ComtradeFixture fixture = ComtradeFixture.preview(stub, folder)) {
            Release first = fixture.source().releases().get("2026-05");
            stub.release("202605", 842, SEPTEMBER);
            Release again = fixture.source().releases().get("2026-05");
            stub.put("202605", 842, 156, "811010", "11", "1");
            Release changed = fixture.source().releases().get("2026-05");

            assertThat(again.mark()).isEqualTo(first.mark()).matches("[A-Za-z0-9._-]+");
            assertThat(changed.mark()).isNotEqualTo(first.mark());
        }
    }

    @Test
    void combinesTheDatasetsOfAPeriodAlsoWithoutAChecksum() throws Exception {
        stub.answerAvailability("""
                {"count":3,"error":"","data":[
                {"datasetCode":2,"period":202605,"reporterCode":842,"datasetChecksum":-7,"lastReleased":"2026-08-01T00:00:00"},
                {"datasetCode":1,"period":202605,"reporterCode":842,"datasetChecksum":5,"lastReleased":"2026-09-01T00:00:00.5"},
                {"datasetCode":3,"period":"202606","reporterCode":842,"totalRecords":12,"datasetChecksum":null,
                 "firstReleased":"2026-09-02T03:04:05Z","lastReleased":null},
                {"datasetCode":4,"period":202607,"reporterCode":842,"lastReleased":null}]}""");
        try (ComtradeFixture fixture = ComtradeFixture.preview(stub, folder)) {
            assertThat(fixture.source().releases())
                    .containsExactly(
                            entry("2026-05", new Release(20260901000000L, "5_-7")),
                            entry("2026-06", new Release(20260902030405L, "20260902030405-12")));
        }
    }

    @Test
    void readsNewAndChangedPeriodsOldestFirstByTwelveWithAKeyAndByOneWithout() {
        TreeMap<String, Release> published = new TreeMap<>();
        IntStream.rangeClosed(1, 12).forEach(month -> {
            published.put("2025-%02d".formatted(month), new Release(1, "a"));
            published.put("2026-%02d".formatted(month), new Release(1, "a"));
        });
        TreeMap<String, Release> read = new TreeMap<>(published);
        read.remove("2026-12");
        read.put("2025-02", new Release(1, "b"));
        read.put("2025-03", new Release(2, "a"));
        try (ComtradeFixture keyed = ComtradeFixture.withKey(stub, folder);
                ComtradeFixture preview = ComtradeFixture.preview(stub, folder)) {
            assertThat(keyed.source().due(published, read)).containsExactly(List.of("2025-02", "2026-12"));
            assertThat(keyed.source().due(published, new TreeMap<>()))
                    .hasSize(2)
                    .allMatch(group -> group.size() == 12);
            assertThat(preview.source().due(published, read)).containsExactly(List.of("2025-02"), List.of("2026-12"));
            assertThat(keyed.source().due(published, published)).isEmpty();
        }
    }

    @Test
    void requestsTheTotalOfEachCodeAndPartnerAndSendsTheKeyInAHeaderOnly() throws Exception {
        stub.put("202605", 842, 156, "811010", "10", "1");
        try (ComtradeFixture fixture = ComtradeFixture.withKey(stub, folder, "8110")) {
            fixture.lines("2026-05", "2026-06");

            assertThat(stub.figureRequests())
                    .containsExactly("/data/v1/get/C/M/HS?reporterCode=842&period=202605,202606"
                            + "&cmdCode=811010,811020,811090&flowCode=M&partner2Code=0&motCode=0&customsCode=C00"
                            + "&breakdownMode=classic&maxRecords=100000&includeDesc=false");
            assertThat(stub.requests())
                    .noneMatch(request -> request.url().contains(ComtradeStub.KEY))
                    .allMatch(request ->
                            request.url().startsWith("/data/") == request.key().isPresent());
        }
    }

    @Test
    void usesThePreviewWithoutAKey() throws Exception {
        stub.put("202605", 842, 156, "811010", "10", "1");
        try (ComtradeFixture fixture = ComtradeFixture.preview(stub, folder, "8110")) {
            fixture.lines("2026-05");

            assertThat(stub.figureRequests())
                    .singleElement()
                    .asString()
                    .startsWith("/public/v1/preview/C/M/HS?reporterCode=842&period=202605&")
                    .contains("&maxRecords=500&");
            assertThat(stub.requests()).allMatch(request -> request.key().isEmpty());
        }
    }

    @Test
    void readsYearsOfAnyReporter() throws Exception {
        stub.put("2025", 757, 490, "811010", "10.5", "1").release("2025", 757, AUGUST);
        ComtradeOptions options = new ComtradeOptions(
                stub.base(), Frequency.ANNUAL, "CH", "un-comtrade-annual", "2020", Optional.empty(), List.of("8110"));
        try (ComtradeFixture fixture = ComtradeFixture.of(options, folder)) {
            assertThat(fixture.source().releases()).containsOnlyKeys("2025");
            assertThat(fixture.lines("2025")).containsExactly("2025 8110 811010 TW $10.5 1 kg");
            assertThat(fixture.source().id()).isEqualTo("comtrade:un-comtrade-annual:CH");
            assertThat(stub.figureRequests().get(0)).contains("/C/A/HS?reporterCode=757&period=2025&");
        }
    }

    @Test
    void returnsAPartForEachScopeAndPeriodAlsoForEmptyOnes() throws Exception {
        stub.put("202605", 842, 156, "811010", "10", "1").put("202606", 842, 156, "250410", "7", null);
        try (ComtradeFixture fixture = ComtradeFixture.withKey(stub, folder, "2504", "8110")) {
            List<Part> parts = fixture.read("2026-05", "2026-06");

            assertThat(parts)
                    .extracting(part -> ((Part.Lines) part).set())
                    .containsExactlyInAnyOrder(
                            set("2026-05", "2504"),
                            set("2026-05", "8110"),
                            set("2026-06", "2504"),
                            set("2026-06", "8110"));
            assertThat(parts)
                    .filteredOn(part -> ((Part.Lines) part).lines().isEmpty())
                    .hasSize(2);
        }
    }

    private static RecordSet set(String period, String scope) {
        return new RecordSet("un-comtrade", "US", period, scope, "UN Comtrade, imports (CIF), HS6, monthly");
    }

    @Test
    void readsAllCodesOfAHeadingFromComtradesListAndTheCatalogue() throws Exception {
        stub.list("811011", "811020", "9999");
        stub.put("202605", 842, 156, "811010", "10", "1");
        try (ComtradeFixture fixture = ComtradeFixture.withKey(stub, folder, "8110")) {
            fixture.lines("2026-05");
            fixture.lines("2026-05");

            assertThat(stub.figureRequests().get(0)).contains("&cmdCode=811010,811011,811020,811090&");
            assertThat(stub.requests())
                    .filteredOn(request -> request.url().endsWith("HS.json"))
                    .hasSize(1);
        }
    }

    @Test
    void declaresTheCodesOfTheCatalogueUnderItsHeadings() {
        assertThat(ComtradeFixture.withKey(stub, folder, "2833", "8108", "8112")
                        .source()
                        .declaration()
                        .codes())
                .contains("283324", "810820")
                // A code of six digits does not show what is under it.
                .doesNotContain("8108200010", "8112921000", "260400");
    }

    @Test
    void mapsComtradesCountryCodesAndKeepsGoodsThatComeBack() throws Exception {
        stub.put("202605", 842, 156, "811010", "1", null)
                .put("202605", 842, 490, "811010", "2", null)
                .put("202605", 842, 699, "811010", "3", null)
                .put("202605", 842, 757, "811010", "4", null)
                .put("202605", 842, 842, "811010", "5", null);
        try (ComtradeFixture fixture = ComtradeFixture.withKey(stub, folder, "8110")) {
            assertThat(fixture.lines("2026-05"))
                    .containsExactly(
                            "2026-05 8110 811010 CH $4",
                            "2026-05 8110 811010 CN $1",
                            "2026-05 8110 811010 IN $3",
                            "2026-05 8110 811010 TW $2",
                            "2026-05 8110 811010 US $5");
        }
    }

    @Test
    void addsUpCodesOfOneCountryWithoutAWeightIfOneLacksIt() throws Exception {
        stub.put("202605", 842, 757, "811010", "1.25", "2")
                .put("202605", 842, 756, "811010", "2.50", "3")
                .put("202605", 842, 251, "811020", "1", "2")
                .put("202605", 842, 250, "811020", "1", null);
        try (ComtradeFixture fixture = ComtradeFixture.withKey(stub, folder, "8110")) {
            assertThat(fixture.lines("2026-05"))
                    .containsExactly("2026-05 8110 811010 CH $3.75 5 kg", "2026-05 8110 811020 FR $2");
        }
    }

    @Test
    void keepsAreasThatAreNoCountryApartUnderTheirOwnNames() throws Exception {
        stub.put("202605", 842, 899, "811010", "1.25", "2")
                .put("202605", 842, 838, "811010", "2.50", "3")
                .put("202605", 842, 568, "811010", "4.25", null)
                .put("202605", 842, 12345, "811010", "4", "1.5");
        try (ComtradeFixture fixture = ComtradeFixture.withKey(stub, folder, "8110")) {
            assertThat(fixture.lines("2026-05"))
                    .containsExactly(
                            "2026-05 8110 811010 XX $4 1.5 kg",
                            "2026-05 8110 811010 XX $4.25",
                            "2026-05 8110 811010 XX $2.50 3 kg",
                            "2026-05 8110 811010 XX $1.25 2 kg");
            assertThat(fixture.read("2026-05"))
                    .flatMap(part -> ((Part.Lines) part).lines())
                    .extracting(line -> line.fields().originArea())
                    .containsExactly("12345", "Other Europe, nes (568)", "Free zones (838)", "Areas, nes (899)");
        }
    }

    @Test
    void addsDecimalsExactlyAndRoundsToCentsAndGrams() throws Exception {
        stub.put("202605", 842, 156, "811010", "12345678901234.57", "0.1234")
                .put("202605", 842, 392, "811010", "0.005", "0")
                .put("202605", 842, 410, "811010", "1.0049999", "0.0005");
        try (ComtradeFixture fixture = ComtradeFixture.withKey(stub, folder, "8110")) {
            assertThat(fixture.lines("2026-05"))
                    .containsExactly(
                            "2026-05 8110 811010 CN $12345678901234.57 0.123 kg",
                            "2026-05 8110 811010 JP $0.01",
                            "2026-05 8110 811010 KR $1.00 0.001 kg");
        }
    }

    @Test
    void ignoresRowsOutsideTheRequest() throws Exception {
        stub.put("202605", 842, 156, "811010", "10", "1").put("202605", 842, 392, "811010", "5", "2");
        stub.sendExtraBreakdowns();
        try (ComtradeFixture fixture = ComtradeFixture.withKey(stub, folder, "8110")) {
            assertThat(fixture.lines("2026-05"))
                    .containsExactly("2026-05 8110 811010 CN $10 1 kg", "2026-05 8110 811010 JP $5 2 kg");
        }
    }

    @Test
    void usesAnotherValueWhereThePrimaryOneIsMissingAndIgnoresRowsWithoutOne() throws Exception {
        stub.answerFigures(figures(
                row(0, "null", "null", "6"),
                row(156, "null", "2.5", "9"),
                row(392, "null", "null", "3.5"),
                row(410, "null", "null", "null"),
                row(36, "0", "7", "7")));
        try (ComtradeFixture fixture = ComtradeFixture.withKey(stub, folder, "8110")) {
            assertThat(fixture.lines("2026-05"))
                    .containsExactly("2026-05 8110 811010 CN $2.5", "2026-05 8110 811010 JP $3.5");
        }
    }

    private static String row(int partner, String primary, String cif, String fob) {
        return """
                {"period":"202605","reporterCode":842,"flowCode":"M","partnerCode":%d,"partner2Code":0,"cmdCode":"811010",\
                "customsCode":"C00","motCode":0,"netWgt":null,"cifvalue":%s,"fobvalue":%s,"primaryValue":%s}""".formatted(partner, cif, fob, primary);
    }

    private static String figures(String... rows) {
        return "{\"elapsedTime\":\"0.1 secs\",\"count\":%d,\"data\":[%s],\"error\":\"\"}"
                .formatted(rows.length, String.join(",", rows));
    }

    @Test
    void readsSamplesOfRealResponses() throws Exception {
        try (ComtradeFixture fixture = ComtradeFixture.preview(stub, folder)) {
            stub.answerFigures(sample("us-preview.json"));
            Reply.Rows figures =
                    (Reply.Rows) fixture.api().figures(new ComtradeQuery(List.of("2026-05"), List.of("811010")));
            stub.answerFigures(sample("empty.json"));
            Reply.Rows empty =
                    (Reply.Rows) fixture.api().figures(new ComtradeQuery(List.of("2026-05"), List.of("811010")));

            assertThat(figures.rows().values()).singleElement().satisfies(row -> {
                assertThat(row.period()).isEqualTo("2023");
                assertThat(row.cmdCode()).isEqualTo("TOTAL");
                assertThat(row.partnerCode()).isEqualTo(392);
                assertThat(row.dollars().orElseThrow().toPlainString()).isEqualTo("151580564290");
                assertThat(row.kilograms()).isEmpty();
            });
            assertThat(figures.cutOff()).isFalse();
            assertThat(empty.rows()).isEmpty();
        }
    }

    private static String sample(String name) throws Exception {
        try (var in = ComtradeSourceTest.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void readsTheSameFiguresWithAKeyAndInThePartsOfThePreview() throws Exception {
        Random random = new Random(7);
        List<Integer> partners = countries();
        for (String code : List.of("811010", "811020", "811090", "250410", "250490")) {
            for (int i = 0; i < 220; i++) {
                String value = random.nextInt(1_000_000) + "." + random.nextInt(100);
                stub.put(
                        "202605",
                        842,
                        partners.get(random.nextInt(partners.size())),
                        code,
                        value,
                        "" + random.nextInt(9));
            }
        }
        try (ComtradeFixture keyed = ComtradeFixture.withKey(stub, folder, "2504", "8110");
                ComtradeFixture preview = ComtradeFixture.preview(stub, folder, "2504", "8110")) {
            List<String> whole = keyed.lines("2026-05");
            int questions = stub.figureRequests().size();

            assertThat(whole).hasSizeGreaterThan(300);
            assertThat(preview.lines("2026-05")).containsExactlyElementsOf(whole);
            assertThat(questions).isEqualTo(1);
            assertThat(stub.figureRequests().size() - questions).isEqualTo(3);
        }
    }

    /** As Comtrade codes them. */
    private static List<Integer> countries() {
        return Catalogue.bundled().countries().stream()
                .filter(country -> country.comtrade().isEmpty() && country.m49().isPresent())
                .map(country -> country.m49().getAsInt())
                .toList();
    }

    @Test
    void repeatsACutOffRequestInHalvesByPeriodAndThenByCode() throws Exception {
        for (String period : List.of("202604", "202605", "202606")) {
            stub.put(period, 842, 156, "811010", "10", "1").put(period, 842, 156, "811090", "5", "1");
        }
        stub.fullAbove(2);
        try (ComtradeFixture fixture = ComtradeFixture.withKey(stub, folder, "8110")) {
            assertThat(fixture.lines("2026-04", "2026-05", "2026-06")).hasSize(6);
            assertThat(stub.figureRequests())
                    .extracting(url -> url.replaceAll(".*&period=([0-9,]*)&cmdCode=([0-9,]*)&.*", "$1 $2"))
                    .startsWith(
                            "202604,202605,202606 811010,811020,811090",
                            "202604 811010,811020,811090",
                            "202604 811010",
                            "202604 811020,811090",
                            "202605,202606 811010,811020,811090");
        }
    }

    @Test
    void reportsThatAKeyIsNeededWhereTheRowsOfOneCodeAreTooMany() throws Exception {
        countries().forEach(partner -> stub.put("202605", 842, partner, "811010", "1", null));
        stub.sendExtraBreakdowns();
        stub.put("202605", 842, 156, "250410", "1", null);
        try (ComtradeFixture fixture = ComtradeFixture.preview(stub, folder, "2504", "8110")) {
            assertThat(fixture.faults("2026-05"))
                    .singleElement()
                    .asString()
                    .startsWith("cut-off: US 2026-05 811010: 500 rows or more")
                    .contains("COMTRADE_API_KEY", "https://comtradedeveloper.un.org");
            assertThat(fixture.lines("2026-05")).containsExactly("2026-05 2504 250410 CN $1");
        }
    }

    @Test
    void limitsTheLengthOfAddressesAndShortensThoseThatAreRejected() throws Exception {
        IntStream.range(0, 400).forEach(i -> stub.list("81%02d%02d".formatted(10 + i / 100, i % 100)));
        stub.put("202605", 842, 156, "811010", "10", "1");
        try (ComtradeFixture fixture = ComtradeFixture.withKey(stub, folder, "81")) {
            assertThat(fixture.lines("2026-05")).hasSize(1);
            assertThat(stub.figureRequests()).hasSize(2).allMatch(url -> url.length() < 2_000);

            stub.clearRequests();
            stub.longestAddress(700);
            assertThat(fixture.lines("2026-05")).hasSize(1);
            assertThat(stub.figureRequests())
                    .filteredOn(url -> url.length() <= 700)
                    .hasSizeGreaterThan(5);
        }
    }

    @Test
    void rejectsFiguresThatDoNotAddUpToTheWorld() throws Exception {
        stub.put("202605", 842, 156, "811010", "10", "1")
                .put("202605", 842, 392, "811010", "5", "1")
                .put("202605", 842, 392, "811020", "5", "1")
                .put("202605", 842, 392, "250410", "8", "1");
        try (ComtradeFixture fixture = ComtradeFixture.withKey(stub, folder, "2504", "2846", "8110")) {
            fixture.read("2026-05");
            stub.fail(ComtradeFailure.SHORT_SUM, 1);
            List<Part> parts = fixture.read("2026-05");

            assertThat(parts)
                    .filteredOn(Part.Fault.class::isInstance)
                    .extracting(part -> ((Part.Fault) part).reason() + ": " + ((Part.Fault) part).message())
                    .containsExactly(
                            "does-not-add-up: US 2026-05 250410: 0 partners add up to 0 US dollars, the world is 8",
                            "does-not-add-up: US 2026-05 811010: 1 partners add up to 10 US dollars, the world is 15;"
                                    + " other codes of 8110 with the same fault: 1");
            assertThat(parts)
                    .filteredOn(Part.Lines.class::isInstance)
                    .extracting(part -> ((Part.Lines) part).set().scope())
                    .containsExactly("2846");
        }
    }

    @Test
    void toleratesACentARowOfRounding() throws Exception {
        try (ComtradeFixture fixture = ComtradeFixture.withKey(stub, folder, "8110")) {
            stub.answerFigures(figures(row(0, "10.03", "0", "0"), row(156, "5.00", "0", "0"), row(392, "5", "0", "0")));
            assertThat(fixture.faults("2026-05")).isEmpty();
            stub.answerFigures(figures(row(0, "10.031", "0", "0"), row(156, "5", "0", "0"), row(392, "5", "0", "0")));
            assertThat(fixture.faults("2026-05")).hasSize(1);
        }
    }

    /** Up to 2016 every value is a whole number of dollars, rounded by itself, the total among them. */
    @Test
    void toleratesHalfADollarARowWhereAllValuesAreWhole() throws Exception {
        try (ComtradeFixture fixture = ComtradeFixture.withKey(stub, folder, "8110")) {
            stub.answerFigures(
                    figures(row(0, "38326985", "0", "0"), row(36, "38305805", "0", "0"), row(124, "21179", "0", "0")));
            assertThat(fixture.faults("2026-05")).isEmpty();
            stub.answerFigures(figures(row(0, "12", "0", "0"), row(156, "5", "0", "0"), row(392, "5", "0", "0")));
            assertThat(fixture.faults("2026-05"))
                    .containsExactly(
                            "does-not-add-up: US 2026-05 811010: 2 partners add up to 10 US dollars, the world is 12");
            stub.answerFigures(figures(row(0, "11.0", "0", "0"), row(156, "5", "0", "0"), row(392, "5.5", "0", "0")));
            assertThat(fixture.faults("2026-05")).hasSize(1);
        }
    }

    @Test
    void rejectsFiguresWithoutTheWorldOfAPeriodLoadedInPart() throws Exception {
        stub.put("202605", 842, 156, "811010", "10", "1");
        stub.withoutWorld("811010");
        try (ComtradeFixture fixture = ComtradeFixture.withKey(stub, folder, "8110")) {
            assertThat(fixture.faults("2026-05"))
                    .containsExactly("does-not-add-up: US 2026-05 811010: 1 partners of 10 US dollars, and no row of"
                            + " the world to check them against");
        }
    }

    @Test
    void rejectsRowsThatAreSentTwice() throws Exception {
        stub.put("202605", 842, 156, "811010", "10", "1");
        stub.sendTwice();
        try (ComtradeFixture fixture = ComtradeFixture.withKey(stub, folder, "8110")) {
            assertThat(fixture.faults("2026-05"))
                    .singleElement()
                    .asString()
                    .endsWith("2 partners add up to 20 US dollars, the world is 10");
        }
    }

    @Test
    void rejectsAnEmptyResultForAPublishedPeriod() throws Exception {
        stub.put("202605", 842, 156, "811010", "10", "1");
        try (ComtradeFixture fixture = ComtradeFixture.preview(stub, folder)) {
            List<Part> believed = fixture.read("2026-05");
            stub.remove("202605", 842, 156, "811010");
            List<Part> parts = fixture.read("2026-05");

            assertThat(believed).hasSize(fixture.options().scopes().size()).allMatch(Part.Lines.class::isInstance);
            assertThat(parts).singleElement().satisfies(part -> {
                Part.Fault fault = (Part.Fault) part;
                assertThat(fault.reason()).hasToString("empty-answer");
                assertThat(fault.periods()).containsExactly("2026-05");
                assertThat(fault.message())
                        .startsWith("US 2026-05: listed as published, but the response has no row of any of");
            });
        }
    }

    @Test
    void rejectsOnlyTheEmptyPeriodOfAGroup() throws Exception {
        stub.put("202606", 842, 156, "811010", "10", "1");
        try (ComtradeFixture fixture = ComtradeFixture.withKey(stub, folder, "2504", "8110")) {
            List<Part> parts = fixture.read("2026-05", "2026-06");

            assertThat(parts).filteredOn(Part.Lines.class::isInstance).hasSize(2);
            assertThat(parts)
                    .filteredOn(Part.Fault.class::isInstance)
                    .extracting(part -> ((Part.Fault) part).periods())
                    .containsExactly(List.of("2026-05"));
        }
    }

    /**
     * The numbers of requests in the documentation: 2 for twelve months with a key, 17 for each month without one, and
     * 2 more at each poll that finds something, for the releases and for the list of codes.
     */
    @Test
    void needsFewRequestsForAYearOfTheWholeCatalogue() throws Exception {
        // 376 codes are under the headings of the catalogue in Comtrade's list of November 2026, twice the catalogue's.
        List<String> scopes = TariffScopes.of(Catalogue.bundled());
        Random random = new Random(3);
        List<Integer> partners = countries();
        List<String> months =
                IntStream.rangeClosed(1, 12).mapToObj("2025-%02d"::formatted).toList();
        SortedSet<String> codes = new TreeSet<>();
        Catalogue.bundled()
                .commodities()
                .forEach(known -> codes.add(known.prefix().substring(0, 6)));
        for (int i = 0; codes.size() < 376; i++) {
            codes.add(scopes.get(i % scopes.size()) + "%02d".formatted(99 - i / scopes.size()));
        }
        for (String code : codes) {
            IntStream.range(0, 2 + random.nextInt(28))
                    .forEach(i -> stub.put("202501", 842, partners.get(i * 7), code, "1", null));
            // The figures of the other months do not change the number of requests, but would make the test much
            // slower.
            months.forEach(month -> stub.put(month.replace("-", ""), 842, 156, code, "1", null));
        }
        try (ComtradeFixture keyed = ComtradeFixture.withKey(stub, folder);
                ComtradeFixture preview = ComtradeFixture.preview(stub, folder)) {
            keyed.read(months.toArray(String[]::new));
            int withKey = stub.figureRequests().size();
            stub.clearRequests();
            preview.read(months.get(0));
            int aMonthWithout = stub.figureRequests().size();

            assertThat(withKey).as("requests for 12 months with a key").isEqualTo(REQUESTS_WITH_KEY);
            assertThat(aMonthWithout).as("requests for a month in the preview").isEqualTo(REQUESTS_A_MONTH_IN_PREVIEW);
        }
    }

    @Test
    void isReadByAFeedThatDeclaresItsPeriodsComplete() {
        stub.put("202605", 842, 156, "811010", "10", "1").release("202605", 842, AUGUST);
        stub.release("202606", 842, SEPTEMBER);
        try (ComtradeFixture fixture = ComtradeFixture.withKey(stub, folder, "8110")) {
            List<FeedItem> items = FeedItems.of(new PollingFeed(fixture.source(), PollingFeed.Following.NOT));

            assertThat(items)
                    .hasExactlyElementsOfTypes(
                            FeedItem.Edition.class,
                            FeedItem.Rejected.class,
                            FeedItem.Complete.class,
                            FeedItem.Incomplete.class,
                            FeedItem.CaughtUp.class);
            assertThat(((FeedItem.Edition) items.get(0)).vintage()).isEqualTo(20260828105332L);
            assertThat(((FeedItem.Rejected) items.get(1)).reason()).hasToString("empty-answer");
            assertThat(((FeedItem.Complete) items.get(2)).period()).isEqualTo("2026-05");
            assertThat(((FeedItem.Incomplete) items.get(3)).period()).isEqualTo("2026-06");
        }
    }

    @Test
    void pollsAgainAfterADay() {
        try (ComtradeFixture fixture = ComtradeFixture.preview(stub, folder)) {
            assertThat(fixture.source().nextPoll(ComtradeFixture.NOW, Optional.of("2026-05")))
                    .isEqualTo(ComtradeFixture.NOW.plus(Duration.ofDays(1)));
        }
    }

    @Test
    void rejectsUnknownReportersAndPeriodsOfAnotherLength() {
        for (String reporter : List.of("XX", "ZZ", "XK")) {
            ComtradeOptions options = new ComtradeOptions(
                    stub.base(), Frequency.MONTHLY, reporter, "un-comtrade", "2025-01", Optional.empty(), List.of());
            assertThatThrownBy(() -> ComtradeFixture.of(options, folder))
                    .isInstanceOf(OperatorException.class)
                    .hasMessageStartingWith("UN Comtrade, reporter: ");
        }
        assertThatThrownBy(() -> new ComtradeOptions(
                        stub.base(),
                        Frequency.ANNUAL,
                        "US",
                        "un-comtrade-annual",
                        "2025-01",
                        Optional.empty(),
                        List.of()))
                .isInstanceOf(OperatorException.class)
                .hasMessage("UN Comtrade, annual figures: the first period is 2025-01; expected a year YYYY");
    }
}
