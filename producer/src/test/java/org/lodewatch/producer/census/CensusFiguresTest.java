package org.lodewatch.producer.census;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.lodewatch.producer.census.CensusFixture.read;
import static org.lodewatch.producer.census.CensusFixture.shown;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lodewatch.producer.feed.RecordSet;
import org.lodewatch.producer.feed.SourceLine;
import org.lodewatch.producer.poll.StatisticsSource.Part;

class CensusFiguresTest {

    private static final String DAY = "2026-07-03";
    private static final String POWDER = "8110100000";
    private static final String SCRAP = "8110200000";
    private static final String CHINA = "5700";
    private static final String BELGIUM = "4231";
    private static final String CANADA = "1220";

    private CensusFixture fixture;
    private CensusStub stub;

    @BeforeEach
    void start(@TempDir Path folder) {
        fixture = new CensusFixture(folder);
        stub = fixture.stub;
    }

    @AfterEach
    void stop() {
        fixture.close();
    }

    @Test
    void oneRequestReadsAHeadingOfSeveralMonths() throws Exception {
        stub.publish(
                DAY,
                Trade.of(POWDER, "2026-03", CHINA, 500),
                Trade.of(SCRAP, "2026-03", CANADA, 70),
                Trade.of(POWDER, "2026-04", BELGIUM, 900),
                Trade.of(POWDER, "2026-05", CHINA, 400));

        List<Part> parts = read(fixture.source("8110"), "2026-03", "2026-04", "2026-05");

        assertThat(shown(parts))
                .containsExactly(
                        "us-census/US/2026-03/8110 [8110100000 CN $500, 8110200000 CA $70]",
                        "us-census/US/2026-04/8110 [8110100000 BE $900]",
                        "us-census/US/2026-05/8110 [8110100000 CN $400]");
        assertThat(fixture.requests()).containsExactly("HS10 8110* from 2026-03 to 2026-05");
    }

    @Test
    void declaresTheCodesOfTheCatalogueUnderItsHeadingsAlsoIfNoneIsTraded() {
        assertThat(fixture.source("8108", "8110").declaration().codes())
                .contains("810820", "8108200010", "811010")
                .doesNotContain("260400");
    }

    @Test
    void aRecordSetNamesItsBasisAndALineItsRow() throws Exception {
        stub.publish(DAY, Trade.of(POWDER, "2026-05", CHINA, 400).weighing(20, "KG"));

        Part.Lines lines = (Part.Lines) read(fixture.source("8110"), "2026-05").get(0);

        assertThat(lines.set())
                .isEqualTo(new RecordSet(
                        "us-census", "US", "2026-05", "8110", "US Census API, general imports, 10 digits"));
        SourceLine source = lines.lines().get(0).source();
        assertThat(source.file())
                .isEqualTo(stub.base() + "?get=I_COMMODITY,CTY_CODE,SUMMARY_LVL,GEN_VAL_MO,GEN_QY1_MO,GEN_QY1_MO_FLAG,"
                        + "UNIT_QY1,GEN_QY2_MO,GEN_QY2_MO_FLAG,UNIT_QY2"
                        + "&COMM_LVL=HS10&SUMMARY_LVL=DET&I_COMMODITY=8110*&time=2026-05");
        assertThat(source.line()).as("after the names and the total").isEqualTo(3);
        assertThat(new String(source.raw(), StandardCharsets.UTF_8))
                .isEqualTo("[\"8110100000\",\"5700\",\"DET\",\"400\",\"20\",\"-\",\"KG\",\"0\",\"-\",\"\",\"HS10\","
                        + "\"DET\",\"8110100000\",\"2026-05\"]");
    }

