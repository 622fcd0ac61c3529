package org.lodewatch.producer.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lodewatch.producer.feed.ImportField;
import org.lodewatch.producer.feed.RawImport;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.values.Period;

class ImportRulesTest {

    private static final Clock JUNE_2026 = Clock.fixed(Instant.parse("2026-06-14T12:00:00Z"), ZoneOffset.UTC);

    private final ImportRules rules = new ImportRules(Set.of("US", "CN", "DE")::contains, JUNE_2026);

    private static RawImport antimony() {
        return new RawImport()
                .with(ImportField.DATASET, "us-census")
                .with(ImportField.RECORD_ID, "811010/US/CN/2024-12")
                .with(ImportField.REVISION, "20260614")
                .with(ImportField.REPORTER, "US")
                .with(ImportField.ORIGIN, "CN")
                .with(ImportField.COMMODITY_CODE, "811010")
                .with(ImportField.PERIOD, "2024-12")
                .with(ImportField.CUSTOMS_VALUE_USD, "138816.76");
    }

    private RowFault fault(RawImport row) {
        RowFault fault = catchThrowableOfType(RowFault.class, () -> rules.check(row));
        assertThat(fault).as("%s should have been refused", row).isNotNull();
        return fault;
    }

    @Test
    void aValidRowBecomesARecordInCentsAndGrams() throws RowFault {
        ImportRow row = rules.check(antimony().with(ImportField.NET_WEIGHT_KG, "12.345"));

        assertThat(row)
                .isEqualTo(new ImportRow(
                        "us-census",
                        "811010/US/CN/2024-12",
                        20260614,
                        "US",
                        "CN",
                        "811010",
                        "2024-12",
                        13_881_676,
                        OptionalLong.of(12_345),
                        false));
    }

