package org.lodewatch.core.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lodewatch.core.policy.AlertHistory.Step;
import org.lodewatch.core.policy.HistoryChange.Restatement;
import org.lodewatch.schemas.messages.HistoryEntry;
import org.lodewatch.schemas.messages.Severity;
import org.lodewatch.schemas.values.Months;

/** Histories are written as "w05 c07 -09": a warning in 2024-05, critical in 2024-07, resolved in 2024-09. */
class HistoryChangeTest {

    private static List<Step> steps(String history) {
        List<Step> steps = new ArrayList<>();
        Severity before = Severity.NONE;
        for (String step : history == null ? new String[0] : history.split(" ")) {
            Severity severity = switch (step.charAt(0)) {
                case 'w' -> Severity.WARNING;
                case 'c' -> Severity.CRITICAL;
                default -> Severity.NONE;
            };
            int asOf = Months.of("2024-" + step.substring(1));
            steps.add(new Step(asOf, before, severity, OptionalDouble.of(1), OptionalDouble.empty()));
            before = severity;
        }
        return steps;
    }

    private static List<HistoryEntry> entries(String history) {
        return steps(history).stream().map(Step::entry).toList();
    }

    private static HistoryChange change(String published, String judgedTo, String present) {
        return HistoryChange.between(entries(published), Months.of("2024-" + judgedTo), steps(present));
    }

    @ParameterizedTest(name = "{0} then {1}: {2}")
    @CsvSource({
        ", w05, w05",
        ", w05 c07 -09, w05 c07 -09",
        "w05, w05, ",
        "w05, w05 c07, c07",
        "w05 c07, w05 c07 w08 -09 w10, w08 -09 w10",
        "w05 -06, w05 -06 w07 -08, w07 -08"
    })
    void laterTransitionsAreNews(String published, String present, String news) {
        HistoryChange change = change(published, "12", present);

        assertThat(change.restatement()).isEmpty();
        assertThat(change.news().stream().map(Step::asOf).toList())
                .isEqualTo(steps(news).stream().map(Step::asOf).toList());
        assertThat(change.news().stream().map(Step::severity).toList())
                .isEqualTo(steps(news).stream().map(Step::severity).toList());
    }

    @ParameterizedTest(name = "{0} then {2}, judged to {1}: {3} becomes {4}, then {5}")
    @CsvSource({
        // Moved, both ways; gone; lowered.
        "w05, 10, w06, w05, w06, ",
        "w05, 10, w04, w05, w04, ",
        "w05, 10, , w05, , ",
        "c05, 10, w05, c05, w05, ",
        // An episode is restated as a whole, whatever its first change is.
        "w05 c07 -09, 10, w05 c08 -09, w05 c07 -09, w05 c08 -09, ",
        "w05 -07, 10, w05 -08, w05 -07, w05 -08, ",
        // Earlier and later episodes that have not changed are left out.
        "w01 -02 w05 -07 w09, 10, w01 -02 w05 -08 w09, w05 -07, w05 -08, ",
        "w01 -02 w05, 10, w05, w01 -02, , ",
        "w05, 10, w01 -02 w05, , w01 -02, ",
        // An episode that begins within one that has changed belongs to it.
        "w05 -07 w09, 10, w05, w05 -07 w09, w05, ",
        "w05, 10, w03 -04 w06, w05, w03 -04 w06, ",
        // Only months that were not judged before make news.
        "w05, 06, w04 c07, w05, w04, c07",
        "w05, 06, w07, w05, , w07",
        "w05 -06, 06, w04 -06 w07 -08, w05 -06, w04 -06, w07 -08"
    })
    void aChangedMonthIsRestatedOnce(
            String published, String judgedTo, String present, String former, String now, String news) {
        HistoryChange change = change(published, judgedTo, present);
        Restatement restatement = change.restatement().orElseThrow();

        assertThat(restatement.former()).isEqualTo(entries(former));
        assertThat(restatement.present().stream()
                        .map(step -> new HistoryEntry(
                                step.entry().getAsOf(), step.transition(), step.severity(), 1.0, null)))
                .isEqualTo(entries(now));
        assertThat(change.news().stream().map(Step::asOf).toList())
                .isEqualTo(steps(news).stream().map(Step::asOf).toList());
    }

    @Test
    void aRestatementHasTheFirstAndLastMonthThatHaveChanged() {
        Restatement moved = change("w05 -07", "10", "w05 -08").restatement().orElseThrow();
        Restatement gone = change("w05 -07 w09", "10", "w09").restatement().orElseThrow();

        assertThat(moved.firstMonth()).isEqualTo(Months.of("2024-07"));
        assertThat(moved.lastMonth()).isEqualTo(Months.of("2024-08"));
        assertThat(gone.firstMonth()).isEqualTo(Months.of("2024-05"));
        assertThat(gone.lastMonth()).isEqualTo(Months.of("2024-07"));
        assertThat(gone.last().orElseThrow().severity()).isEqualTo(Severity.WARNING);
    }

    @ParameterizedTest(name = "{0} then {1}: last changed in 2024-{2}")
    @CsvSource({
        "w01 c02 w09, w01 c02 -04 c05 w09, 05",
        "w01 c02 -04 c05 w09, w01 c02 w09, 05",
        "w01 c05 -09, w02 c05 -09, 02",
        "w01 c05 -09, w01 c06 -09, 06",
        "w01 -09, c01 -09, 01"
    })
    void laterEntriesOfAnEpisodeThatAreTheSameHaveNotChanged(String published, String present, String month) {
        Restatement restatement = change(published, "10", present).restatement().orElseThrow();

        assertThat(restatement.lastMonth()).isEqualTo(Months.of("2024-" + month));
    }

    @Test
    void anotherFigureOfATransitionIsNoChange() {
        List<HistoryEntry> published = entries("w05");
        published.get(0).setObserved(77.7);

        HistoryChange change = HistoryChange.between(published, Months.of("2024-10"), steps("w05"));

        assertThat(change.restatement()).isEmpty();
        assertThat(change.news()).isEmpty();
    }
}
