package org.lodewatch.producer.file;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lodewatch.producer.FeedItems;
import org.lodewatch.producer.feed.Feed;
import org.lodewatch.producer.feed.FeedItem;
import org.lodewatch.producer.feed.FeedReader;
import org.lodewatch.producer.feed.ImportField;
import org.lodewatch.producer.feed.LeftOut;
import org.lodewatch.producer.layout.Layout;
import org.lodewatch.producer.layout.LayoutFile;
import org.lodewatch.producer.layout.Setting;
import org.lodewatch.producer.rules.ImportRow;
import org.lodewatch.producer.rules.ImportRules;
import org.lodewatch.producer.rules.RowFault;
import org.lodewatch.schemas.OperatorException;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.catalogue.CountryLookup;

class LayoutFeedTest {

    private static final CountryLookup COUNTRIES = CountryLookup.of(Catalogue.bundled());

    private static final ImportRules RULES = new ImportRules(
            iso2 -> Catalogue.bundled().country(iso2).isPresent(),
            Clock.fixed(Instant.parse("2026-11-28T00:00:00Z"), ZoneOffset.UTC));

    private static final Setting REVISION = Setting.option("set", "revision=1");

    @TempDir
    private Path folder;

    private Path file(String text) {
        return file(text, UTF_8);
    }

