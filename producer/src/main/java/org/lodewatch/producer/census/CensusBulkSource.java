package org.lodewatch.producer.census;

import java.io.EOFException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.zip.ZipException;
import org.lodewatch.producer.feed.DatasetDeclaration;
import org.lodewatch.producer.feed.FeedItem.Line;
import org.lodewatch.producer.feed.ImportField;
import org.lodewatch.producer.feed.RecordSet;
import org.lodewatch.producer.feed.SourceLine;
import org.lodewatch.producer.poll.OriginCodes;
import org.lodewatch.producer.poll.OriginCodes.Origin;
import org.lodewatch.producer.poll.Release;
import org.lodewatch.producer.poll.ReleaseSchedule;
import org.lodewatch.producer.poll.StatisticsSource;
import org.lodewatch.producer.poll.TariffScopes;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.values.RejectionReason;
import org.lodewatch.schemas.values.ReleaseDelay;

/**
 * The US Census Bureau's monthly files: the same figures as its API has, without a key. A month is read again when
 * its file has changed.
 *
 * <p>A line is the sum of a commodity and country over districts and rate provisions. Its weight is the sum of their
 * quantities, as the Census Bureau adds them up: a district that reports none adds nothing, and a sum of none at all is
 * an unknown weight.
 */
public final class CensusBulkSource implements StatisticsSource {

    private static final ReleaseSchedule SCHEDULE =
            new ReleaseSchedule(ReleaseDelay.US_CENSUS, Duration.ofHours(2), Duration.ofDays(1));

    private static final int CODE_DIGITS = 10;

    private final BulkQuery query;
    private final Catalogue catalogue;
    private final BulkFiles files;
    private final OriginCodes countries;
    private final Consumer<String> rates;

    /**
     * What to read from the monthly files.
     *
     * @param dataset the name to publish under; see {@link #datasetOf}
     * @param first the first month to read
     * @param scopes the parts of the tariff to read, of 2 to 4 digits, in order, none beginning with another
     */
    public record BulkQuery(Basis basis, String dataset, YearMonth first, List<String> scopes) {

        public BulkQuery {
            scopes = List.copyOf(scopes);
        }

        /** The name of the dataset of a basis: {@code us-census-bulk}, {@code us-census-bulk-consumption}. */
        public static String datasetOf(Basis basis) {
            return "us-census-bulk" + (basis == Basis.CONSUMPTION ? "-consumption" : "");
        }
    }

    /**
     * @param catalogue maps Schedule C codes to countries
     * @param rates receives one line after each file: how fast it was read
     */
    public CensusBulkSource(BulkQuery query, BulkFiles files, Catalogue catalogue, Consumer<String> rates) {
        this.query = query;
        this.catalogue = catalogue;
        this.files = files;
        this.countries = CensusSource.countries(catalogue);
        this.rates = rates;
    }

    @Override
    public String id() {
        return "census-bulk:" + query.dataset() + files.place();
    }

    @Override
    public String dataset() {
        return query.dataset();
    }

    @Override
    public DatasetDeclaration declaration() {
        return query.basis()
                .declaration(CODE_DIGITS)
                .withCodes(TariffScopes.codes(catalogue, query.scopes(), CODE_DIGITS));
    }

    @Override
    public String reporter() {
        return CensusSource.REPORTER;
    }

    @Override
    public SortedMap<String, Release> releases() throws IOException, InterruptedException {
        return files.releases(query.first());
    }

    @Override
    public List<List<String>> due(SortedMap<String, Release> published, SortedMap<String, Release> read) {
        return published.keySet().stream()
                .filter(month -> !published.get(month).equals(read.get(month)))
                .map(List::of)
                .toList();
    }

    @Override
    public Figures read(List<String> periods) throws IOException, InterruptedException {
        Queue<Part> parts = new ArrayDeque<>();
        for (String period : periods) {
            parts.addAll(month(YearMonth.parse(period)));
        }
        return () -> Optional.ofNullable(parts.poll());
    }

    private List<Part> month(YearMonth month) throws IOException, InterruptedException {
        String name = BulkFiles.name(month);
        return files.read(month, in -> {
            try {
                ImdbFile file = ImdbFile.read(in, month, query.basis(), query.scopes());
                rates.accept(name + ": " + file.rate());
                return parts(file, month);
            } catch (ImdbFile.FormatException e) {
                return List.of(fault(month, e.reason(), name + ": " + e.getMessage(), e.line()));
            } catch (ZipException | EOFException e) {
                // A download that breaks off is another IOException. Here the file itself ends too early.
                return List.of(fault(
                        month,
                        RejectionReason.DAMAGED_ZIP_FILE,
                        "%s: the zip file is cut off or damaged (%s)".formatted(name, e.getMessage()),
                        0));
            }
        });
    }

    private static Part fault(YearMonth month, RejectionReason reason, String message, long line) {
        return new Part.Fault(List.of(month.toString()), reason, message, new SourceLine(BulkFiles.name(month), line));
    }

    /** The lines of every scope, also of those that have none. */
    private List<Part> parts(ImdbFile file, YearMonth month) {
        record LineKey(String commodity, Origin origin) {}
        record Total(long dollars, NetWeight weight) {
            Total plus(Total other) {
                return new Total(Math.addExact(dollars, other.dollars), weight.plus(other.weight));
            }
        }
        Map<LineKey, Total> totals = new LinkedHashMap<>();
        for (ImdbDetail.Sum sum : file.sums()) {
            if (sum.dollars() != 0) {
                LineKey key = new LineKey(
                        "%010d".formatted(sum.commodity()), countries.origin("%04d".formatted(sum.country())));
                totals.merge(key, new Total(sum.dollars(), file.weight(sum)), Total::plus);
            }
        }
        SourceLine source = new SourceLine(BulkFiles.name(month), 0); // a sum of many lines is on none of them
        SortedMap<String, List<Line>> scopes = new TreeMap<>();
        query.scopes().forEach(scope -> scopes.put(scope, new ArrayList<>()));
        totals.forEach((key, total) -> scopes.get(scope(key.commodity()))
                .add(new Line(
                        key.origin()
                                .fields()
                                .with(ImportField.COMMODITY_CODE, key.commodity())
                                .with(ImportField.CUSTOMS_VALUE_USD, Long.toString(total.dollars()))
                                .with(ImportField.NET_WEIGHT_KG, total.weight().text()),
                        source)));
        List<Part> parts = new ArrayList<>();
        scopes.forEach((scope, lines) -> parts.add(new Part.Lines(set(month, scope), lines)));
        return parts;
    }

    private String scope(String commodity) {
        return query.scopes().stream().filter(commodity::startsWith).findFirst().orElseThrow();
    }

    private RecordSet set(YearMonth month, String scope) {
        String basis = "US Census monthly files, %s, 10 digits".formatted(query.basis());
        return new RecordSet(query.dataset(), CensusSource.REPORTER, month.toString(), scope, basis);
    }

    @Override
    public Instant nextPoll(Instant now, Optional<String> newest) {
        return SCHEDULE.nextPoll(now, newest);
    }
}
