package org.lodewatch.local.commands;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.messages.DependenceAlert;
import org.lodewatch.schemas.messages.MineralShares;
import org.lodewatch.schemas.messages.Severity;

/**
 * Files in the shapes that people have, from the command that publishes them to the shares: each once led to wrong figures
 * without a message. The files are made up.
 */
@Timeout(300)
class CasesIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private static Path directory;

    private static RunningLodewatch lodewatch;

    @BeforeAll
    static void start() throws IOException {
        lodewatch = RunningLodewatch.with(Catalogue.bundled());
        apply("""
                [{"id": "case-share", "dataset": "c*", "subject": "any-country", "metric": "share", "warning": 50, "critical": 65,
                  "partCodes": true},
                 {"id": "case-weight", "dataset": "c*", "subject": "any-country", "metric": "share", "measure": "weight",
                  "warning": 50, "critical": 65, "partCodes": true}]
                """);
    }

    @AfterAll
    static void stop() {
        lodewatch.close();
    }

    @Test
    void case01ADownloadOfComtradeNeedsNoConversion() throws IOException {
        Session session =
                csv("01-comtrade-download.csv", "--layout", "comtrade", "--set", "dataset=c01", "--set", "revision=1");

        assertThat(session.err()).isEmpty();
        assertThat(session.exitCode()).isZero();
        assertThat(session.out()).contains("4 rows published", "World");
        MineralShares shares = complete("c01/DE/cobalt@2024-12");
        assertThat(percents(shares)).isEqualTo(Map.of("NO", 60.0, "CN", 25.0, "CI", 10.0, "TR", 5.0));
        assertThat(shares.getTotalValueCents()).isEqualTo(2_000_000_100L);
        assertThat(weights(shares)).containsEntry("NO", 360_000_000L).containsEntry("TR", 30_000_000L);
        assertThat(alerts("c01")).containsOnlyKeys("case-share/c01/DE/cobalt/NO", "case-weight/c01/DE/cobalt/NO");
    }

    @Test
    void case02AReportOfUsaTradeOnlineNeedsNoConversion() throws IOException {
        Session session = csv(
                "02-usa-trade-online.csv",
                "--layout",
                "usa-trade-online",
                "--set",
                "dataset=c02",
                "--set",
                "revision=1");

        assertThat(session.exitCode()).isZero();
        assertThat(session.out()).contains("4 rows published", "World Total");
        MineralShares shares = complete("c02/US/cobalt@2025-03");
        assertThat(values(shares))
                .isEqualTo(Map.of("NO", 480_000_000L, "CN", 125_030_000L, "CD", 90_000_000L, "KR", 22_010_000L));
        assertThat(weights(shares))
                .isEqualTo(Map.of("NO", 150_000_000L, "CN", 31_000_000L, "CD", 30_000_000L, "KR", 5_120_000L));
        assertThat(shares.getBasis()).contains("general imports", "customs value");
    }

    @Test
    void case03AnExtractionOfComextNeedsNoConversion() throws IOException {
        Session session = csv("03-comext-sdmx.csv", "--layout", "comext", "--set", "dataset=c03");

        assertThat(session.exitCode()).as(session.err()).isZero();
        MineralShares shares = complete("c03/DE/cobalt@2024-12");
        assertThat(percents(shares)).isEqualTo(Map.of("NO", 60.0, "CN", 30.0, "XX", 10.0));
        assertThat(shares.getTotalValueCents()).isEqualTo(2_000_000_000L);
        assertThat(shares.getCurrency()).isEqualTo("EUR");
        assertThat(weights(shares)).isEqualTo(Map.of("CN", 900_055_000L, "NO", 300_000_000L, "XX", 50_000_000L));
        assertThat(lodewatch.run("shares", "cobalt").out()).contains("EUR 20.0 M");
    }

    @Test
    void case04RowsOfOneKeyAreAddedUpOnRequestAndOtherwiseReported() throws IOException {
        String[] mapping = {
            "--column",
            "commodity_code=hts",
            "--column",
            "origin=country",
            "--column",
            "period=year",
            "--column",
            "customs_value_usd=value",
            "--column",
            "net_weight_kg=kg",
            "--set",
            "reporter=US",
            "--set",
            "revision=1",
            "--compose-record-id"
        };
        Session summed = csv("04-rows-by-district.csv", and(mapping, "--set", "dataset=c04", "--sum-rows"));
        Session plain = csv("04-rows-by-district.csv", and(mapping, "--set", "dataset=c04-plain"));

        assertThat(summed.exitCode()).isZero();
        assertThat(summed.out()).contains("4 rows", "2 records");
        assertThat(plain.exitCode()).isEqualTo(3);
        assertThat(plain.out()).contains("conflicting-content 2");
        MineralShares shares = complete("c04/US/cobalt@2024-12");
        assertThat(values(shares)).isEqualTo(Map.of("CN", 1_300_000_000L, "NO", 1_100_000_000L));
        assertThat(percents(shares).get("CN")).isCloseTo(54.2, within(0.05));
        assertThat(shared("c04-plain/US/cobalt@2024-12").getPartial()).isTrue();
        assertThat(alerts("c04-plain")).isEmpty();
    }

    @Test
    void case05AnEditionWithdrawsWhatIsGone() throws IOException {
        String[] mapping = {
            "--column",
            "commodity_code=hts",
            "--column",
            "origin=country",
            "--column",
            "period=month",
            "--column",
            "customs_value_usd=usd",
            "--set",
            "dataset=c05",
            "--set",
            "reporter=US",
            "--compose-record-id"
        };
        csv("05-edition-1.csv", and(mapping, "--edition", "--set", "revision=20250501"));
        complete("c05/US/lithium@2025-03");
        Session session = csv("05-edition-2.csv", and(mapping, "--edition", "--set", "revision=20250601"));

        assertThat(session.exitCode()).isZero();
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(percents(shared("c05/US/lithium@2025-03")))
                        .isEqualTo(Map.of("CL", 50.0, "CN", 40.0, "AR", 10.0)));
        assertThat(shared("c05/US/lithium@2025-03").getTotalValueCents()).isEqualTo(1_000_000_000L);
    }

    @Test
    void case05AnEditionAlsoReplacesWhatWasPublishedWithoutOne() throws IOException {
        String[] mapping = {
            "--column",
            "commodity_code=hts",
            "--column",
            "origin=country",
            "--column",
            "period=month",
            "--column",
            "customs_value_usd=usd",
            "--set",
            "dataset=c05-plain",
            "--set",
            "reporter=US",
            "--compose-record-id"
        };
        csv("05-edition-1.csv", and(mapping, "--set", "revision=20250501"));
        complete("c05-plain/US/lithium@2025-03");
        csv("05-edition-2.csv", and(mapping, "--edition", "--set", "revision=20250601"));

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(percents(shared("c05-plain/US/lithium@2025-03")))
                        .isEqualTo(Map.of("CL", 50.0, "CN", 40.0, "AR", 10.0)));
    }

    @Test
    void case06YearsAreRefusedInADatasetOfMonths() throws IOException {
        assertThat(csv("06-months.csv").exitCode()).isZero();
        Session years = csv("06-year.csv");

        assertThat(years.exitCode()).isNotZero();
        assertThat(years.out() + years.err()).contains("mixed-period-lengths");
        MineralShares shares = complete("c06/US/cobalt@2024-12");
        assertThat(shares.getTotalValueCents()).isEqualTo(1_800_000_000L);
        assertThat(shares.getCoveredMonths()).isEqualTo(12);
    }

    @Test
    void case07AWeightOfZeroIsUnknown() throws IOException {
        Session session = csv("07-weight-zero.csv");

        assertThat(session.exitCode()).isZero();
        MineralShares shares = complete("c07/US/cobalt@2024-12");
        assertThat(shares.getTotalValueCents()).isEqualTo(1_400_000_000L);
        assertThat(shares.getCountries()).allMatch(country -> country.getWeightShare() == null);
        assertThat(alerts("c07")).containsOnlyKeys("case-share/c07/US/cobalt/CN");
    }

    @Test
    void case08GoodsThatComeBackAreNoSupply() throws IOException {
        Path file = write("08.csv", """
                dataset,record_id,revision,reporter,origin,commodity_code,period,customs_value_usd,net_weight_kg
                c08,cn,1,CN,CN,284690,2024,12000000.25,600000
                c08,mm,1,CN,MM,284690,2024,6000000.25,300000
                c08,my,1,CN,MY,284690,2024,2000000,
                """);
        assertThat(lodewatch.run("produce", "csv", file.toString()).exitCode()).isZero();

        MineralShares shares = complete("c08/CN/rare-earths@2024-12");
        assertThat(shares.getTotalValueCents()).isEqualTo(2_000_000_050L);
        assertThat(shares.getTopCountry()).isEqualTo("MM");
        assertThat(shares.getTopShare()).isCloseTo(0.75, within(0.00001));
        assertThat(alerts("c08")).containsOnlyKeys("case-share/c08/CN/rare-earths/MM");
        assertThat(lodewatch.run("shares", "rare-earths").out().toLowerCase()).contains("returned goods");
    }

    @Test
    void case09AMistypedYearIsCorrected() throws IOException {
        csv("09-history.csv");
        MineralShares before = complete("c09/US/cobalt@2015-12");
        csv("09-mistyped.csv");
        await().atMost(PATIENCE).until(() -> lodewatch.shares().containsKey("c09/US/cobalt@2025-12"));
        assertThat(lodewatch.shares()).containsKey("c09/US/cobalt@2008-12");
        csv("09-mended.csv");

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(percents(shared("c09/US/cobalt@2016-12")))
                        .isEqualTo(Map.of("CN", 70.0, "FI", 30.0)));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(lodewatch.shares().keySet().stream()
                                .filter(key -> key.startsWith("c09/US/cobalt@"))
                                .sorted())
                        .containsExactly(
                                "c09/US/cobalt@2008-12",
                                "c09/US/cobalt@2009-12",
                                "c09/US/cobalt@2010-12",
                                "c09/US/cobalt@2011-12",
                                "c09/US/cobalt@2012-12",
                                "c09/US/cobalt@2013-12",
                                "c09/US/cobalt@2014-12",
                                "c09/US/cobalt@2015-12",
                                "c09/US/cobalt@2016-12"));
        assertThat(shared("c09/US/cobalt@2015-12")).isEqualTo(before);
        await().atMost(PATIENCE).untilAsserted(() -> {
            Map<String, DependenceAlert> alerts = alerts("c09");
            assertThat(alerts).containsOnlyKeys("case-share/c09/US/cobalt/CN", "case-weight/c09/US/cobalt/CN");
            assertThat(alerts.get("case-share/c09/US/cobalt/CN").getSince()).isEqualTo("2008-12");
        });
    }

    @Test
    void case09AMistypedMonthIsWithdrawn() throws IOException {
        String header =
                "dataset,record_id,revision,reporter,origin,commodity_code,period,customs_value_usd,withdrawn\n";
        produce("09m-1.csv", header + """
                c09m,a,1,US,CN,810520,2025-01,700,
                c09m,b,1,US,NO,810520,2025-01,300,
                c09m,c,1,US,CN,810520,2026-02,500,
                """);
        await().atMost(PATIENCE).until(() -> lodewatch.shares().containsKey("c09m/US/cobalt@2026-02"));
        produce("09m-2.csv", header + """
                c09m,c,2,US,CN,810520,2026-02,500,true
                c09m,d,1,US,CN,810520,2025-02,500,
                """);

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(lodewatch.shares().keySet().stream()
                                .filter(key -> key.startsWith("c09m/US/cobalt@"))
                                .sorted())
                        .containsExactly("c09m/US/cobalt@2025-01", "c09m/US/cobalt@2025-02"));
        assertThat(values(shared("c09m/US/cobalt@2025-02"))).isEqualTo(Map.of("CN", 120_000L, "NO", 30_000L));
    }

    @Test
    void case10AYearThatIsNotOverIsProvisional() throws IOException {
        int year = LocalDate.now(ZoneOffset.UTC).getYear();
        Session session = produce("10.csv", """
                dataset,record_id,revision,reporter,origin,commodity_code,period,customs_value_usd
                c10,a,1,US,NO,810520,%1$d,6000000
                c10,b,1,US,CN,810520,%1$d,4000000
                c10,c,1,US,CN,810520,%2$d,7000000
                c10,d,1,US,NO,810520,%2$d,1000000
                """.formatted(year - 1, year));

        assertThat(session.exitCode()).isZero();
        assertThat(percents(complete("c10/US/cobalt@" + (year - 1) + "-12"))).isEqualTo(Map.of("NO", 60.0, "CN", 40.0));
        await().atMost(PATIENCE).until(() -> lodewatch.shares().containsKey("c10/US/cobalt@" + year + "-12"));
        assertThat(shared("c10/US/cobalt@" + year + "-12").getComplete()).isFalse();
        assertThat(alerts("c10")).containsOnlyKeys("case-share/c10/US/cobalt/NO");
    }

    @Test
    void case12ADataWebQueryNeedsNoConversion() throws IOException {
        Session session = csv("12-dataweb.csv", "--layout", "dataweb", "--set", "dataset=c12", "--set", "revision=1");

        assertThat(session.exitCode()).as(session.err()).isZero();
        assertThat(session.out()).contains("2026_Year_to_date");
        MineralShares shares = complete("c12/US/cobalt@2025-12");
        assertThat(values(shares)).isEqualTo(Map.of("NO", 510_000_000L, "CN", 140_000_000L));
        assertThat(percents(shares).get("NO")).isCloseTo(78.5, within(0.05));
        assertThat(weights(shares)).isEqualTo(Map.of("NO", 160_000_000L, "CN", 33_000_000L));
        assertThat(values(complete("c12/US/cobalt@2024-12"))).isEqualTo(Map.of("NO", 480_000_000L, "CN", 125_030_000L));
        assertThat(lodewatch.shares()).doesNotContainKey("c12/US/cobalt@2026-12");
        assertThat(shares.getBasis()).contains("imports for consumption", "customs value");
    }

    @Test
    void case13ASubtotalBesideItsLinesIsRefused() throws IOException {
        Session session = csv(
                "13-levels.csv",
                "--column",
                "commodity_code=commodity",
                "--column",
                "period=year",
                "--column",
                "customs_value_usd=usd",
                "--column",
                "net_weight_kg=kg",
                "--set",
                "dataset=c13",
                "--set",
                "reporter=US",
                "--set",
                "revision=1",
                "--compose-record-id");

        assertThat(session.exitCode()).isEqualTo(3);
        assertThat(session.out()).contains("overlapping-codes 3");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(values(shared("c13/US/cobalt@2024-12")))
                        .isEqualTo(Map.of("CN", 900_000_000L, "NO", 800_000_000L)));
        assertThat(shared("c13/US/cobalt@2024-12").getPartial()).isTrue();
        assertThat(alerts("c13")).isEmpty();
        assertThat(lodewatch.run("rejected", "--reason", "overlapping-codes").out())
                .contains("8105203000", "line 3", "line 2");
    }

    @Test
    void case15AnUnknownWeightNeverCostsAValue() throws IOException {
        Session session = csv("15-unknown-weight.csv");

        assertThat(session.exitCode()).isZero();
        MineralShares shares = complete("c15/US/uranium@2024-12");
        assertThat(percents(shares)).isEqualTo(Map.of("NA", 35.0, "AU", 30.0, "CA", 25.0, "KZ", 10.0));
        assertThat(alerts("c15")).isEmpty();
    }

    @Test
    void case15APeriodOfWhichRowsWereRejectedIsPartialUntilItIsCorrectedOrAccepted() throws IOException {
        String header = "dataset,record_id,revision,reporter,origin,commodity_code,period,customs_value_usd\n";
        Session session = produce("15r.csv", header + """
                c15r,a,1,US,CN,810520,2024,9000000
                c15r,b,1,US,NO,810520,2024,1e9x
                """);
        assertThat(session.exitCode()).isEqualTo(3);
        assertThat(session.out()).contains("partial");
        await().atMost(PATIENCE)
                .until(() -> lodewatch.shares().containsKey("c15r/US/cobalt@2024-12")
                        && shared("c15r/US/cobalt@2024-12").getPartial());
        assertThat(alerts("c15r")).isEmpty();

        produce("15r-accepted.csv", header + """
                c15a,a,1,US,CN,810520,2024,9000000
                c15a,b,1,US,NO,810520,2024,1e9x
                """, "--accept-partial");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(alerts("c15a")).containsOnlyKeys("case-share/c15a/US/cobalt/CN"));
        assertThat(alerts("c15a").get("case-share/c15a/US/cobalt/CN").getSentence())
                .contains("partial");

        produce("15r.csv", header + """
                c15r,a,1,US,CN,810520,2024,9000000
                c15r,b,1,US,NO,810520,2024,11000000
                """);
        assertThat(complete("c15r/US/cobalt@2024-12").getPartial()).isFalse();
        assertThat(alerts("c15r")).containsOnlyKeys("case-share/c15r/US/cobalt/NO");
    }

    @Test
    void case21PartsOfAPeriodAreJudgedTogetherAndAnAdditionIsReported() throws IOException {
        assertThat(csv("21-2024-asia.csv", "--part").exitCode()).isZero();
        await().atMost(PATIENCE).until(() -> lodewatch.shares().containsKey("c21/US/cobalt@2024-12"));
        assertThat(alerts("c21")).isEmpty();
        assertThat(csv("21-2024-europe.csv", "--part").exitCode()).isZero();
        Session session = lodewatch.run("produce", "complete", "c21", "2024");
        assertThat(session.exitCode()).as(session.err()).isZero();

        MineralShares shares = complete("c21/US/cobalt@2024-12");
        assertThat(shares.getTotalValueCents()).isEqualTo(2_200_000_000L);
        assertThat(alerts("c21")).isEmpty();
        Session added = produce("21-more.csv", """
                dataset,record_id,revision,reporter,origin,commodity_code,period,customs_value_usd
                c21,e,1,US,CA,810520,2024,1000000
                """);
        assertThat(added.out() + added.err()).contains("2024 of c21/US", "Canada", "--part", "--edition");
    }

    @Test
    void verifyNamesWhatTheRecountCannotSee() throws IOException {
        String header = "dataset,record_id,revision,reporter,origin,commodity_code,period,customs_value_usd\n";
        produce("v1.csv", header + "cv,a,1,US,CN,810520,2024,9000000\n");
        produce("v2.csv", header + "cv,b,1,US,NO,810520,2024,x\n");
        await().atMost(PATIENCE).until(() -> lodewatch.shares().containsKey("cv/US/cobalt@2024-12"));

        Session session = lodewatch.run("verify", "--wait", "60");

        assertThat(session.out()).contains("every published figure equals the recount", "lack rows");
    }

    private static void apply(String policies) throws IOException {
        Path file = Files.writeString(directory.resolve("policies.json"), policies);
        Session session = lodewatch.run("policies", "apply", file.toString());
        // No dataset of this pattern exists yet.
        assertThat(session.exitCode()).as(session.err()).isZero();
    }

    private static String[] and(String[] options, String... more) {
        return Stream.concat(Arrays.stream(options), Arrays.stream(more)).toArray(String[]::new);
    }

    /** Publishes a case's file. */
    private static Session csv(String name, String... options) throws IOException {
        try (InputStream in = CasesIT.class.getResourceAsStream("/org/lodewatch/local/cases/" + name)) {
            return publish(Files.write(directory.resolve(name), in.readAllBytes()), options);
        }
    }

    private static Session produce(String name, String content, String... options) throws IOException {
        return publish(write(name, content), options);
    }

    private static Path write(String name, String content) throws IOException {
        return Files.writeString(directory.resolve(name), content, UTF_8);
    }

    private static Session publish(Path file, String... options) {
        return lodewatch.run(Stream.concat(Stream.of("produce", "csv", file.toString()), Arrays.stream(options))
                .toArray(String[]::new));
    }

    private static MineralShares complete(String key) {
        await().atMost(PATIENCE)
                .until(() -> lodewatch.shares().containsKey(key) && shared(key).getComplete());
        return shared(key);
    }

    private static MineralShares shared(String key) {
        MineralShares shares = lodewatch.shares().get(key);
        assertThat(shares).as(key).isNotNull(); // an assertion, so that a wait for it goes on
        return shares;
    }

    private static Map<String, Double> percents(MineralShares shares) {
        Map<String, Double> percents = new TreeMap<>();
        // To a hundredth of a per cent, since the cases round.
        shares.getCountries()
                .forEach(country ->
                        percents.put(country.getCountry(), Math.round(10_000 * country.getValueShare()) / 100.0));
        return percents;
    }

    private static Map<String, Long> values(MineralShares shares) {
        Map<String, Long> values = new TreeMap<>();
        shares.getCountries().forEach(country -> values.put(country.getCountry(), country.getValueCents()));
        return values;
    }

    private static Map<String, Long> weights(MineralShares shares) {
        Map<String, Long> weights = new TreeMap<>();
        shares.getCountries().stream()
                .filter(country -> country.getWeightGrams() != null)
                .forEach(country -> weights.put(country.getCountry(), country.getWeightGrams()));
        return weights;
    }

    /** The open alerts of the cases' policies on minerals in a dataset; those on their forms repeat them. */
    private static Map<String, DependenceAlert> alerts(String dataset) {
        Map<String, DependenceAlert> open = new TreeMap<>();
        lodewatch.alertStatus().forEach((id, alert) -> {
            if (alert.getDataset().equals(dataset)
                    && alert.getPolicyId().startsWith("case-")
                    && alert.getFormOf() == null
                    && alert.getSeverity() != Severity.NONE) {
                open.put(id, alert);
            }
        });
        return open;
    }
}
