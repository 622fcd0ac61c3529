package org.lodewatch.producer.comtrade;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import org.lodewatch.clients.http.WebService;
import org.lodewatch.clients.http.WebService.RequestLimits;
import org.lodewatch.producer.feed.DatasetDeclaration;
import org.lodewatch.producer.poll.OriginCodes;
import org.lodewatch.producer.poll.Release;
import org.lodewatch.producer.poll.StatisticsSource;
import org.lodewatch.producer.poll.TariffScopes;
import org.lodewatch.schemas.OperatorException;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.catalogue.Classification;
import org.lodewatch.schemas.catalogue.Country;
import org.lodewatch.schemas.catalogue.CountryCodes;
import org.lodewatch.schemas.catalogue.CountryLookup;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * UN Comtrade: the imports of one reporter by six-digit code, by month or by year. Not thread-safe.
 *
 * <p>Values are in US dollars at the border, with insurance and freight (CIF). Whole headings are read: every six-digit
 * code under them in Comtrade's list of the Harmonized System, and those of the catalogue in case the list lags behind.
 * The API cannot select codes by heading, and its selection of all codes (AG6) has thousands that are not needed.
 */
public final class ComtradeSource implements StatisticsSource {

    /** The name for messages. */
    public static final String SERVICE = "UN Comtrade";

    /** One request at a time, and 10 a minute: more are refused. */
    public static final RequestLimits LIMITS =
            new RequestLimits(1, Duration.ofSeconds(6), 5, Duration.ofSeconds(5), Duration.ofMinutes(2));

    /** The limit of a free key, used for the preview too. */
    public static final int REQUESTS_A_DAY = 500;

    private static final Logger LOG = LoggerFactory.getLogger(ComtradeSource.class);

    private static final Duration BETWEEN_POLLS = Duration.ofDays(1);
    private static final int CODE_DIGITS = 6;

    private final ComtradeOptions options;
    private final Catalogue catalogue;
    private final ComtradeApi api;
    private final OriginCodes partners;
    private Optional<Set<String>> codes = Optional.empty();

    /**
     * @param service with the options' key as its secret; not closed here
     * @throws OperatorException if Comtrade has no code for the reporter
     */
    public ComtradeSource(ComtradeOptions options, Catalogue catalogue, WebService service, Clock clock) {
        this.options = options;
        this.catalogue = catalogue;
        this.api = new ComtradeApi(options, reporterCode(options.reporter(), catalogue), service, clock);
        this.partners = new OriginCodes("UN Comtrade's partner", CountryLookup.of(catalogue), CountryCodes.COMTRADE);
    }

    /** Such as {@code comtrade:un-comtrade:US}: each reporter of a dataset has a feed of its own. */
    @Override
    public String id() {
        return "comtrade:" + options.dataset() + ":" + options.reporter();
    }

    @Override
    public String dataset() {
        return options.dataset();
    }

    /** Which imports are counted (general, special) differs by reporter. Comtrade converts values to US dollars. */
    @Override
    public DatasetDeclaration declaration() {
        return new DatasetDeclaration(
                        Optional.empty(), Optional.of("cif"), Optional.of("USD"), OptionalInt.of(CODE_DIGITS))
                .withCodes(TariffScopes.codes(catalogue, options.scopes(), CODE_DIGITS));
    }

    @Override
    public String reporter() {
        return options.reporter();
    }

    @Override
    public SortedMap<String, Release> releases() throws IOException, InterruptedException {
        codes = Optional.empty();
        SortedMap<String, Release> releases = api.releases();
        if (releases.isEmpty()) {
            LOG.warn(
                    "{} lists no {} figures of {}", SERVICE, options.frequency().adjective(), options.reporter());
        }
        return releases.tailMap(options.first());
    }

    /** What is new or has another mark, oldest first; as many periods at a time as one request may have. */
    @Override
    public List<List<String>> due(SortedMap<String, Release> published, SortedMap<String, Release> read) {
        List<String> due = Release.changed(published, read);
        List<List<String>> groups = new ArrayList<>();
        for (int from = 0; from < due.size(); from += api.periodsARequest()) {
            groups.add(due.subList(from, Math.min(due.size(), from + api.periodsARequest())));
        }
        return groups;
    }

    @Override
    public Figures read(List<String> periods) throws IOException, InterruptedException {
        if (codes.isEmpty()) {
            // Once for each poll that finds something to read: the list is large and seldom changes.
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

    /** A day later: data may be released on any day, and a poll costs one request. */
    @Override
    public Instant nextPoll(Instant now, Optional<String> newest) {
        return now.plus(BETWEEN_POLLS);
    }

    /** Comtrade's code of a reporter. */
    private static int reporterCode(String iso2, Catalogue catalogue) {
        Country country = catalogue
                .country(iso2)
                .filter(known -> !known.iso2().equals(Country.UNKNOWN))
                .orElseThrow(() -> new OperatorException("UN Comtrade, reporter: " + iso2
                        + " is not a country of the catalogue; expected an ISO 3166-1 alpha-2 code such as US"));
        if (!country.comtrade().isEmpty()) {
            return country.comtrade().get(0);
        }
        return country.m49()
                .orElseThrow(() -> new OperatorException(
                        "UN Comtrade, reporter: the catalogue has no code of UN Comtrade's for " + country.name()));
    }
}
