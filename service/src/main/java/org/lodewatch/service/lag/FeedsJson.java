package org.lodewatch.service.lag;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.lodewatch.schemas.values.Period;
import org.lodewatch.schemas.values.ReleaseDelay;

/**
 * Feeds and datasets, with their age against the time at which figures are usually published.
 *
 * @param feeds those that read their source last, first
 * @param moreFeeds how many are left out
 * @param datasets what is published of each dataset and reporter, whichever way it came
 */
public record FeedsJson(String at, List<FeedProgressJson> feeds, int moreFeeds, List<DatasetProgressJson> datasets) {

    /** Of a dataset; files of a folder are feeds of their own. */
    private static final int MOST_FEEDS = 10;

    private static final String ABSENCE =
            "no release delay of its source is documented, and the log shows fewer than three"
                    + " periods that were published apart";

    /** A feed. */
    public record FeedProgressJson(
            String feed,
            String lookedAt,
            double secondsSinceLook,
            long published,
            long rejected,
            List<PeriodAgeJson> newest) {}

    /**
     * A dataset and reporter.
     *
     * @param feeds the ids of feeds whose newest periods include it; empty where other producers publish it
     */
    public record DatasetProgressJson(String dataset, String reporter, PeriodAgeJson newest, List<String> feeds) {}

    /**
     * The newest period of a dataset and reporter.
     *
     * @param usual when its figures are usually published, and when the next ones are due; null where that is unknown
     * @param usualAbsence why it is unknown
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record PeriodAgeJson(
            String dataset,
            String reporter,
            String period,
            long secondsBehind,
            RhythmJson usual,
            String usualAbsence) {}

    /**
     * When figures are usually published.
     *
     * @param from the earliest day after the end of the period
     * @param to the latest day after it
     * @param source {@code documented} by the source, or {@code observed} in the log
     * @param observedPeriods of how many periods; null if it is documented
     * @param nextPeriod the first period that is not there yet
     * @param expectedFrom the first day on which it may come
     * @param expectedBy the last one
     * @param state {@code not-yet} before the first day, {@code expected}, or {@code late} after the last one
     * @param daysLate full days since the last one; 0 before it
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record RhythmJson(
            int from,
            int to,
            String source,
            Integer observedPeriods,
            String nextPeriod,
            String expectedFrom,
            String expectedBy,
            String state,
            long daysLate) {

        private static RhythmJson of(
                ReleaseDelay delay, Optional<Integer> observed, Period newest, int step, Instant now) {
            Period next = new Period(newest.lastMonth() + step, newest.months());
            Instant from = delay.from(next.lastMonth());
            Instant until = delay.until(next.lastMonth());
            boolean late = !now.isBefore(until);
            return new RhythmJson(
                    delay.firstDay(),
                    delay.lastDay(),
                    observed.isPresent() ? "observed" : "documented",
                    observed.orElse(null),
                    next.toString(),
                    day(from),
                    day(until.minus(Duration.ofDays(1))),
                    late ? "late" : now.isBefore(from) ? "not-yet" : "expected",
                    late ? Duration.between(until, now).toDays() + 1 : 0);
        }
    }

    /** @param limit the most feeds to list */
    static FeedsJson of(LagReport report, int limit) {
        Instant now = report.at();
        return new FeedsJson(
                now.toString(),
                report.feeds().stream()
                        .limit(limit)
                        .map(feed -> of(feed, report))
                        .toList(),
                Math.max(0, report.feeds().size() - limit),
                report.datasets().stream().map(dataset -> of(dataset, report)).toList());
    }

    private static FeedProgressJson of(FeedAge feed, LagReport report) {
        return new FeedProgressJson(
                feed.feed(),
                feed.lookedAt().toString(),
                LagJson.seconds(Duration.between(feed.lookedAt(), report.at())),
                feed.published(),
                feed.rejected(),
                feed.newest().stream()
                        .map(newest -> age(newest, List.of(feed), observed(newest, report.datasets()), report.at()))
                        .toList());
    }

    private static DatasetProgressJson of(DatasetAge dataset, LagReport report) {
        EventTime newest = dataset.newest();
        List<FeedAge> feeds = report.feeds().stream()
                .filter(feed -> feed.newest().stream().anyMatch(newest::isOfSameDataset))
                .toList();
        return new DatasetProgressJson(
                newest.dataset(),
                newest.reporter(),
                age(newest, feeds, Optional.of(dataset), report.at()),
                feeds.stream().map(FeedAge::feed).limit(MOST_FEEDS).toList());
    }

    private static Optional<DatasetAge> observed(EventTime newest, List<DatasetAge> datasets) {
        return datasets.stream()
                .filter(dataset -> dataset.newest().isOfSameDataset(newest))
                .findFirst();
    }

    private static PeriodAgeJson age(EventTime newest, List<FeedAge> feeds, Optional<DatasetAge> dataset, Instant now) {
        Period period = Period.of(newest.period());
        int step = period.isYear() ? 12 : dataset.map(DatasetAge::stepMonths).orElse(0);
        Optional<RhythmJson> documented = feeds.stream()
                .flatMap(feed -> ReleaseDelay.ofFeed(feed.feed()).stream())
                .findFirst()
                .map(delay -> RhythmJson.of(delay, Optional.empty(), period, 1, now));
        Optional<RhythmJson> usual = documented.or(() -> dataset.filter(known -> step > 0)
                .flatMap(DatasetAge::observed)
                .map(seen -> RhythmJson.of(seen.delay(), Optional.of(seen.periods()), period, step, now)));
        return new PeriodAgeJson(
                newest.dataset(),
                newest.reporter(),
                newest.period(),
                newest.behind(now).toSeconds(),
                usual.orElse(null),
                usual.isPresent() ? null : ABSENCE);
    }

    private static String day(Instant moment) {
        return LocalDate.ofInstant(moment, ZoneOffset.UTC).toString();
    }
}
