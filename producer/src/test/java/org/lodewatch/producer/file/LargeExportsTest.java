package org.lodewatch.producer.file;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lodewatch.producer.FeedItems;
import org.lodewatch.producer.feed.Feed;
import org.lodewatch.producer.feed.FeedItem;
import org.lodewatch.producer.feed.FeedReader;
import org.lodewatch.producer.feed.LeftOut;
import org.lodewatch.producer.layout.Layout;
import org.lodewatch.producer.layout.LayoutFile;
import org.lodewatch.producer.layout.Setting;
import org.lodewatch.producer.rules.ImportRow;
import org.lodewatch.producer.rules.ImportRules;
import org.lodewatch.producer.rules.RowFault;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.catalogue.Country;
import org.lodewatch.schemas.catalogue.CountryLookup;

/** Exports of thousands of rows with the oddities of the real ones, compared with sums that are made apart from the reader. */
class LargeExportsTest {

    private static final Catalogue CATALOGUE = Catalogue.bundled();
    private static final List<String> CODES = List.of("8105203000", "8105206000", "8110100000", "2836910010");
    private static final String[] MONTHS = {
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December"
    };

    private static final ImportRules RULES = new ImportRules(
            iso2 -> CATALOGUE.country(iso2).isPresent(),
            Clock.fixed(Instant.parse("2026-11-28T00:00:00Z"), ZoneOffset.UTC));

    private final Random random = new Random(13);

    /** Cents, and grams where they are known, of each reporter, origin, code and period. */
    private final Map<String, String> expected = new TreeMap<>();

    @TempDir
    private Path folder;

    private static List<Country> countries() {
        return CATALOGUE.countries().stream()
                .filter(country -> !country.iso2().equals(Country.UNKNOWN))
                .filter(country -> country.m49().isPresent())
                .toList();
    }

    private void expect(String reporter, String origin, String code, String period, String value, String kilograms) {
        long cents = scaled(value, 2);
        String grams = kilograms.isEmpty() ? "-" : Long.toString(scaled(kilograms, 3));
        expected.put(String.join(" ", reporter, origin, code, period), cents + " " + grams);
    }

    private static long scaled(String number, int decimals) {
        return new BigDecimal(number)
                .setScale(decimals, RoundingMode.HALF_EVEN)
                .unscaledValue()
                .longValueExact();
    }

    private Feed feed(String layout, List<String> lines, String end, Charset charset) throws IOException {
        Path file = folder.resolve(layout + ".csv");
        Files.write(file, (String.join(end, lines) + end).getBytes(charset));
        List<Setting> options =
                layout.equals("comext") ? List.of() : List.of(Setting.option("set", "revision=20260101"));
        return new CsvFeed(
                InputFile.of(file.toString()),
                Layout.of(LayoutFile.of(layout).settings(), options),
                CountryLookup.of(CATALOGUE));
    }

    /** All records are those expected, and a pass that resumes in the middle returns the second half. */
    private void isReadAsExpected(Feed feed, long leftOut) throws IOException, RowFault {
        Map<String, String> found = new TreeMap<>();
        List<FeedItem> items = FeedItems.of(feed);
        for (FeedItem item : items) {
            assertThat(item).isInstanceOf(FeedItem.Row.class);
            ImportRow row = RULES.check(((FeedItem.Row) item).fields());
            String grams = row.netWeightGrams().isPresent()
                    ? Long.toString(row.netWeightGrams().getAsLong())
                    : "-";
            String key = String.join(" ", row.reporter(), row.origin(), row.commodityCode(), row.period());
            assertThat(found.put(key, row.customsValueCents() + " " + grams)).isNull();
        }
        assertThat(found).isEqualTo(expected).hasSizeGreaterThan(2_000);
        int half = items.size() / 2;
        assertThat(FeedItems.of(feed, Optional.of(items.get(half - 1).cursor())))
                .extracting(item -> ((FeedItem.Row) item).fields().toString())
                .isEqualTo(items.subList(half, items.size()).stream()
                        .map(item -> ((FeedItem.Row) item).fields().toString())
                        .toList());
        try (FeedReader reader = feed.open(Optional.empty())) {
            while (reader.next().isPresent()) {}
            assertThat(reader.leftOut().stream().mapToLong(LeftOut::count).sum())
                    .isEqualTo(leftOut);
        }
    }