    private Path file(String text, Charset charset) {
        try {
            return Files.write(folder.resolve("export.csv"), text.getBytes(charset));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Feed feed(Path file, String layout, Setting... options) {
        List<Setting> lines =
                layout.isEmpty() ? List.of() : LayoutFile.of(layout).settings();
        return new CsvFeed(InputFile.of(file.toString()), Layout.of(lines, List.of(options)), COUNTRIES);
    }

    /** A feed of one's own columns code, from, when, usd and kg, with options. */
    private Feed own(String rows, String... options) {
        List<Setting> settings = new ArrayList<>();
        for (String column : List.of(
                "commodity_code=code", "origin=from", "period=when", "customs_value_usd=usd", "net_weight_kg=kg")) {
            settings.add(Setting.option("column", column));
        }
        for (String constant : List.of("dataset=own", "reporter=US", "revision=1")) {
            settings.add(Setting.option("set", constant));
        }
        settings.add(Setting.option("compose-record-id", "true"));
        for (String option : options) {
            settings.add(Setting.option(option.split(" ", 2)[0], option.split(" ", 2)[1]));
        }
        return feed(file("code,from,when,usd,kg,note\n" + rows), "", settings.toArray(Setting[]::new));
    }

    /** Records as {@code reporter origin code period cents grams}, and faults as {@code line reason}. */
    private static List<String> records(Feed feed) {
        return records(FeedItems.of(feed));
    }

    private static List<String> records(List<FeedItem> items) {
        return items.stream().map(LayoutFeedTest::record).toList();
    }

    private static String record(FeedItem item) {
        if (item instanceof FeedItem.Rejected rejected) {
            return rejected.source().line() + " " + rejected.reason();
        }
        FeedItem.Row row = (FeedItem.Row) item;
        try {
            ImportRow valid = RULES.check(row.fields());
            return String.join(
                    " ",
                    valid.reporter(),
                    valid.origin(),
                    valid.commodityCode(),
                    valid.period(),
                    Long.toString(valid.customsValueCents()),
                    valid.netWeightGrams().isPresent()
                            ? Long.toString(valid.netWeightGrams().getAsLong())
                            : "-");
        } catch (RowFault fault) {
            return row.source().line() + " " + fault.reason() + ": " + fault.getMessage();
        }
    }

    private static List<LeftOut> leftOut(Feed feed) {
        try (FeedReader reader = feed.open(Optional.empty())) {
            while (reader.next().isPresent()) {}
            return reader.leftOut();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static final String COMTRADE_HEADER =
            "typeCode,freqCode,refPeriodId,refYear,refMonth,period,reporterCode,reporterISO,reporterDesc,flowCode,flowDesc,"
                    + "partnerCode,partnerISO,partnerDesc,partner2Code,partner2ISO,partner2Desc,classificationCode,"
                    + "classificationSearchCode,isOriginalClassification,cmdCode,cmdDesc,aggrLevel,isLeaf,customsCode,"
                    + "customsDesc,mosCode,motCode,motDesc,qtyUnitCode,qtyUnitAbbr,qty,isQtyEstimated,altQtyUnitCode,"
                    + "altQtyUnitAbbr,altQty,isAltQtyEstimated,netWgt,isNetWgtEstimated,grossWgt,isGrossWgtEstimated,"
                    + "cifvalue,fobvalue,primaryValue,legacyEstimationFlag,isReported,isAggregate\n";

    private static String comtrade(String flow, String partner, String name, String mode, String kg, String usd) {
        return "C,A,20240101,2024,52,2024,276,DEU,Germany,%s,Import,%s,XXX,%s,0,W00,World,H6,HS,true,810520,"
                        .formatted(flow, partner, name)
                + "\"Cobalt; mattes\",6,true,C00,TOTAL CPC,0,%s,TOTAL MOT,8,kg,1,false,-1,N/A,0,false,%s,false,0,false,%s,,%s,0,false,true\n"
                        .formatted(mode, kg, usd, usd);
    }

    @Test
    void aComtradeDownloadIsReadWithItsLatinLettersAndDecimals() {
        Path file = file(
                COMTRADE_HEADER
                        + comtrade("M", "0", "World", "0", "600000", "20000000.5")
                        + comtrade("M", "156", "China", "0", "150000", "5000000.123")
                        + comtrade("M", "384", "Côte d'Ivoire", "0", "60000", "2000000.5")
                        + comtrade("M", "792", "Türkiye", "0", "0", "1000000.125")
                        + comtrade("M", "579", "Norway", "0", "360000", "12000000.377")
                        + comtrade("M", "579", "Norway", "2100", "360000", "12000000.377")
                        + comtrade("X", "579", "Norway", "0", "360000", "9"),
                ISO_8859_1);
        Feed feed = feed(file, "comtrade", REVISION);

        assertThat(records(feed))
                .containsExactly(
                        "DE CN 810520 2024 500000012 150000000",
                        "DE CI 810520 2024 200000050 60000000",
                        "DE TR 810520 2024 100000012 -",
                        "DE NO 810520 2024 1200000038 360000000");
        assertThat(leftOut(feed))
                .containsExactly(
                        new LeftOut("total 'World'", 1, 2),
                        new LeftOut("where motCode is not 0", 1, 7),
                        new LeftOut("where flowCode is not M", 1, 8));
    }

    private static final String USA_TRADE_ONLINE = """
            "Standard Report - Imports"
            "Measures in US Dollars; Source: U.S. Census Bureau: Economic Indicators Division USA Trade Online"
            ""
            "Commodity","Country","Time","Customs Value (Gen) ($US)","Customs SWT (Gen) (kg)",
            "8105203000 Cobalt Alloys Unwrought","China","March 2025","1,250,300","31,000",
            "8105203000 Cobalt Alloys Unwrought","Korea, South","March 2025","220,100","5,120",
            "8105203000 Cobalt Alloys Unwrought","World Total","March 2025","1,470,400","36,120",
            "8105206000 Unwrought Cobalt, Other Than Alloys","Norway","March 2025","4,800,000","150,000",
            "8105206000 Unwrought Cobalt, Other Than Alloys","Congo (Kinshasa)","March 2025","900,000","30,000",
            "8105206000 Unwrought Cobalt, Other Than Alloys","World Total","March 2025","5,700,000","180,000",

            "Note: data may be revised. (s) withheld"
            """;

    @Test
    void aReportOfUsaTradeOnlineIsReadBelowItsTitlesAndAboveItsNotes() {
        Feed feed = feed(file(USA_TRADE_ONLINE), "usa-trade-online", REVISION);

        assertThat(records(feed))
                .containsExactly(
                        "US CN 8105203000 2025-03 125030000 31000000",
                        "US KR 8105203000 2025-03 22010000 5120000",
                        "US NO 8105206000 2025-03 480000000 150000000",
                        "US CD 8105206000 2025-03 90000000 30000000");
        assertThat(leftOut(feed))
                .containsExactly(
                        new LeftOut("lines above the header", 3, 1),
                        new LeftOut("total 'World Total'", 2, 7),
                        new LeftOut("titles and footnotes", 1, 12),
                        new LeftOut("blank lines", 1, 11));
    }

    @Test
    void aReportWithoutWeightsHasUnknownOnes() {
        String text = USA_TRADE_ONLINE
                .replace(",\"Customs SWT (Gen) (kg)\"", "")
                .replaceAll(",\"(31|5|36|150|30|180),[0-9]{3}\",\n", ",\n");

        assertThat(records(feed(file(text), "usa-trade-online", REVISION)))
                .contains("US NO 8105206000 2025-03 480000000 -")
                .hasSize(4);
    }

    private static final String COMEXT = """
            DATAFLOW,LAST UPDATE,freq,reporter,partner,product,flow,indicators,TIME_PERIOD,OBS_VALUE
            ESTAT:DS-045409(1.0),15/09/26 11:00:00,A,DE,CN,81052000,1,QUANTITY_IN_100KG,2024,9000.55
            ESTAT:DS-045409(1.0),15/09/26 11:00:00,A,DE,CN,81052000,1,VALUE_IN_EUROS,2024,6000000
            ESTAT:DS-045409(1.0),15/09/26 11:00:00,A,DE,CN,81052000,2,QUANTITY_IN_100KG,2024,11.2
            ESTAT:DS-045409(1.0),15/09/26 11:00:00,A,DE,CN,81052000,2,VALUE_IN_EUROS,2024,90000
            ESTAT:DS-045409(1.0),15/09/26 11:00:00,A,DE,NO,81052000,1,QUANTITY_IN_100KG,2024,3000
            ESTAT:DS-045409(1.0),15/09/26 11:00:00,A,DE,NO,81052000,1,VALUE_IN_EUROS,2024,12000000
            ESTAT:DS-045409(1.0),15/09/26 11:00:00,A,DE,QY,81052000,1,QUANTITY_IN_100KG,2024,500
            ESTAT:DS-045409(1.0),15/09/26 11:00:00,A,DE,QY,81052000,1,VALUE_IN_EUROS,2024,2000000
            ESTAT:DS-045409(1.0),15/09/26 11:00:00,A,DE,QZ,81052000,1,VALUE_IN_EUROS,2024,7
            ESTAT:DS-045409(1.0),15/09/26 11:00:00,A,DE,WORLD,81052000,1,QUANTITY_IN_100KG,2024,12500.55
            ESTAT:DS-045409(1.0),15/09/26 11:00:00,A,DE,WORLD,81052000,1,VALUE_IN_EUROS,2024,20000000
            """;

    @Test
    void valuesAndWeightsOfComextAreJoined() {
        Feed feed = feed(file(COMEXT), "comext");

        assertThat(records(feed))
                .containsExactly(
                        "DE CN 81052000 2024 600000000 900055000",
                        "DE NO 81052000 2024 1200000000 300000000",
                        "DE XX 81052000 2024 200000000 50000000",
                        "DE XX 81052000 2024 700 -");
        assertThat(FeedItems.rows(feed))
                .extracting(row -> row.get(ImportField.RECORD_ID))
                .endsWith("81052000/DE/XX-QY/2024", "81052000/DE/XX-QZ/2024");
        assertThat(FeedItems.rows(feed))
                .extracting(row -> row.get(ImportField.REVISION))
                .containsOnly("20260915110000");
        assertThat(leftOut(feed))
                .containsExactly(new LeftOut("where flow is not 1", 2, 4), new LeftOut("total 'WORLD'", 2, 11));
    }

    private static final String DATAWEB = """
            "Imports For Consumption|Annual + Year-to-Date Data",,,,,,,
            "Data Row Count","4",,,,,,
            "Data Type","Country","HTS Number","Description","Quantity Description","2024","2025","2026_Year_to_date"
            "Customs Value","China","8105203000","COBALT ALLOYS, UNWROUGHT","","1,250,300","1,400,000","900,100"
            "Customs Value","Norway","8105206000","UNWROUGHT COBALT, OTHER THAN ALLOYS","","4,800,000","5,100,000","3,000,000"
            "First Unit of Quantity","China","8105203000","COBALT ALLOYS, UNWROUGHT","kilograms","31,000","33,000","21,000"
            "First Unit of Quantity","Norway","8105206000","UNWROUGHT COBALT, OTHER THAN ALLOYS","kilograms","150,000","160,000","90,000"
            """;

    @Test
    void yearsOfDatawebAreRecordsAndTheYearToDateIsLeftOut() {
        Feed feed = feed(file(DATAWEB), "dataweb", REVISION);

        assertThat(records(feed))
                .containsExactly(
                        "US CN 8105203000 2024 125030000 31000000",
                        "US CN 8105203000 2025 140000000 33000000",
                        "US NO 8105206000 2024 480000000 150000000",
                        "US NO 8105206000 2025 510000000 160000000");
        assertThat(leftOut(feed))
                .containsExactly(
                        new LeftOut("lines above the header", 2, 1), new LeftOut("figures of 2026_Year_to_date", 4, 4));
    }

    @Test
    void aQuantityInUnitsThatAreNoWeightIsAnUnknownWeight() {
        Feed feed = feed(file(DATAWEB.replace("\"kilograms\",\"150", "\"number\",\"150")), "dataweb", REVISION);

        assertThat(records(feed))
                .contains("US NO 8105206000 2025 510000000 -", "US CN 8105203000 2025 140000000 33000000");
        assertThat(leftOut(feed)).contains(new LeftOut("quantities in 'number', which is no net weight", 2, 7));
    }

    @Test
    void fromEveryCursorOfAJoinedFileExactlyTheRemainingRecordsAreRead() {
        fromEveryCursorTheRestIsRead(feed(
                file(DATAWEB + "\"Customs Value\",\"Nowhere\",\"8105203000\",\"\",\"\",\"1\",\"2\",\"\"\n"),
                "dataweb",
                REVISION));
    }

    @Test
    void fromEveryCursorOfAFileWithYearsInColumnsExactlyTheRemainingRecordsAreRead() {
        fromEveryCursorTheRestIsRead(years());
    }

    private Feed years() {
        Path file = file("code,from,2022,2023,2024\n810520,CN,1,2,3\n\n810520,Nowhere,1,1,1\n810520,NO,4,,6\n");
        return feed(
                file,
                "",
                Setting.option("column", "commodity_code=code"),
                Setting.option("column", "origin=from"),
                Setting.option("set", "dataset=own"),
                Setting.option("set", "reporter=US"),
                REVISION,
                Setting.option("compose-record-id", "true"),
                Setting.option("period-columns", "true"),
                Setting.option("country-codes", "auto"));
    }

    @Test
    void eachYearInAColumnIsARecord() {
        assertThat(records(years()))
                .containsExactly(
                        "US CN 810520 2022 100 -",
                        "US CN 810520 2023 200 -",
                        "US CN 810520 2024 300 -",
                        "4 unknown-country",
                        "US NO 810520 2022 400 -",
                        "US NO 810520 2024 600 -");
    }

    private static void fromEveryCursorTheRestIsRead(Feed feed) {
        List<FeedItem> all = FeedItems.of(feed);
        assertThat(all).hasSizeGreaterThan(4);
        for (int taken = 1; taken <= all.size(); taken++) {
            List<FeedItem> rest =
                    FeedItems.of(feed, Optional.of(all.get(taken - 1).cursor()));
            assertThat(records(rest)).isEqualTo(records(all.subList(taken, all.size())));
            assertThat(rest)
                    .extracting(FeedItem::cursor)
                    .isEqualTo(all.stream().skip(taken).map(FeedItem::cursor).toList());
        }
    }

    @Test
    void valuesOfOneKeyByDistrictKeepTheirWeights() {
        Path file = file("""
                what,code,from,when,n
                USD,810520,CN,2024,100
                USD,810520,CN,2024,200
                KG,810520,CN,2024,7
                KG,810520,CN,2024,8
                KG,810520,NO,2024,9
                """);
        Feed feed = feed(
                file,
                "",
                Setting.option("column", "commodity_code=code"),
                Setting.option("column", "origin=from"),
                Setting.option("column", "period=when"),
                Setting.option("column", "customs_value_usd=n"),
                Setting.option("set", "dataset=own"),
                Setting.option("set", "reporter=US"),
                REVISION,
                Setting.option("compose-record-id", "true"),
                Setting.option("indicator-column", "what"),
                Setting.option("value-indicator", "USD"),
                Setting.option("weight-indicator", "KG"));

        assertThat(records(feed)).containsExactly("US CN 810520 2024 10000 7000", "US CN 810520 2024 20000 8000");
        assertThat(leftOut(feed)).containsExactly(new LeftOut("weight without a value", 1, 6));
    }

    @Test
    void countriesMayHaveAnyKindOfCodesOrNames() {
        String rows = "810520,CHN,2024,1,1,\n810520,276,2024,2,1,\n810520,\"Korea, South\",2024,3,1,\n"
                + "810520,NO,2024,4,1,\n810520,World,2024,10,4,\n810520,Atlantis,2024,10,4,\n";

        assertThat(records(own(rows, "country-codes auto")))
                .containsExactly(
                        "US CN 810520 2024 100 1000",
                        "US DE 810520 2024 200 1000",
                        "US KR 810520 2024 300 1000",
                        "US NO 810520 2024 400 1000",
                        "7 unknown-country");
    }

    @Test
    void filtersOfTheCommandLineReplaceThoseOfTheLayoutForTheirColumn() {
        Path file = file(COMEXT);

        assertThat(records(feed(file, "comext", Setting.option("where", "flow=2"))))
                .containsExactly("DE CN 81052000 2024 9000000 1120000");
        assertThat(records(feed(file, "comext", Setting.option("where-not", "partner=CN,QZ"))))
                .containsExactly("DE NO 81052000 2024 1200000000 300000000", "DE XX 81052000 2024 200000000 50000000");
        assertThat(records(feed(file, "comext", Setting.option("where", "flow="))))
                .hasSize(5);
    }

    @Test
    void valuesMayBeInThousandsAndWeightsInTonnes() {
        assertThat(records(own(
                        "8105.20.30.00,CN,Mar 2025,\"1.250,5\",\"31,5\",\n",
                        "value-scale 1000",
                        "weight-unit t",
                        "thousands dot",
                        "decimal comma")))
                .containsExactly("US CN 8105203000 2025-03 125050000 31500000");
    }

    @Test
    void anUnknownWeightNeverCostsAValue() {
        StringBuilder rows = new StringBuilder();
        List<String> unknown = List.of("NA", "NaN", "null", "", "-", ":", "..", "(s)", "0", "0.0", ": c", "n/a", "x!");
        unknown.forEach(text -> rows.append("810520,CN,2024,1,").append(text).append(",\n"));

        assertThat(records(own(rows.toString(), "na x!")))
                .hasSize(unknown.size())
                .containsOnly("US CN 810520 2024 100 -");
    }

    @Test
    void quartersAreRefusedWithTheReason() {
        assertThat(FeedItems.of(own("810520,CN,2024-Q1,1,1,\n", "round true")))
                .first()
                .isInstanceOfSatisfying(
                        FeedItem.Rejected.class,
                        rejected -> assertThat(rejected.message())
                                .isEqualTo(
                                        "period: '2024-Q1' is a quarter, half-year or week; expected a month or a year, because"
                                                + " shares are computed of twelve months or a year: export months instead"));
    }

    @Test
    void aCodeWithoutItsLeadingZeroIsRefusedUnlessItIsToBePadded() {
        String rows = "81052,CN,2024,1,1,\n";

        assertThat(records(own(rows, "round true"))).containsExactly("2 invalid-commodity-code");
        assertThat(records(own(rows, "pad-codes 6"))).containsExactly("US CN 081052 2024 100 1000");
    }

    @Test
    void quotesAndBytesInATextColumnNeverCostARow() {
        Path file = file(
                "code,from,when,usd,kg,note\n"
                        + "810520,CN,2024,1,1,a \"word\" in it\n"
                        + "810520,CN,2024,2,1,\"a \"word, quoted\" in it\"\n"
                        + "810520,CN,2024,3,1,\"never closed\n"
                        + "810520,CN,2024,4,1,Türkiye\n"
                        + "810520,CN,2024,5,1\n"
                        + "810520,CN,2024,6,1,x,,\n"
                        + "810520,CN,2024,7,1,x,y\n",
                ISO_8859_1);
        Setting[] plain = Arrays.stream(new String[][] {
                    {"column", "commodity_code=code"},
                    {"column", "origin=from"},
                    {"column", "period=when"},
                    {"column", "customs_value_usd=usd"},
                    {"column", "net_weight_kg=kg"},
                    {"set", "dataset=own"},
                    {"set", "reporter=US"},
                    {"set", "revision=1"},
                    {"compose-record-id", "true"}
                })
                .map(option -> Setting.option(option[0], option[1]))
                .toArray(Setting[]::new);
        Setting[] converted = Arrays.copyOf(plain, plain.length + 1);
        converted[plain.length] = Setting.option("round", "true");

        List<String> expected = List.of(
                "US CN 810520 2024 100 1000",
                "US CN 810520 2024 200 1000",
                "US CN 810520 2024 300 1000",
                "US CN 810520 2024 400 1000",
                "US CN 810520 2024 500 1000",
                "US CN 810520 2024 600 1000",
                "8 wrong-column-count");
        assertThat(records(feed(file, "", plain))).isEqualTo(expected);
        assertThat(records(feed(file, "", converted))).isEqualTo(expected);
    }

    @Test
    void aLastLineThatIsCutOffIsNotTakenForARowWithoutItsNote() {
        assertThat(records(own("810520,CN,2024,1,1,x\n810520,CN,2024,1,12")))
                .containsExactly("US CN 810520 2024 100 1000", "3 wrong-column-count");
    }

    @Test
    void encodingsAreReadAsNamed() {
        Path file = file("code,from,when,usd\n810520,Türkiye,2024,1\n", Charset.forName("windows-1252"));
        Setting[] options = {
            Setting.option("column", "commodity_code=code"),
            Setting.option("column", "origin=from"),
            Setting.option("column", "period=when"),
            Setting.option("column", "customs_value_usd=usd"),
            Setting.option("set", "dataset=own"),
            Setting.option("set", "reporter=US"),
            REVISION,
            Setting.option("compose-record-id", "true"),
            Setting.option("country-codes", "name"),
            Setting.option("charset", "windows-1252")
        };

        assertThat(records(feed(file, "", options))).containsExactly("US TR 810520 2024 100 -");
        assertThat(records(feed(file, "", Arrays.copyOf(options, options.length - 1))))
                .containsExactly("2 malformed-utf8");
    }

    @Test
    void aKnownFileIsNamedWithItsLayout() {
        assertThatThrownBy(() -> feed(file(COMEXT), "").open(Optional.empty()))
                .isInstanceOf(OperatorException.class)
                .hasMessageEndingWith(
                        "export.csv looks like a Eurostat Comext SDMX-CSV: read it with --layout comext, or"
                                + " try it first with --layout comext --dry-run");
        assertThatThrownBy(() -> feed(file(USA_TRADE_ONLINE), "").open(Optional.empty()))
                .hasMessageContaining("--layout usa-trade-online");
    }

    @Test
    void aFileWithoutRevisionNeedsOne() {
        assertThatThrownBy(() -> feed(file(DATAWEB), "dataweb").open(Optional.empty()))
                .isInstanceOf(OperatorException.class)
                .hasMessageContaining("such as --set revision=20260614");
    }

    @Test
    void aFilterOfAColumnThatTheFileLacksIsReported() {
        assertThatThrownBy(() -> own("", "where flow=1").open(Optional.empty()))
                .isInstanceOf(OperatorException.class)
                .hasMessageContaining("export.csv has no column 'flow' (for --where): name a column of the file");
    }
}
