package org.lodewatch.service.backtest;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.lodewatch.core.backtest.BacktestCoverage;
import org.lodewatch.core.backtest.BacktestEpisode;
import org.lodewatch.core.backtest.BacktestRange;
import org.lodewatch.core.backtest.BacktestResult;
import org.lodewatch.core.backtest.MovedEpisode;
import org.lodewatch.core.backtest.NearMiss;
import org.lodewatch.core.backtest.PolicyDifference;
import org.lodewatch.core.backtest.SeverityChange;
import org.lodewatch.core.backtest.SweepStep;
import org.lodewatch.core.backtest.YearCounts;
import org.lodewatch.core.book.BookKey;
import org.lodewatch.schemas.values.Months;
import org.lodewatch.service.Json;
import org.lodewatch.service.api.AlertJson;
import org.lodewatch.service.api.HistoryEntryJson;
import org.lodewatch.service.api.PolicyJson;

/**
 * The answer of a backtest as a JSON object.
 *
 * @param asKnown {@code now}: the figures are those published now
 * @param from the first as-of month that it reports on; null if that is the first published one
 * @param to the last as-of month that it judges; null if that is the newest
 * @param notes what a reader should know before the figures; left out if there are none
 */
public record BacktestJson(
        String asKnown,
        String from,
        String to,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> notes,
        List<ResultJson> policies,
        List<String> notSimulated) {

    /**
     * One policy.
     *
     * @param difference left out if the policy is compared with none
     * @param sweep left out if no sweep was asked for
     */
    public record ResultJson(
            PolicyJson policy,
            CoverageJson coverage,
            List<EpisodeJson> episodes,
            List<AlertJson> transitions,
            List<YearCounts> byYear,
            List<NearMissJson> nearMisses,
            @JsonInclude(JsonInclude.Include.NON_NULL) DifferenceJson difference,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<SweepStep> sweep) {

        private static ResultJson of(BacktestResult result) {
            return new ResultJson(
                    PolicyJson.of(result.policy()),
                    CoverageJson.of(result.coverage()),
                    EpisodeJson.of(result.episodes()),
                    result.transitions().stream().map(AlertJson::simulated).toList(),
                    result.byYear(),
                    result.nearMisses().stream().map(NearMissJson::of).toList(),
                    result.difference().map(DifferenceJson::of).orElse(null),
                    result.sweep());
        }
    }

    /**
     * What was looked at.
     *
     * @param booksKnown books that are published and asked for
     * @param books those that the policy selects
     * @param monthsNotJudged by reason, such as {@code below-minimum}
     * @param from the first month that was judged; null if none was
     * @param to the last month that was judged
     */
    public record CoverageJson(
            int booksKnown,
            List<String> books,
            int monthsJudged,
            Map<String, Integer> monthsNotJudged,
            String from,
            String to,
            List<String> booksNotJudged) {

        public static CoverageJson of(BacktestCoverage coverage) {
            Map<String, Integer> unjudged = new LinkedHashMap<>();
            coverage.unjudged().forEach((reason, months) -> unjudged.put(Json.word(reason), months));
            return new CoverageJson(
                    coverage.booksKnown(),
                    names(coverage.books()),
                    coverage.judged(),
                    unjudged,
                    month(coverage.first()),
                    month(coverage.last()),
                    names(coverage.withoutJudgement()));
        }
    }

    /**
     * An alert from where it is raised to where it is resolved.
     *
     * @param until null while it is open
     * @param highest percent or points; null where none is known
     * @param months in which it is open, of those that were asked for
     */
    public record EpisodeJson(
            String dataset,
            String reporter,
            String mineral,
            String subject,
            String subjectName,
            String since,
            String until,
            String gravest,
            Double highest,
            int months,
            List<HistoryEntryJson> history) {

        private static EpisodeJson of(BacktestEpisode episode) {
            return new EpisodeJson(
                    episode.book().dataset(),
                    episode.book().reporter(),
                    episode.book().mineral(),
                    episode.subject(),
                    episode.subjectName(),
                    Months.text(episode.since()),
                    month(episode.until()),
                    Json.word(episode.gravest()),
                    Json.number(episode.highest()),
                    episode.months(),
                    episode.steps().stream()
                            .map(step -> new HistoryEntryJson(
                                    Months.text(step.asOf()),
                                    Json.word(step.transition()),
                                    Json.word(step.severity()),
                                    Json.number(step.observed()),
                                    Json.number(step.highest())))
                            .toList());
        }

        private static List<EpisodeJson> of(List<BacktestEpisode> episodes) {
            return episodes.stream().map(EpisodeJson::of).toList();
        }
    }

    /** A subject that has raised nothing; see {@link NearMiss}. */
    public record NearMissJson(
            String dataset,
            String reporter,
            String mineral,
            String subject,
            String subjectName,
            String asOf,
            double highest,
            double margin,
            int monthsOverLine) {

        private static NearMissJson of(NearMiss miss) {
            return new NearMissJson(
                    miss.book().dataset(),
                    miss.book().reporter(),
                    miss.book().mineral(),
                    miss.subject(),
                    miss.subjectName(),
                    Months.text(miss.asOf()),
                    miss.highest(),
                    miss.margin(),
                    miss.monthsOverLine());
        }
    }

    /**
     * How the episodes differ from those of another policy; see {@link PolicyDifference}.
     *
     * @param against left out if there is no other policy
     * @param raisedEarlier how many of the moved episodes begin earlier
     * @param raisedLater how many begin later
     * @param mostMonthsEarlier by how many months the one that gains most begins earlier; 0 if none does
     */
    public record DifferenceJson(
            @JsonInclude(JsonInclude.Include.NON_NULL) PolicyJson against,
            List<EpisodeJson> onlyOld,
            List<EpisodeJson> onlyNew,
            List<EpisodeJson> same,
            List<MovedJson> moved,
            int raisedEarlier,
            int raisedLater,
            int mostMonthsEarlier,
            List<SeverityChangeJson> atOnce) {

        public static DifferenceJson of(PolicyDifference difference) {
            return new DifferenceJson(
                    PolicyJson.of(difference.against()),
                    EpisodeJson.of(difference.onlyOld()),
                    EpisodeJson.of(difference.onlyNew()),
                    EpisodeJson.of(difference.same()),
                    difference.moved().stream().map(MovedJson::of).toList(),
                    difference.raisedEarlier(),
                    difference.raisedLater(),
                    difference.mostMonthsEarlier(),
                    difference.atOnce().stream().map(SeverityChangeJson::of).toList());
        }

        /** The difference of a new policy, which takes the place of none. */
        public DifferenceJson withoutCounterpart() {
            return new DifferenceJson(
                    null, onlyOld, onlyNew, same, moved, raisedEarlier, raisedLater, mostMonthsEarlier, atOnce);
        }
    }

    /**
     * An episode of both policies.
     *
     * @param sinceMonths by how many months it begins later; negative if earlier
     * @param untilMonths by how many months it ends later; null if it is open at the end by one of the policies
     */
    public record MovedJson(EpisodeJson old, EpisodeJson present, int sinceMonths, Integer untilMonths) {

        private static MovedJson of(MovedEpisode moved) {
            return new MovedJson(
                    EpisodeJson.of(moved.former()),
                    EpisodeJson.of(moved.present()),
                    moved.sinceMonths(),
                    moved.untilMonths().isPresent() ? moved.untilMonths().getAsInt() : null);
        }
    }

    /** The severity of an alert in the newest month, by both policies. */
    public record SeverityChangeJson(
            String dataset,
            String reporter,
            String mineral,
            String subject,
            String subjectName,
            String old,
            String present) {

        private static SeverityChangeJson of(SeverityChange change) {
            return new SeverityChangeJson(
                    change.book().dataset(),
                    change.book().reporter(),
                    change.book().mineral(),
                    change.subject(),
                    change.subjectName(),
                    Json.word(change.former()),
                    Json.word(change.present()));
        }
    }

    public static BacktestJson of(BacktestAnswer answer) {
        return new BacktestJson(
                "now",
                answer.range().from() == BacktestRange.ALL.from()
                        ? null
                        : Months.text(answer.range().from()),
                answer.range().to() == BacktestRange.ALL.to()
                        ? null
                        : Months.text(answer.range().to()),
                answer.notes(),
                answer.results().stream().map(ResultJson::of).toList(),
                BacktestAnswer.NOT_SIMULATED);
    }

    private static List<String> names(List<BookKey> books) {
        return books.stream().map(BookKey::toString).toList();
    }

    private static String month(OptionalInt month) {
        return month.isPresent() ? Months.text(month.getAsInt()) : null;
    }
}