    private String value() {
        return Long.toString(1 + random.nextInt(50_000_000));
    }

    @Test
    void comtrade() throws IOException, RowFault {
        List<String> lines = new ArrayList<>();
        lines.add(
                "typeCode,freqCode,period,reporterCode,reporterDesc,flowCode,partnerCode,partnerDesc,partner2Code,cmdCode,"
                        + "cmdDesc,aggrLevel,customsCode,motCode,netWgt,primaryValue,isAggregate");
        long leftOut = 0;
        for (Country reporter : List.of(
                CATALOGUE.country("DE").orElseThrow(),
                CATALOGUE.country("US").orElseThrow(),
                CATALOGUE.country("IN").orElseThrow())) {
            for (String code : List.of("810520", "811010", "283691")) {
                for (int year = 2022; year <= 2024; year++) {
                    for (Country partner : countries()) {
                        String value = value() + "." + random.nextInt(1000);
                        String weight = random.nextInt(9) == 0 ? "0" : value();
                        String known = weight.equals("0") ? "" : weight;
                        String row = row(reporter, partner, year, code, "0", weight, value);
                        lines.add(row);
                        expect(reporter.iso2(), partner.iso2(), code, Integer.toString(year), value, known);
                        if (random.nextInt(3) == 0) {
                            lines.add(row(reporter, partner, year, code, "2100", weight, value));
                            lines.add(row.replace(",M,", ",X,"));
                            leftOut += 2;
                        }
                    }
                }
            }
        }

        isReadAsExpected(feed("comtrade", lines, "\r\n", ISO_8859_1), leftOut);
    }

    private static String row(
            Country reporter, Country partner, int year, String code, String mode, String weight, String value) {
        // The trailing comma is in some downloads.
        return "C,A,%d,%s,x,M,%s,\"Côte, \"\"x\"\"\",0,%s,\"Cobalt; mattes\",6,C00,%s,%s,%s,false,"
                .formatted(year, comtrade(reporter), comtrade(partner), code, mode, weight, value);
    }

    private static String comtrade(Country country) {
        return Integer.toString(
                country.comtrade().isEmpty()
                        ? country.m49().getAsInt()
                        : country.comtrade().get(0));
    }

    @Test
    void comext() throws IOException, RowFault {
        List<String> lines = new ArrayList<>();
        long leftOut = 0;
        for (String reporter : List.of("DE", "FR", "GR")) {
            for (int month = 1; month <= 12; month++) {
                String period = "2025-%02d".formatted(month);
                for (Country partner : countries()) {
                    String value = value();
                    String start = "ESTAT:DS-045409(1.0),15/09/26 11:00:00,M,%s,%s,81052000,"
                            .formatted(reporter, partner.iso2());
                    lines.add(start + "1,VALUE_IN_EUROS,%s,%s".formatted(period, value));
                    String hundreds = random.nextInt(100_000) + "." + (1 + random.nextInt(98));
                    boolean weighed = random.nextInt(5) > 0;
                    if (weighed) {
                        lines.add(start + "1,QUANTITY_IN_100KG,%s,%s".formatted(period, hundreds));
                    }
                    expect(
                            reporter,
                            partner.iso2(),
                            "81052000",
                            period,
                            value,
                            weighed ? new BigDecimal(hundreds).movePointRight(2).toPlainString() : "");
                    if (random.nextInt(4) == 0) {
                        lines.add(start + "2,VALUE_IN_EUROS,%s,7".formatted(period));
                        lines.add(start + "1,SUPPLEMENTARY_QUANTITY,%s,7".formatted(period));
                        leftOut += 2;
                    }
                }
                for (String total : List.of("WORLD", "EXT_EU27_2020", "INT_EU27_2020")) {
                    lines.add("ESTAT:DS-045409(1.0),15/09/26 11:00:00,M,%s,%s,81052000,1,VALUE_IN_EUROS,%s,9"
                            .formatted(reporter, total, period));
                    leftOut++;
                }
            }
        }
        Collections.shuffle(lines, random);
        lines.add(0, "DATAFLOW,LAST UPDATE,freq,reporter,partner,product,flow,indicators,TIME_PERIOD,OBS_VALUE");

        isReadAsExpected(feed("comext", lines, "\r\n", UTF_8), leftOut);
    }

