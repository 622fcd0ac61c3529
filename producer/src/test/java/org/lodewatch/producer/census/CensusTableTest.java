package org.lodewatch.producer.census;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lodewatch.clients.http.RetryableException;
import org.lodewatch.clients.http.Secret;
import org.lodewatch.schemas.catalogue.Catalogue;

class CensusTableTest {

    private static final CensusQuery SIX_DIGITS = new CensusQuery(
            CensusQuery.BASE,
            Basis.GENERAL,
            6,
            "us-census-hs6",
            YearMonth.of(2020, 1),
            Optional.of(Secret.of("key")),
            List.of("0301"));

    @Test
    void realRowsAddUpOnceGroupsOfCountriesAreLeftOut() throws Exception {
        List<CensusRow> rows = sample("imports-hs6-030111-2020-01.json");

        assertThat(rows).hasSize(30);
        assertThat(rows).extracting(CensusRow::month).containsOnly("2020-01");
        assertThat(rows).extracting(CensusRow::country).doesNotContain("0001", "0022", "5XXX");
        MonthRows month = new MonthRows();
        rows.forEach(month::add);
        assertThat(month.defect("sample")).isEmpty();
        assertThat(month.lines(CensusSource.countries(Catalogue.bundled()), "sample"))
                .hasSize(29)
                .filteredOn(line -> line.fields().toString().contains("origin=SG "))
                .singleElement()
                .satisfies(line -> {
                    assertThat(line.fields())
                            .hasToString("RawImport[origin=SG commodity_code=030111 customs_value_usd=690321]");
                    assertThat(line.source().line()).isEqualTo(17);
                    assertThat(line.source().raw())
                            .asString(StandardCharsets.UTF_8)
                            .isEqualTo(
                                    "[\"5590\",\"SINGAPORE\",\"690321\",\"690321\",\"50937\",\"0\",\"0\",\"0\",\"0\","
                                            + "\"01\",\"DET\",\"HS6\",\"030111\",\"2020\"]");
                });
    }

    @Test
    void aRepeatedColumnIsReadWhereItIsFirst() throws Exception {
        List<CensusRow> rows = sample("imports-hs6-283691-2026-05.json");

        assertThat(rows).hasSize(7).extracting(CensusRow::code).containsOnly("283691");
        assertThat(rows).extracting(CensusRow::month).containsOnly("2026-05");
        MonthRows month = new MonthRows();
        rows.forEach(month::add);
        assertThat(month.defect("sample").orElseThrow().message())
                .isEqualTo("283691 of 2026-05: the countries add up to 9029128 US dollars,"
                        + " the total (country -) is 9178271");
    }

    @Test
    void theFirstOfTwoColumnsCountsEvenIfTheyDiffer() throws Exception {
        CensusTable table = table("[[\"A\",\"B\",\"A\"],[\"1\",null,\"2\"]]");

        assertThat(table.next()).isTrue();
        assertThat(table.get("A")).isEqualTo("1");
        assertThat(table.get("B")).isEmpty();
        assertThat(table.next()).isFalse();
    }

    @Test
    void aRowIsReturnedAsItWasReceivedHoweverFarTheParserHasRead() throws Exception {
        StringBuilder text = new StringBuilder("[[\"A\", \"time\"]");
        for (int i = 0; i < 20_000; i++) {
            text.append(",\n[ \"Côte d'Ivoire ").append(i).append("\",\"2026-05\"]");
        }
        CensusTable table = table(text.append("]").toString());

        for (int i = 0; i < 20_000; i++) {
            assertThat(table.next()).isTrue();
            assertThat(table.line()).isEqualTo(i + 2);
            assertThat(new String(table.raw(), StandardCharsets.UTF_8))
                    .isEqualTo("[ \"Côte d'Ivoire " + i + "\",\"2026-05\"]");
        }
        assertThat(table.next()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{\"error\":\"no\"}",
                "<html></html>",
                "[[\"A\",\"B\"],[\"1\",\"2\"]",
                "[[\"A\",\"B\"],[\"1\",\"2",
                "[[\"A\",\"B\"],[\"1\",\"2\"],",
                "[[\"A\",\"B\"],[\"1\"]]",
                "[[\"A\",\"B\"],[\"1\",\"2\",\"3\"]]",
                "[[\"A\",\"B\"],[\"1\",[\"2\"]]]",
                "[[\"A\",\"B\"],\"1\"]",
                "[[\"A\",\"B\"]] and more"
            })
    void anIncompleteTableIsRetried(String text) {
        assertThatThrownBy(() -> {
                    CensusTable table = table(text);
                    while (table.next()) {
                        table.get("A");
                    }
                })
                .isInstanceOf(RetryableException.class)
                .hasMessageContaining("cannot be read")
                .message()
                .hasLineCount(1);
    }

    @Test
    void aResponseWithoutAnEndIsNotReadToTheEndOfMemory() {
        InputStream spaces = new InputStream() {
            @Override
            public int read() {
                return ' ';
            }

            @Override
            public int read(byte[] buffer, int from, int length) {
                Arrays.fill(buffer, from, from + length, (byte) ' ');
                return length;
            }
        };

        assertThatThrownBy(() -> new CensusTable(spaces))
                .isInstanceOf(RetryableException.class)
                .hasMessageContaining("it is longer than 67108864 bytes");
    }

    @Test
    void aColumnOrMonthThatIsMissingIsNamed() throws Exception {
        CensusTable table = table("[[\"A\",\"time\"],[\"1\",\"May\"]]");
        table.next();

        assertThatThrownBy(() -> table.get("B"))
                .isInstanceOf(RetryableException.class)
                .hasMessage("the answer after row 2 cannot be read: no column B");
        assertThatThrownBy(table::month).hasMessageContaining("the month is 'May', expected YYYY-MM");
    }

    private static CensusTable table(String text) throws IOException {
        return new CensusTable(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static List<CensusRow> sample(String name) throws IOException {
        try (InputStream body = CensusTableTest.class.getResourceAsStream(name)) {
            return CensusRow.lines(new CensusTable(body), SIX_DIGITS);
        }
    }
}
