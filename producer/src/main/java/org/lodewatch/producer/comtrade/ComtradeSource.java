package org.lodewatch.producer.comtrade;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import org.lodewatch.clients.http.WebService;
import org.lodewatch.clients.http.WebService.Manners;
import org.lodewatch.producer.poll.Release;
import org.lodewatch.producer.poll.StatisticsSource;
import org.lodewatch.schemas.OperatorException;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.catalogue.Classification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * UN Comtrade: the imports of one reporter, six digits deep, by month or by year.
 *
 * <p>Values are those at the border with insurance and freight (CIF), in US dollars. Whole headings are read: every
 * six-digit code that Comtrade's list of the Harmonized System has under them, and those of the catalogue in case the
 * list lags behind. There is no way to ask for a heading's codes by the heading; a list of all codes (AG6) is one of
 * thousands, most of which nobody wants here. Used by one thread at a time.
 */
public final class ComtradeSource implements StatisticsSource {

    /** As messages name it. */
    public static final String SERVICE = "UN Comtrade";

    /** One request at a time, and 10 a minute: more are refused. */
    public static final Manners MANNERS =
            new Manners(1, Duration.ofSeconds(6), 5, Duration.ofSeconds(5), Duration.ofMinutes(2));

    /** What a free key is good for; the preview is asked no more. */
    public static final int REQUESTS_A_DAY = 500;

    private static final Logger LOG = LoggerFactory.getLogger(ComtradeSource.class);

    private static final Duration BETWEEN_POLLS = Duration.ofDays(1);
    private static final int CODE_DIGITS = 6;

    private final ComtradeOptions options;
    private final Catalogue catalogue;
    private final ComtradeApi api;
    private final Partners partners;
    private Optional<Set<String>> codes = Optional.empty();

    /**
     * @param service with the options' key as its secret; the caller closes it
     * @throws OperatorException if Comtrade has no code for the reporter
     */
    public ComtradeSource(ComtradeOptions options, Catalogue catalogue, WebService service, Clock clock) {
        this.options = options;
        this.catalogue = catalogue;
        this.api = new ComtradeApi(options, Partners.code(options.reporter(), catalogue), service, clock);
        this.partners = new Partners(catalogue);
    }

    /** Such as {@code comtrade:un-comtrade:US}: the datasets of two reporters are read by themselves. */
    @Override
    public String id() {
        return "comtrade:" + options.dataset() + ":" + options.reporter();
    }

    @Override
    public String dataset() {
        return options.dataset();
    }

    @Override
    public String reporter() {
        return options.reporter();
    }

    @Override
    public SortedMap<String, Release> releases() throws IOException, InterruptedException {
        codes = Optional.empty();
        SortedMap<String, Release> releases = api.availability();
        if (releases.isEmpty()) {
            LOG.warn(
                    "{} lists no {} figures of {}", SERVICE, options.frequency().adjective(), options.reporter());
        }
        return releases.tailMap(options.first());
    }

    /** What is new or has another mark, oldest first; in the preview a period at a time, which is all that it allows. */
    @Override
    public List<List<String>> due(SortedMap<String, Release> published, SortedMap<String, Release> read) {
        List<String> due = published.keySet().stream()
                .filter(period -> !read.containsKey(period)
                        || !read.get(period).mark().equals(published.get(period).mark()))
                .toList();
        List<List<String>> groups = new ArrayList<>();
        for (int from = 0; from < due.size(); from += api.periodsAtATime()) {
            groups.add(due.subList(from, Math.min(due.size(), from + api.periodsAtATime())));
        }
        return groups;
    }

    @Override
    public Figures read(List<String> periods) throws IOException, InterruptedException {
        if (codes.isEmpty()) {
            // Once a poll that finds something to read: the list is large, and seldom changes.
            codes = Optional.of(sixDigitCodes());
        }
        return new ComtradeFigures(options, api, partners, periods, codes.get());
    }

    private Set<String> sixDigitCodes() throws IOException, InterruptedException {
        Set<String> known = new TreeSet<>(api.sixDigitCodes());
        for (Classification commodity : catalogue.commodities()) {
            if (commodity.prefix().length() >= CODE_DIGITS) {
                known.add(commodity.prefix().substring(0, CODE_DIGITS));
            }
        }
        return known;
    }

    /** Tomorrow: datasets come out on any day, and to ask for them costs one request. */
    @Override
    public Instant nextPoll(Instant now, Optional<String> newest) {
        return now.plus(BETWEEN_POLLS);
    }
}