    private static String grouped(String number) {
        return "\"" + String.format(Locale.ROOT, "%,d", Long.parseLong(number)) + "\"";
    }

    @Test
    void usaTradeOnline() throws IOException, RowFault {
        List<String> lines = new ArrayList<>(List.of(
                "\"Standard Report - Imports\"",
                "\"Measures in US Dollars\"",
                "\"\"",
                "",
                "\"Commodity\",\"Country\",\"Time\",\"Customs Value (Gen) ($US)\",\"Customs SWT (Gen) (kg)\","));
        long leftOut = 4;
        for (int month = 0; month < 12; month++) {
            String time = "\"" + MONTHS[month] + " 2025\"";
            for (String code : CODES) {
                String commodity = "\"" + code + " Cobalt, 99 percent, \"\"other\"\"\"";
                for (Country partner : countries()) {
                    String value = value();
                    String weight = random.nextInt(7) == 0 ? "" : value();
                    lines.add(String.join(
                                    ",",
                                    commodity,
                                    "\"" + partner.name() + "\"",
                                    time,
                                    grouped(value),
                                    weight.isEmpty() ? "(s)" : grouped(weight))
                            + ",");
                    expect("US", partner.iso2(), code, "2025-%02d".formatted(month + 1), value, weight);
                }
                lines.add(String.join(",", commodity, "\"World Total\"", time, "\"9,999\"", "\"9\"") + ",");
                leftOut++;
            }
        }
        lines.add("");
        lines.add("Note: Data may be revised, see the guide.");
        leftOut += 2;

        isReadAsExpected(feed("usa-trade-online", lines, "\n", UTF_8), leftOut);
    }

    @Test
    void dataweb() throws IOException, RowFault {
        List<String> values = new ArrayList<>();
        List<String> quantities = new ArrayList<>();
        String header =
                "\"Data Type\",\"Country\",\"HTS Number\",\"Description\",\"Quantity Description\",\"2022\",\"2023\","
                        + "\"2024\",\"2026_Year_to_date\"";
        long leftOut = 2 + 1;
        for (String code : CODES) {
            boolean weighed = !code.equals("2836910010");
            for (Country partner : countries()) {
                List<String> of = List.of(value(), value(), value());
                List<String> kilograms = List.of(value(), value(), value());
                String row =
                        "\"%s\",\"" + partner.name() + "\",\"" + code + "\",\"COBALT, 5\" BARS\",\"%s\",%s,\"1,000\"";
                values.add(row.formatted("Customs Value", "", groups(of)));
                quantities.add(
                        row.formatted("First Unit of Quantity", weighed ? "kilograms" : "number", groups(kilograms)));
                for (int year = 0; year < 3; year++) {
                    expect(
                            "US",
                            partner.iso2(),
                            code,
                            Integer.toString(2022 + year),
                            of.get(year),
                            weighed ? kilograms.get(year) : "");
                }
                leftOut += 2 + (weighed ? 0 : 3);
            }
        }
        List<String> lines = new ArrayList<>(
                List.of("\"Imports For Consumption|Annual\",,,,,,,,", "\"Data Row Count\",\"9\",,,,,,,"));
        lines.add(header);
        lines.addAll(values);
        lines.add(header);
        lines.addAll(quantities);

        isReadAsExpected(feed("dataweb", lines, "\n", UTF_8), leftOut);
    }

    private static String groups(List<String> numbers) {
        return String.join(",", numbers.stream().map(LargeExportsTest::grouped).toList());
    }
}
