package org.lodewatch.producer.comtrade;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
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
import org.lodewatch.producer.poll.TariffScopes;
import org.lodewatch.schemas.catalogue.Catalogue;

/** A source that reads a stub without pauses, with two attempts, and its parts in a form that tests can compare. */
final class ComtradeFixture implements AutoCloseable {

    static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

    private final WebService service;
    private final ComtradeOptions options;
    private final ComtradeApi api;
    private final ComtradeSource source;

    private ComtradeFixture(ComtradeOptions options, Path folder) {
        Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
        this.options = options;
        this.service = new WebService(
                ComtradeSource.SERVICE,
                new RequestLimits(1, Duration.ZERO, 2, Duration.ofMillis(1), Duration.ofSeconds(10)),
                new DailyQuota(ComtradeSource.SERVICE, 100_000, folder.resolve("quota"), clock),
                options.key());
        this.source = new ComtradeSource(options, Catalogue.bundled(), service, clock);
        this.api = new ComtradeApi(options, 842, service, clock);
    }

    static ComtradeFixture withKey(ComtradeStub stub, Path folder, String... scopes) {
        return new ComtradeFixture(monthly(stub, Optional.of(Secret.of(ComtradeStub.KEY)), scopes), folder);
    }

    static ComtradeFixture preview(ComtradeStub stub, Path folder, String... scopes) {
        return new ComtradeFixture(monthly(stub, Optional.empty(), scopes), folder);
    }

    static ComtradeFixture of(ComtradeOptions options, Path folder) {
        return new ComtradeFixture(options, folder);
    }

    /** Without scopes: all of the bundled catalogue. */
    private static ComtradeOptions monthly(ComtradeStub stub, Optional<Secret> key, String... scopes) {
        return new ComtradeOptions(
                stub.base(),
                Frequency.MONTHLY,
                "US",
                "un-comtrade",
                "2025-01",
                key,
                scopes.length == 0 ? TariffScopes.of(Catalogue.bundled()) : List.of(scopes));
    }

    ComtradeSource source() {
        return source;
    }

    ComtradeApi api() {
        return api;
    }

    ComtradeOptions options() {
        return options;
    }

    List<Part> read(String... periods) throws IOException, InterruptedException {
        try (Figures figures = source.read(List.of(periods))) {
            List<Part> parts = new ArrayList<>();
            for (Optional<Part> next = figures.next(); next.isPresent(); next = figures.next()) {
                parts.add(next.get());
            }
            return parts;
        }
    }

    /** Every line: period, scope, code, origin, dollars and, where there is one, the weight. */
    List<String> lines(String... periods) throws IOException, InterruptedException {
        List<String> lines = new ArrayList<>();
        for (Part part : read(periods)) {
            if (part instanceof Part.Lines some) {
                some.lines().forEach(line -> lines.add(shown(some, line)));
            }
        }
        return lines;
    }

    /** Every fault: reason and message. */
    List<String> faults(String... periods) throws IOException, InterruptedException {
        List<String> faults = new ArrayList<>();
        for (Part part : read(periods)) {
            if (part instanceof Part.Fault fault) {
                faults.add(fault.reason() + ": " + fault.message());
            }
        }
        return faults;
    }

    private static String shown(Part.Lines part, Line line) {
        String fields = String.join(
                " ",
                part.set().period(),
                part.set().scope(),
                line.fields().get(ImportField.COMMODITY_CODE),
                line.fields().get(ImportField.ORIGIN),
                "$" + line.fields().get(ImportField.CUSTOMS_VALUE_USD));
        return line.fields().lacks(ImportField.NET_WEIGHT_KG)
                ? fields
                : fields + " " + line.fields().get(ImportField.NET_WEIGHT_KG) + " kg";
    }

    @Override
    public void close() {
        service.close();
    }
}
