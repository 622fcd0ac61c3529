package org.lodewatch.producer.census;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.lodewatch.clients.http.WebService;
import org.lodewatch.clients.http.WebService.Manners;
import org.lodewatch.producer.poll.Release;
import org.lodewatch.producer.poll.ReleaseRhythm;
import org.lodewatch.producer.poll.StatisticsSource;
import org.lodewatch.schemas.catalogue.Catalogue;

/**
 * The US Census Bureau's International Trade interface: monthly imports of the United States by commodity and country,
 * in whole US dollars. What has changed is seen from a small request for the chapters' totals. In June of each year,
 * with the figures of April, the three years before are revised.
 */
public final class CensusSource implements StatisticsSource {

    /** How it likes to be asked: large answers take it up to half a minute. */
    public static final Manners MANNERS =
            new Manners(3, Duration.ofMillis(500), 5, Duration.ofSeconds(2), Duration.ofMinutes(2));

    static final String REPORTER = "US";

    private static final int MONTHS_AT_A_TIME = 12;
    private static final int MONTHS_REVISED = 36;
    private static final ReleaseRhythm RHYTHM = new ReleaseRhythm(33, 45, Duration.ofHours(1), Duration.ofDays(1));

    private final CensusQuery query;
    private final ScheduleC countries;
    private final WebService web;
    private final Clock clock;

    /**
     * @param catalogue knows countries by their Schedule C codes
     * @param web asked with {@link #MANNERS}, and with the query's key as its secret; not closed here
     * @param clock tells until which month to ask
     */
    public CensusSource(CensusQuery query, Catalogue catalogue, WebService web, Clock clock) {
        this.query = query;
        this.countries = new ScheduleC(catalogue);
        this.web = web;
        this.clock = clock;
    }

    @Override
    public String id() {
        return "census:" + query.dataset();
    }

    @Override
    public String dataset() {
        return query.dataset();
    }

    @Override
    public String reporter() {
        return REPORTER;
    }

    /**
     * {@inheritDoc}
     *
     * <p>A month's vintage is the newest day on which one of its chapters was changed; if the interface tells none, the
     * day of asking.
     */
    @Override
    public SortedMap<String, Release> releases() throws IOException, InterruptedException {
        LocalDate today = LocalDate.now(clock);
        YearMonth newest = YearMonth.from(today);
        if (query.first().isAfter(newest)) {
            return new TreeMap<>();
        }
        return web.get(
                CensusRequest.releases(query, new MonthRange(query.first(), newest))
                        .request(),
                new CensusReader<>(query.secret(), table -> CensusReleases.read(table, query, today)));
    }

    /**
     * {@inheritDoc}
     *
     * <p>New months alone, or, as soon as one month has changed, the last 36 months as well: a revision may move trade
     * between commodities or countries without a trace in the totals of the chapters.
     */
    @Override
    public List<List<String>> due(SortedMap<String, Release> published, SortedMap<String, Release> read) {
        SortedSet<String> due = new TreeSet<>();
        boolean revised = false;
        for (String month : published.keySet()) {
            // The mark alone: a vintage may be no more than the day of asking.
            boolean isNew = !read.containsKey(month);
            if (isNew || !published.get(month).mark().equals(read.get(month).mark())) {
                due.add(month);
                revised |= !isNew;
            }
        }
        if (revised) {
            List<String> months = new ArrayList<>(published.keySet());
            due.addAll(months.subList(Math.max(0, months.size() - MONTHS_REVISED), months.size()));
        }
        return MonthRange.groups(due, MONTHS_AT_A_TIME);
    }

    @Override
    public Figures read(List<String> periods) {
        return new CensusFigures(query, countries, web, MonthRange.of(periods));
    }

    @Override
    public Instant nextPoll(Instant now, Optional<String> newest) {
        return RHYTHM.nextPoll(now, newest);
    }
}
