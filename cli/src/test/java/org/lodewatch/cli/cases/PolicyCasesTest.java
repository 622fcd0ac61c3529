package org.lodewatch.cli.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lodewatch.cli.output.Screen;
import org.lodewatch.schemas.OperatorException;
import org.lodewatch.schemas.catalogue.Catalogue;

class PolicyCasesTest {

    private static final String POLICY = """
            {"id": "antimony-share", "mineral": "antimony", "subject": "country", "subjectName": "CN", "metric": "share",
             "warning": 50, "critical": 65, "clearMargin": 3}
            """;

    private static final String ROWS = """
            "rows": [
              {"origin": "CN", "code": "282580", "period": "2022..2023", "value": [6000000, 4000000]},
              {"origin": "NO", "code": "282580", "period": "2022..2023", "value": [4000000, 6000000]}
            ]
            """;

    private static final String RIGHT = """
            {"asOf": "2022-12", "from": "none", "to": "warning", "figure": 60.0},
            {"asOf": "2023-12", "from": "warning", "to": "none", "figure": 40}
            """;

    @TempDir
    private Path directory;

    @Test
    void aCaseThatIsRightPasses() throws IOException {
        assertThat(run(document(ROWS, RIGHT))).singleElement().satisfies(result -> {
            assertThat(result.isAsExpected()).isTrue();
            assertThat(result.monthsJudged()).isEqualTo(2);
            assertThat(result.transitions()).isEqualTo(2);
        });
    }

    @ParameterizedTest
    @CsvSource({
        "2022-12, 2021-12",
        "to\": \"warning, to\": \"critical",
        "from\": \"none, from\": \"critical",
        "60.0, 60.1",
        "60.0, 59.9",
        "40}, 41}"
    })
    void aCaseThatIsWrongFails(String right, String wrong) throws IOException {
        assertThat(run(document(ROWS, RIGHT.replace(right, wrong))))
                .singleElement()
                .satisfies(result -> assertThat(result.differences()).hasSize(1));
    }

    @Test
    void aTransitionThatIsNotExpectedFails() throws IOException {
        assertThat(run(document(ROWS, "")))
                .singleElement()
                .extracting(CaseResult::differences)
                .asString()
                .contains("2022-12 none to warning, 60.0 (antimony-share, US, antimony, CN)");
    }

    @Test
    void oneThatDoesNotComeFails() throws IOException {
        String more = RIGHT + ", {\"asOf\": \"2024-12\", \"from\": \"none\", \"to\": \"critical\"}";

        assertThat(run(document(ROWS, more))).singleElement().satisfies(result -> {
            assertThat(result.differences()).hasSize(1);
            assertThat(result.differences().get(0).expected()).hasValue("2024-12 none to critical");
            assertThat(result.differences().get(0).got()).isEmpty();
        });
    }

    @Test
    void theReportShowsWhatWasExpectedAndWhatCame() throws IOException {
        StringWriter out = new StringWriter();
        CaseReport report = new CaseReport();
        report.add(cases(document(ROWS, RIGHT.replace("60.0", "61.0"))));
        report.print(Screen.plain(new PrintWriter(out), new PrintWriter(out)));

        assertThat(report.isAsExpected()).isFalse();
        assertThat(out.toString()).contains("""
                FAILED  a line (2 months judged, 2 transitions)
                          expected  2022-12 none to warning, 61.0
                          got       2022-12 none to warning, 60.0 (antimony-share, US, antimony, CN)
                """).contains("cases.json: 1 case, 1 failed");
    }

    @Test
    void aRowStandsForManyPeriods() throws IOException {
        String rows = """
                "rows": [
                  {"origin": "CN", "mineral": "antimony-oxide", "period": "2024-01..2024-12", "value": 6000.5, "weight": 2},
                  {"origin": "NO", "mineral": "antimony-oxide", "period": "2024-01",
                   "value": [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]}
                ]
                """;
        String expected = """
                {"asOf": "2024-12", "from": "none", "to": "critical", "figure": 99.983}
                """;

        assertThat(run(document(rows, expected)))
                .singleElement()
                .extracting(CaseResult::differences)
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .isEmpty();
    }

    @Test
    void policiesMayBeInAFileOfTheirOwn() throws IOException {
        Files.writeString(directory.resolve("policy.json"), POLICY);

        assertThat(run(document(ROWS, RIGHT).replace(POLICY, "\"policy.json\"")))
                .allMatch(CaseResult::isAsExpected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"origin\": \"CN\" | \"orgin\": \"CN\" | case 'a line', row 1: unknown field 'orgin': a row has reporter, origin",
                "\"origin\": \"CN\" | \"origin\": \"QQ\" | origin is 'QQ'",
                "\"origin\": \"CN\" | \"origin\": 5 | field 'origin' is 5, but must be a text",
                "\"code\": \"282580\" | \"mineral\": \"antimny\" | the catalogue has no mineral 'antimny'; nearest: antimony",
                "\"code\": \"282580\" | \"code\": \"640399\" | commodity code 640399 belongs to no mineral in 2022",
                "\"code\": \"282580\" | \"code\": \"282580\", \"mineral\": \"antimony\" | either a code or a mineral",
                "2022..2023 | 2023..2022 | the earlier first",
                "2022..2023 | 2022-13 | YYYY-MM or YYYY is expected",
                "[6000000, 4000000] | [6000000, 4000000, 1] | has 3 figures for 2 periods",
                "6000000 | 0.001 | too many digits",
                "\"rows\" | \"row\" | unknown field 'row': a case has name, policy",
                "\"to\": \"warning\" | \"to\": \"alarm\" | must be one of critical, none, warning",
                "2022-12 | 2022 | must be a month, YYYY-MM",
                "\"name\" | \"policy\": \"other\", \"name\" | there is no policy 'other': the policies are antimony-share",
                "\"name\" | \"partial\": [\"2019\"], \"name\" | field 'partial' has 2019, of which there is no row",
                "\"cases\" | \"tests\" | unknown field 'tests': a file of cases has policies, cases",
                "\"critical\": 65 | \"critical\": 45 | at least the warning line"
            })
    void whatIsWrongIsSaidInALine(String right, String wrong, String message) {
        String document = document(ROWS, RIGHT);
        assertThat(document).contains(right);

        assertThatThrownBy(() -> run(document.replaceFirst(Pattern.quote(right), wrong)))
                .isInstanceOf(OperatorException.class)
                .hasMessageContaining(message)
                .satisfies(fault -> assertThat(fault.getMessage()).doesNotContain("\n"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"cases\": [ | expected close marker for Array (it begins in line 1, column 11)",
                "deep | is no JSON: Document nesting depth"
            })
    void aFileThatIsNoJsonIsSaidInALine(String text, String message) {
        String document = text.equals("deep") ? "[".repeat(5_000) : text;

        assertThatThrownBy(() -> run(document))
                .isInstanceOf(OperatorException.class)
                .hasMessageContaining(message)
                .satisfies(fault -> assertThat(fault.getMessage()).doesNotContain("\n"));
    }

    private static String document(String rows, String transitions) {
        return "{\"policies\": %s, \"cases\": [{\"name\": \"a line\", %s, \"transitions\": [%s]}]}"
                .formatted(POLICY, rows, transitions);
    }

    private List<CaseResult> run(String document) throws IOException {
        return cases(document).run();
    }

    private PolicyCases cases(String document) throws IOException {
        return PolicyCases.of(Files.writeString(directory.resolve("cases.json"), document), Catalogue.bundled());
    }
}
