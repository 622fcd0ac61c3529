package org.lodewatch.producer.census;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.lodewatch.clients.http.OrderedResponses;
import org.lodewatch.clients.http.ResponseReader;
import org.lodewatch.clients.http.WebService;
import org.lodewatch.clients.http.WebService.RequestLimits;
import org.lodewatch.producer.feed.DatasetDeclaration;
import org.lodewatch.producer.poll.OriginCodes;
import org.lodewatch.producer.poll.Release;
import org.lodewatch.producer.poll.ReleaseSchedule;
import org.lodewatch.producer.poll.StatisticsSource;
import org.lodewatch.producer.poll.TariffScopes;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.catalogue.CountryCodes;
import org.lodewatch.schemas.catalogue.CountryLookup;
import org.lodewatch.schemas.values.ReleaseDelay;

/**
 * The US Census Bureau's International Trade API: monthly imports of the United States by commodity and country,
 * in whole US dollars. One small request for the totals of the chapters shows what has changed. In June of each year,
 * with the figures of April, the three years before are revised.
 */
public final class CensusSource implements StatisticsSource {

    /** The limits that the API works well with: a large response takes it up to half a minute. */
    public static final RequestLimits LIMITS =
            new RequestLimits(3, Duration.ofMillis(500), 5, Duration.ofSeconds(2), Duration.ofMinutes(2));

    static final String REPORTER = "US";

    private static final int MONTHS_A_REQUEST = 12;
    private static final int MONTHS_REVISED = 36;
    private static final ReleaseSchedule SCHEDULE =
            new ReleaseSchedule(ReleaseDelay.US_CENSUS, Duration.ofHours(1), Duration.ofDays(1));

    private final CensusQuery query;
    private final Catalogue catalogue;
    private final CensusApi api;
    private final OriginCodes countries;
    private final WebService web;
    private final Clock clock;

    /**
     * @param catalogue maps Schedule C codes to countries
     * @param web made with {@link #LIMITS} and with the query's key as its secret; not closed here
     * @param clock its month is the last that is requested
     */
    public CensusSource(CensusQuery query, Catalogue catalogue, WebService web, Clock clock) {
        this.query = query;
        this.catalogue = catalogue;
        this.api = new CensusApi(query);
        this.countries = countries(catalogue);
        this.web = web;
        this.clock = clock;
    }

    /** Countries as the Census Bureau codes them: Schedule C, four digits. */
    static OriginCodes countries(Catalogue catalogue) {
        return new OriginCodes("Schedule C country", CountryLookup.of(catalogue), CountryCodes.SCHEDULE_C);
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
    public DatasetDeclaration declaration() {
        return query.basis()
                .declaration(query.digits())
                .withCodes(TariffScopes.codes(catalogue, query.scopes(), query.digits()));
    }

    @Override
    public String reporter() {
        return REPORTER;
    }

    /**
     * {@inheritDoc}
     *
     * <p>A month's vintage is the newest day on which one of its chapters was changed; if the API names none, the
     * day of the request.
     */
    @Override
    public SortedMap<String, Release> releases() throws IOException, InterruptedException {
        LocalDate today = LocalDate.now(clock);
        YearMonth newest = YearMonth.from(today);
        if (query.first().isAfter(newest)) {
            return new TreeMap<>();
        }
        return web.get(
                api.request(api.releases(new MonthRange(query.first(), newest))),
                api.reader(table -> CensusReleases.read(table, query, today)));
    }

    /**
     * {@inheritDoc}
     *
     * <p>New months alone, or, as soon as one month has changed, the last 36 months as well: a revision may move trade
     * between commodities or countries without a trace in the totals of the chapters.
     */
    @Override
    public List<List<String>> due(SortedMap<String, Release> published, SortedMap<String, Release> read) {
        // By the mark alone: a vintage may be no more than the day of the request.
        SortedSet<String> due = new TreeSet<>(Release.changed(published, read));
        if (due.stream().anyMatch(read::containsKey)) {
            List<String> months = new ArrayList<>(published.keySet());
            due.addAll(months.subList(Math.max(0, months.size() - MONTHS_REVISED), months.size()));
        }
        return MonthRange.groups(due, MONTHS_A_REQUEST);
    }

    @Override
    public Figures read(List<String> periods) {
        return new GroupFigures(MonthRange.of(periods));
    }

    @Override
    public Instant nextPoll(Instant now, Optional<String> newest) {
        return SCHEDULE.nextPoll(now, newest);
    }

    /** The figures of a group of months, scope by scope, with some requests ahead. */
    private final class GroupFigures implements Figures {

        private final MonthRange group;
        private final Iterator<String> scopes = query.scopes().iterator();
        private final OrderedResponses<Optional<List<CensusRow>>> responses;
        private final Queue<Part> parts = new ArrayDeque<>();

        GroupFigures(MonthRange group) {
            this.group = group;
            ResponseReader<List<CensusRow>> reader = api.reader(table -> CensusRow.lines(table, query));
            this.responses = web.getAll(
                    query.scopes().stream()
                            .map(scope -> api.request(api.lines(scope, group)))
                            .iterator(),
                    // A failed response would end them all. ScopeFigures requests a failed scope again, with retries.
                    response -> response.status() == CensusApi.SERVER_ERROR
                            ? Optional.empty()
                            : Optional.of(reader.read(response)));
        }

        @Override
        public Optional<Part> next() throws IOException, InterruptedException {
            while (parts.isEmpty() && scopes.hasNext()) {
                String scope = scopes.next();
                Optional<List<CensusRow>> rows =
                        responses.next().orElseThrow(() -> new IOException("no answer about " + scope + " " + group));
                parts.addAll(new ScopeFigures(query, countries, web, scope, group).parts(rows));
            }
            return Optional.ofNullable(parts.poll());
        }

        @Override
        public void close() {
            responses.close();
        }
    }
}
