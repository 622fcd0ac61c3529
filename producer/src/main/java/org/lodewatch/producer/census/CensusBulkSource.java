package org.lodewatch.producer.census;

import java.io.EOFException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.SortedMap;
import java.util.function.Consumer;
import java.util.zip.ZipException;
import org.lodewatch.producer.feed.SourceLine;
import org.lodewatch.producer.poll.Release;
import org.lodewatch.producer.poll.ReleaseRhythm;
import org.lodewatch.producer.poll.StatisticsSource;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.values.RejectionReason;

/**
 * The US Census Bureau's monthly files: the same figures as its interface has, without a key. A month is read again when
 * its file has changed.
 */
public final class CensusBulkSource implements StatisticsSource {

    private static final ReleaseRhythm RHYTHM = new ReleaseRhythm(33, 45, Duration.ofHours(2), Duration.ofDays(1));

    private final BulkQuery query;
    private final BulkFiles files;
    private final ScheduleC countries;
    private final Consumer<String> rates;

    /**
     * @param catalogue knows countries by their Schedule C codes
     * @param rates hears after each file how fast it was read, one line
     */
    public CensusBulkSource(BulkQuery query, BulkFiles files, Catalogue catalogue, Consumer<String> rates) {
        this.query = query;
        this.files = files;
        this.countries = new ScheduleC(catalogue);
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
                return new ArrayList<>(new BulkLines(query, month, name, countries).of(file));
            } catch (ImdbFormatException e) {
                return List.of(fault(month, e.reason(), name + ": " + e.getMessage(), e.line()));
            } catch (ZipException | EOFException e) {
                // Not a download that broke off, which is another IOException: these are all the bytes there are.
                return List.of(fault(
                        month,
                        RejectionReason.DAMAGED_ZIP_FILE,
                        "%s: the zip file is cut off or damaged (%s)".formatted(name, e.getMessage()),
                        0));
            }
        });
    }

    private Part.Fault fault(YearMonth month, RejectionReason reason, String message, long line) {
        return new Part.Fault(
                List.of(month.toString()), reason, message, new SourceLine(BulkFiles.name(month), line, new byte[0]));
    }

    @Override
    public Instant nextPoll(Instant now, Optional<String> newest) {
        return RHYTHM.nextPoll(now, newest);
    }
}
