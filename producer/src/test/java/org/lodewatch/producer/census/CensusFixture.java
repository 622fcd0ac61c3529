package org.lodewatch.producer.census;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lodewatch.clients.http.DailyQuota;
import org.lodewatch.clients.http.Secret;
import org.lodewatch.clients.http.WebService;
import org.lodewatch.clients.http.WebService.RequestLimits;
import org.lodewatch.producer.feed.FeedItem.Line;
import org.lodewatch.producer.feed.ImportField;
import org.lodewatch.producer.poll.StatisticsSource.Figures;
import org.lodewatch.producer.poll.StatisticsSource.Part;
import org.lodewatch.schemas.catalogue.Catalogue;

/** A source that reads a stub, in July 2026, from January 2025 on. */
final class CensusFixture implements AutoCloseable {

    static final int ATTEMPTS = 3;

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-07-10T12:00:00Z"), ZoneOffset.UTC);
    private static final RequestLimits QUICK =
            new RequestLimits(3, Duration.ZERO, ATTEMPTS, Duration.ofMillis(5), Duration.ofSeconds(10));

    final CensusStub stub = CensusStub.started();

    private final List<WebService> services = new ArrayList<>();
    private final Path folder;

    CensusFixture(Path folder) {
        this.folder = folder;
    }

    /** Reads headings by codes of ten digits. */
    CensusSource source(String... scopes) {
        return source(Basis.GENERAL, 10, scopes);
    }

    CensusSource source(Basis basis, int digits, String... scopes) {
        return source(basis, digits, stub.base(), CensusStub.KEY, scopes);
    }

    CensusSource source(Basis basis, int digits, URI base, String key, String... scopes) {
        Optional<Secret> secret = Optional.of(Secret.of(key));
        WebService web = new WebService(
                "US Census API",
                QUICK,
                new DailyQuota("US Census API", 1_000, folder.resolve("requests"), CLOCK),
                secret);
        services.add(web);
        CensusQuery query = new CensusQuery(
                base,
                basis,
                digits,
                CensusQuery.datasetOf(basis, digits),
                YearMonth.of(2025, 1),
                secret,
                List.of(scopes));
        return new CensusSource(query, Catalogue.bundled(), web, CLOCK);
    }

    static List<Part> read(CensusSource source, String... months) throws IOException, InterruptedException {
        List<Part> parts = new ArrayList<>();
        try (Figures figures = source.read(List.of(months))) {
            for (Optional<Part> part = figures.next(); part.isPresent(); part = figures.next()) {
                parts.add(part.get());
            }
        }
        return parts;
    }

    /** Parts as texts: the record set's key and its lines, or the reason of a fault and its months. */
    static List<String> shown(List<Part> parts) {
        return parts.stream().map(CensusFixture::shown).toList();
    }

    private static String shown(Part part) {
        if (part instanceof Part.Fault fault) {
            return fault.reason() + " " + fault.periods();
        }
        Part.Lines lines = (Part.Lines) part;
        return lines.set().key() + " "
                + lines.lines().stream().map(CensusFixture::shown).toList();
    }

    private static String shown(Line line) {
        String weight = line.fields().get(ImportField.NET_WEIGHT_KG);
        return "%s %s $%s%s"
                .formatted(
                        line.fields().get(ImportField.COMMODITY_CODE),
                        line.fields().get(ImportField.ORIGIN),
                        line.fields().get(ImportField.CUSTOMS_VALUE_USD),
                        weight.isEmpty() ? "" : " " + weight + " kg");
    }

    /** The requests to the stub so far, one text each. */
    List<String> requests() {
        return stub.requests().stream().map(CensusStubQuery::toString).toList();
    }

    @Override
    public void close() {
        services.forEach(WebService::close);
        stub.close();
    }
}