    @Test
    void aRowMayLackWeightAndWithdrawal() throws RowFault {
        ImportRow row = rules.check(antimony());

        assertThat(row.netWeightGrams()).isEmpty();
        assertThat(row.withdrawn()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(
            value = ImportField.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"NET_WEIGHT_KG", "WITHDRAWN"})
    void anEmptyFieldIsNamed(ImportField field) {
        RowFault fault = fault(antimony().with(field, ""));

        assertThat(fault.reason()).hasToString("missing-field");
        assertThat(fault).hasMessage(field.column() + " is empty; every row needs it");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            DATASET           | US Census            | invalid-dataset           | dataset: 'US Census'; expected 1 to 63 lower-case letters, digits and hyphens, not beginning with a hyphen
            DATASET           | -us                  | invalid-dataset           | dataset: '-us'; expected 1 to 63 lower-case letters, digits and hyphens, not beginning with a hyphen
            REVISION          | -1                   | invalid-revision          | revision: '-1'; expected a whole number from 0 to 9223372036854775807
            REVISION          | 1.0                  | invalid-revision          | revision: '1.0'; expected a whole number from 0 to 9223372036854775807
            REVISION          | 9223372036854775808  | invalid-revision          | revision: '9223372036854775808'; expected a whole number from 0 to 9223372036854775807
            REVISION          | 99999999999999999999 | invalid-revision          | revision: '99999999999999999999'; expected a whole number from 0 to 9223372036854775807
            REPORTER          | ZZ                   | unknown-country           | reporter: 'ZZ' is not a country of the catalogue; expected an ISO 3166-1 alpha-2 code
            REPORTER          | XX                   | unknown-country           | reporter: 'XX' is not a country of the catalogue; expected an ISO 3166-1 alpha-2 code
            REPORTER          | us                   | unknown-country           | reporter: 'us' is not a country of the catalogue; expected an ISO 3166-1 alpha-2 code
            ORIGIN            | ZZ                   | unknown-country           | origin: 'ZZ' is not a country of the catalogue; expected an ISO 3166-1 alpha-2 code, or XX for an unknown origin
            COMMODITY_CODE    | 8                    | invalid-commodity-code    | commodity_code: '8'; expected 2 to 10 digits without dots or blanks
            COMMODITY_CODE    | 81101000001          | invalid-commodity-code    | commodity_code: '81101000001'; expected 2 to 10 digits without dots or blanks
            COMMODITY_CODE    | 8110.10              | invalid-commodity-code    | commodity_code: '8110.10'; expected 2 to 10 digits without dots or blanks
            COMMODITY_CODE    | ٨١١٠١٠               | invalid-commodity-code    | commodity_code: '٨١١٠١٠'; expected 2 to 10 digits without dots or blanks
            PERIOD            | 2024-13              | invalid-period            | period: '2024-13'; expected a month YYYY-MM or a year YYYY, from 1990 to 2026-06
            PERIOD            | 2024-00              | invalid-period            | period: '2024-00'; expected a month YYYY-MM or a year YYYY, from 1990 to 2026-06
            PERIOD            | 202412               | invalid-period            | period: '202412'; expected a month YYYY-MM or a year YYYY, from 1990 to 2026-06
            PERIOD            | 1989-12              | invalid-period            | period: '1989-12'; expected a month YYYY-MM or a year YYYY, from 1990 to 2026-06
            PERIOD            | 2026-07              | invalid-period            | period: '2026-07'; expected a month YYYY-MM or a year YYYY, from 1990 to 2026-06
            PERIOD            | 2027                 | invalid-period            | period: '2027'; expected a month YYYY-MM or a year YYYY, from 1990 to 2026-06
            CUSTOMS_VALUE_USD | -0.01                | invalid-customs-value     | customs_value_usd: '-0.01'; expected US dollars from 0 to 1 trillion, with at most 2 decimals
            CUSTOMS_VALUE_USD | 0.001                | invalid-customs-value     | customs_value_usd: '0.001'; expected US dollars from 0 to 1 trillion, with at most 2 decimals
            CUSTOMS_VALUE_USD | 1000000000000.01     | invalid-customs-value     | customs_value_usd: '1000000000000.01'; expected US dollars from 0 to 1 trillion, with at most 2 decimals
            CUSTOMS_VALUE_USD | 92233720368547758.08 | invalid-customs-value     | customs_value_usd: '92233720368547758.08'; expected US dollars from 0 to 1 trillion, with at most 2 decimals
            CUSTOMS_VALUE_USD | 1,000                | invalid-customs-value     | customs_value_usd: '1,000'; expected US dollars from 0 to 1 trillion, with at most 2 decimals and without thousands separators
            CUSTOMS_VALUE_USD | 1e999                | invalid-customs-value     | customs_value_usd: '1e999'; expected US dollars from 0 to 1 trillion, with at most 2 decimals
            CUSTOMS_VALUE_USD | 1e999999999          | invalid-customs-value     | customs_value_usd: '1e999999999'; expected US dollars from 0 to 1 trillion, with at most 2 decimals
            CUSTOMS_VALUE_USD | NaN                  | invalid-customs-value     | customs_value_usd: 'NaN'; expected US dollars from 0 to 1 trillion, with at most 2 decimals
            NET_WEIGHT_KG     | -1                   | invalid-net-weight        | net_weight_kg: '-1'; expected kilograms from 0 to 1 trillion, with at most 3 decimals
            NET_WEIGHT_KG     | 0.0001               | invalid-net-weight        | net_weight_kg: '0.0001'; expected kilograms from 0 to 1 trillion, with at most 3 decimals
            NET_WEIGHT_KG     | 1000000000000.001    | invalid-net-weight        | net_weight_kg: '1000000000000.001'; expected kilograms from 0 to 1 trillion, with at most 3 decimals
            WITHDRAWN         | yes                  | invalid-withdrawn         | withdrawn: 'yes'; expected true, false or nothing
            """)
    void aRuleThatIsBrokenNamesFieldValueAndWhatWasExpected(
            ImportField field, String value, String reason, String message) {
        RowFault fault = fault(antimony().with(field, value));

        assertThat(fault.reason()).hasToString(reason);
        assertThat(fault).hasMessage(message);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "0.00, 0",
        "12, 1200",
        "12.3, 1230",
        "12.340000, 1234",
        ".5, 50",
        "5., 500",
        "1e3, 100000",
        "1.5E-1, 15",
        "-0, 0",
        "1000000000000, 100000000000000"
    })
    void dollarsBecomeCentsExactly(String dollars, long cents) throws RowFault {
        assertThat(rules.check(antimony().with(ImportField.CUSTOMS_VALUE_USD, dollars))
                        .customsValueCents())
                .isEqualTo(cents);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1990", "1990-01", "2026", "2026-06"})
    void periodsFromTheFirstYearToTheCurrentMonthAreValid(String period) throws RowFault {
        assertThat(rules.check(antimony().with(ImportField.PERIOD, period)).period())
                .isEqualTo(period);
    }

    @Test
    void anUnknownOriginIsAllowed() throws RowFault {
        assertThat(rules.check(antimony().with(ImportField.ORIGIN, "XX")).origin())
                .isEqualTo("XX");
    }

    @Test
    void theHighestRevisionIsTheLargestLong() throws RowFault {
        assertThat(rules.check(antimony().with(ImportField.REVISION, "9223372036854775807"))
                        .revision())
                .isEqualTo(Long.MAX_VALUE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\tb", "a\u0000", "a\u0085b", "a\ud800"})
    void aRecordIdHasNoControlCharactersAndNoUnpairedSurrogates(String id) {
        assertThat(fault(antimony().with(ImportField.RECORD_ID, id)).reason()).hasToString("invalid-record-id");
    }

    @Test
    void aRecordIdHasAtMost256Characters() throws RowFault {
        String longest = "ä".repeat(256);

        assertThat(rules.check(antimony().with(ImportField.RECORD_ID, longest)).recordId())
                .isEqualTo(longest);
        assertThat(fault(antimony().with(ImportField.RECORD_ID, longest + "x")))
                .hasMessage("record_id: '" + "ä".repeat(60)
                        + "...'; expected 1 to 256 characters without control characters");
    }

    @Test
    void aMessageIsOneLineForAnyValue() {
        assertThat(fault(antimony().with(ImportField.PERIOD, "2024\n-12")).getMessage())
                .startsWith("period: '2024\\n-12';");
    }

    @ParameterizedTest
    @CsvSource({
        // Both are forms of titanium in its headline: the book of the mineral adds them up.
        "810820, 8108200010, 2024, true",
        // Scrap, which has a book of its own.
        "810830, 8108300000, 2024, true",
        // Two forms, one of them outside the headline.
        "282560, 2825600010, 2025, false",
        // The same form, until the longer code begins.
        "282560, 2825600010, 2024, true",
        "282560, 2825600010, 2024-12, true",
        // Batteries, which are of no mineral.
        "850760, 8507600010, 2024, false"
    })
    void goodsCountTwiceWhereABookAddsUpBothCodes(String code, String longer, String period, boolean twice) {
        CommonBook books = ImportRules.of(Catalogue.bundled()).commonBook();

        assertThat(books.counts(code, longer, Period.of(period))).isEqualTo(twice);
        assertThat(books.counts(longer, code, Period.of(period))).isEqualTo(twice);
    }
}