    @Test
    void scopesAreInOrderAndAChapterIsAScopeToo() throws Exception {
        stub.publish(
                DAY,
                Trade.of(POWDER, "2026-05", CHINA, 1),
                Trade.of("7403110000", "2026-05", CHINA, 2),
                Trade.of("2504105000", "2026-05", CHINA, 3),
                Trade.of("2805300000", "2026-05", CHINA, 4));

        List<Part> parts = read(fixture.source("2504", "2805", "7403", "81"), "2026-05");

        assertThat(shown(parts))
                .containsExactly(
                        "us-census/US/2026-05/2504 [2504105000 CN $3]",
                        "us-census/US/2026-05/2805 [2805300000 CN $4]",
                        "us-census/US/2026-05/7403 [7403110000 CN $2]",
                        "us-census/US/2026-05/81 [8110100000 CN $1]");
    }

    @Test
    void countriesListedWithZeroHaveNoLine() throws Exception {
        stub.publish(DAY, Trade.of(POWDER, "2026-04", BELGIUM, 900), Trade.of(POWDER, "2026-05", CHINA, 400));

        List<Part> parts = read(fixture.source("8110"), "2026-05");

        assertThat(shown(parts)).containsExactly("us-census/US/2026-05/8110 [8110100000 CN $400]");
    }

    @Test
    void importsForConsumptionHaveADatasetOfTheirOwn() throws Exception {
        stub.publish(
                DAY,
                Trade.of(POWDER, "2026-05", CHINA, 400).consumption(250).weighing(7, "KG"),
                Trade.of(POWDER, "2026-05", CANADA, 100).consumption(0));

        List<Part> parts = read(fixture.source(Basis.CONSUMPTION, 10, "8110"), "2026-05");

        assertThat(shown(parts)).containsExactly("us-census-consumption/US/2026-05/8110 [8110100000 CN $250 7 kg]");
        assertThat(((Part.Lines) parts.get(0)).set().basis())
                .isEqualTo("US Census API, imports for consumption, 10 digits");
    }

    @Test
    void codesOfSixDigitsHaveNoWeight() throws Exception {
        stub.publish(
                DAY,
                Trade.of("2504101000", "2026-05", CHINA, 400).weighing(20, "KG"),
                Trade.of("2504105000", "2026-05", CHINA, 100).weighing(20, "KG"));

        List<Part> parts = read(fixture.source(Basis.GENERAL, 6, "2504"), "2026-05");

        assertThat(shown(parts)).containsExactly("us-census-hs6/US/2026-05/2504 [250410 CN $500]");
        assertThat(fixture.requests()).containsExactly("HS6 2504* 2026-05");
    }

    @Test
    void countriesOfOneIsoCodeAreAddedUpWithTheirWeights() throws Exception {
        stub.publish(
                DAY,
                Trade.of(POWDER, "2026-05", "5082", 10).weighing(3, "KG"), // Gaza Strip
                Trade.of(POWDER, "2026-05", "5083", 20).weighing(4, "KG"), // West Bank
                Trade.of(SCRAP, "2026-05", "5082", 10).weighing(3, "KG"),
                Trade.of(SCRAP, "2026-05", "5083", 20).weighing(0, "KG"));

        List<Part> parts = read(fixture.source("8110"), "2026-05");

        assertThat(shown(parts))
                .containsExactly("us-census/US/2026-05/8110 [8110100000 PS $30 7 kg, 8110200000 PS $30]");
        SourceLine source = ((Part.Lines) parts.get(0)).lines().get(0).source();
        assertThat(new String(source.raw(), StandardCharsets.UTF_8).lines()).hasSize(2);
    }

    @Test
    void countriesMissingFromTheCatalogueAreOfUnknownOrigin() throws Exception {
        stub.publish(
                DAY,
                Trade.of(POWDER, "2026-05", CHINA, 400),
                Trade.of(POWDER, "2026-05", "9998", 10),
                Trade.of(POWDER, "2026-05", "9999", 5));

        List<Part> parts = read(fixture.source("8110"), "2026-05");

        assertThat(shown(parts))
                .containsExactly("us-census/US/2026-05/8110 [8110100000 CN $400, 8110100000 XX $10, 8110100000 XX $5]");
    }

    @Test
    void aWeightIsAbsentUnlessItsUnitIsOneOfMass() throws Exception {
        stub.publish(
                DAY,
                Trade.of("8110100001", "2026-05", CHINA, 1).weighing(5, "T"),
                Trade.of("8110100002", "2026-05", CHINA, 1).weighing(5, "NO").secondly(1500, "G"),
                Trade.of("8110100003", "2026-05", CHINA, 1).weighing(5, "CKG"),
                Trade.of("8110100004", "2026-05", CHINA, 1).weighing(0, "KG"),
                Trade.of("8110100005", "2026-05", CHINA, 1).weighing(5, "KG").showing("GEN_QY1_MO_FLAG", "M"),
                Trade.of("8110100006", "2026-05", CHINA, 1).weighing(5, "KG").showing("GEN_QY1_MO_FLAG", "A"),
                Trade.of("8110100007", "2026-05", CHINA, 1).weighing(5, "KG").showing("GEN_QY1_MO_FLAG", null),
                Trade.of("8110100008", "2026-05", CHINA, 1).weighing(5, "KG").showing("GEN_QY1_MO", null),
                Trade.of("8110100009", "2026-05", CHINA, 1).weighing(5, "KG").showing("GEN_QY1_MO", "-999999999"));

        List<Part> parts = read(fixture.source("8110"), "2026-05");

        assertThat(shown(parts))
                .containsExactly("us-census/US/2026-05/8110 [8110100001 CN $1 5000 kg, 8110100002 CN $1 1.5 kg,"
                        + " 8110100003 CN $1, 8110100004 CN $1, 8110100005 CN $1, 8110100006 CN $1,"
                        + " 8110100007 CN $1 5 kg, 8110100008 CN $1, 8110100009 CN $1]");
    }

    @Test
    void aTruncatedResponseIsRequestedAgainInHalves() throws Exception {
        stub.publish(
                DAY,
                Trade.of(POWDER, "2026-02", CHINA, 100),
                Trade.of(POWDER, "2026-03", CHINA, 200),
                Trade.of(POWDER, "2026-04", CHINA, 300),
                Trade.of(POWDER, "2026-05", CHINA, 400));
        stub.cutAnswersAfter(5);

        List<Part> parts = read(fixture.source("8110"), "2026-02", "2026-03", "2026-04", "2026-05");

        assertThat(shown(parts))
                .containsExactly(
                        "us-census/US/2026-02/8110 [8110100000 CN $100]",
                        "us-census/US/2026-03/8110 [8110100000 CN $200]",
                        "us-census/US/2026-04/8110 [8110100000 CN $300]",
                        "us-census/US/2026-05/8110 [8110100000 CN $400]");
        assertThat(fixture.requests())
                .containsExactly(
                        "HS10 8110* from 2026-02 to 2026-05",
                        "HS4 8110 from 2026-02 to 2026-05",
                        "HS10 8110* from 2026-02 to 2026-03",
                        "HS10 8110* from 2026-04 to 2026-05");
    }

    @Test
    void aRangeAtWhichTheServiceFailsIsRequestedInHalves() throws Exception {
        stub.publish(
                DAY,
                Trade.of(POWDER, "2026-03", CHINA, 200),
                Trade.of(POWDER, "2026-04", CHINA, 300),
                Trade.of(POWDER, "2026-05", CHINA, 400));
        stub.failBeyond(1);

        List<Part> parts = read(fixture.source("8110"), "2026-03", "2026-04", "2026-05");

        assertThat(shown(parts))
                .containsExactly(
                        "us-census/US/2026-03/8110 [8110100000 CN $200]",
                        "us-census/US/2026-04/8110 [8110100000 CN $300]",
                        "us-census/US/2026-05/8110 [8110100000 CN $400]");
        assertThat(fixture.requests()).endsWith("HS10 8110* 2026-03", "HS10 8110* 2026-04", "HS10 8110* 2026-05");
    }

    @Test
    void aFailureThatPassesDoesNotSplitTheRange() throws Exception {
        stub.publish(DAY, Trade.of(POWDER, "2026-04", CHINA, 300), Trade.of(POWDER, "2026-05", CHINA, 400));
        stub.fail(2, CensusFailure.QUERY_FAILED);

        read(fixture.source("8110"), "2026-04", "2026-05");

        assertThat(fixture.requests()).hasSize(3).containsOnly("HS10 8110* from 2026-04 to 2026-05");
    }

    @Test
    void aMonthAtWhichTheServiceKeepsFailingIsAFailure() {
        stub.publish(DAY, Trade.of(POWDER, "2026-05", CHINA, 400));
        stub.failBeyond(0);

        assertThatThrownBy(() -> read(fixture.source("8110"), "2026-05"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("500 There was an error while running your query.");
    }

    @Test
    void aMonthThatDoesNotAddUpByItselfIsAFaultAndTheOthersAreNot() throws Exception {
        stub.publish(
                DAY,
                Trade.of(POWDER, "2026-03", CHINA, 200),
                Trade.of(POWDER, "2026-04", CHINA, 300).showing("GEN_VAL_MO", "299"),
                Trade.of(POWDER, "2026-05", CHINA, 400));

        List<Part> parts = read(fixture.source("8110"), "2026-03", "2026-04", "2026-05");

        assertThat(shown(parts))
                .containsExactly(
                        "us-census/US/2026-03/8110 [8110100000 CN $200]",
                        "does-not-add-up [2026-04]",
                        "us-census/US/2026-05/8110 [8110100000 CN $400]");
        Part.Fault fault = (Part.Fault) parts.get(1);
        assertThat(fault.message())
                .isEqualTo("8110100000 of 2026-04: the countries add up to 299 US dollars,"
                        + " the total (country -) is 300");
        assertThat(fault.source().file()).endsWith("I_COMMODITY=8110*&time=2026-04");
        assertThat(fault.source().line()).isEqualTo(2);
        assertThat(new String(fault.source().raw(), StandardCharsets.UTF_8))
                .startsWith("[\"8110100000\",\"-\",\"DET\",\"300\"");
    }

    @Test
    void aSumThatIsShortOnceIsCorrectByHalves() throws Exception {
        stub.publish(
                DAY,
                Trade.of(POWDER, "2026-04", CHINA, 300),
                Trade.of(POWDER, "2026-05", CHINA, 400),
                Trade.of(POWDER, "2026-05", CANADA, 5));
        stub.fail(1, CensusFailure.SHORT);

        List<Part> parts = read(fixture.source("8110"), "2026-04", "2026-05");

        assertThat(shown(parts))
                .containsExactly(
                        "us-census/US/2026-04/8110 [8110100000 CN $300]",
                        "us-census/US/2026-05/8110 [8110100000 CA $5, 8110100000 CN $400]");
    }

    @Test
    void rowsWithoutAControlTotalAreAFault() throws Exception {
        stub.publish(
                DAY,
                Trade.of(POWDER, "2026-05", CHINA, 400),
                Trade.of(POWDER, "2026-05", CANADA, 0).showing("I_COMMODITY", SCRAP));

        List<Part> parts = read(fixture.source("8110"), "2026-05");

        assertThat(shown(parts)).containsExactly("no-control-total [2026-05]");
        assertThat(((Part.Fault) parts.get(0)).message())
                .isEqualTo("8110200000 of 2026-05: rows of countries (1), but no total (country -) to check them by");
    }

    @Test
    void aValueThatIsNoNumberIsAFaultAndNotAMissingLine() throws Exception {
        for (String text : new String[] {null, "", "-999999999", "-5", "1.5"}) {
            stub.publish(
                    DAY,
                    Trade.of(POWDER, "2026-05", CHINA, 400),
                    Trade.of(POWDER, "2026-05", CANADA, 0).showing("GEN_VAL_MO", text));

            List<Part> parts = read(fixture.source("8110"), "2026-05");

            assertThat(shown(parts)).containsExactly("not-a-figure [2026-05]");
            assertThat(((Part.Fault) parts.get(0)).message())
                    .isEqualTo("8110100000 of 2026-05: the value of country 1220 is '%s'; expected whole US dollars,"
                                    .formatted(text == null ? "" : text)
                            + " 0 or more");
        }
    }

    @Test
    void aRepeatedRowIsAFault() throws Exception {
        stub.publish(
                DAY,
                Trade.of(POWDER, "2026-05", CHINA, 400),
                Trade.of(POWDER, "2026-05", "5701", 0).showing("CTY_CODE", CHINA));

        List<Part> parts = read(fixture.source("8110"), "2026-05");

        assertThat(shown(parts)).containsExactly("repeated-row [2026-05]");
    }

    @Test
    void rowsOutsideTheRequestAreAFault() throws Exception {
        stub.publish(
                DAY,
                Trade.of(POWDER, "2026-04", CHINA, 400),
                Trade.of(POWDER, "2026-05", CHINA, 400).showing("I_COMMODITY", "7403110000"));

        List<Part> parts = read(fixture.source("8110"), "2026-04", "2026-05");

        assertThat(shown(parts)).containsExactly("not-asked-for [2026-04, 2026-05]");
    }

    @Test
    void monthsWithoutImportsAreEmptyIfOneRequestForTheTotalConfirmsIt() throws Exception {
        stub.publish(DAY, Trade.of(POWDER, "2026-05", CHINA, 400), Trade.of("7403110000", "2026-03", CHINA, 1));

        List<Part> parts = read(fixture.source("8110"), "2026-03", "2026-04", "2026-05");

        assertThat(shown(parts))
                .containsExactly(
                        "us-census/US/2026-03/8110 []",
                        "us-census/US/2026-04/8110 []",
                        "us-census/US/2026-05/8110 [8110100000 CN $400]");
        assertThat(fixture.requests())
                .containsExactly("HS10 8110* from 2026-03 to 2026-05", "HS4 8110 from 2026-03 to 2026-05");
        assertThat(stub.requests().get(1).get("CTY_CODE")).isEqualTo("-");
    }

    @Test
    void aHeadingThatWasNeverImportedHasNoTotal() throws Exception {
        stub.publish(DAY, Trade.of("7403110000", "2026-05", CHINA, 1));

        List<Part> parts = read(fixture.source("2613", "81"), "2026-05");

        assertThat(shown(parts)).containsExactly("us-census/US/2026-05/2613 []", "us-census/US/2026-05/81 []");
        assertThat(fixture.requests())
                .containsExactlyInAnyOrder(
                        "HS10 2613* 2026-05", "HS10 81* 2026-05", "HS4 2613 2026-05", "HS2 81 2026-05");
    }

    @Test
    void noRowsWhereTheHeadingHasATotalAreAFault() throws Exception {
        stub.publish(DAY, Trade.of(POWDER, "2026-04", CHINA, 300), Trade.of(POWDER, "2026-05", CHINA, 400));
        stub.fail(9, CensusFailure.SILENCE, query -> query.get("COMM_LVL").equals("HS10"));

        List<Part> parts = read(fixture.source("8110"), "2026-04", "2026-05");

        assertThat(shown(parts)).containsExactly("lines-missing [2026-04]", "lines-missing [2026-05]");
        Part.Fault fault = (Part.Fault) parts.get(1);
        assertThat(fault.message()).isEqualTo("8110 of 2026-05: no line came, but the total of 8110 is 400 US dollars");
        assertThat(fault.source().file()).contains("COMM_LVL=HS4");
        assertThat(fixture.requests())
                .as("the total is requested once")
                .filteredOn(asked -> asked.startsWith("HS4"))
                .hasSize(1);
    }

    @Test
    void linesThatDisappearAreAbsentFromTheRecordSet() throws Exception {
        stub.publish(DAY, Trade.of(POWDER, "2026-05", CHINA, 400), Trade.of(POWDER, "2026-05", CANADA, 5));
        stub.withdraw(POWDER, "2026-05", CANADA);

        assertThat(shown(read(fixture.source("8110"), "2026-05")))
                .containsExactly("us-census/US/2026-05/8110 [8110100000 CN $400]");
    }
}
