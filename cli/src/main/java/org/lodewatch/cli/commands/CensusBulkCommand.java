package org.lodewatch.cli.commands;

import io.micrometer.core.instrument.binder.MeterBinder;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.lodewatch.clients.http.WebService;
import org.lodewatch.producer.census.Basis;
import org.lodewatch.producer.census.BulkFiles;
import org.lodewatch.producer.census.BulkFolder;
import org.lodewatch.producer.census.BulkSite;
import org.lodewatch.producer.census.CensusBulkSource;
import org.lodewatch.producer.census.CensusBulkSource.BulkQuery;
import org.lodewatch.producer.poll.TariffScopes;
import org.lodewatch.schemas.catalogue.Catalogue;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "census-bulk",
        description = "From the monthly files of the US Census Bureau, which need no key: up to 170 MB a month, read as"
                + " streams. Exit code 3 if some files could not be used.")
final class CensusBulkCommand extends PollingCommand {

    private static final String SERVICE = "US Census site";

    @Option(
            names = "--basis",
            defaultValue = "general",
            description =
                    "What counts as an import: general (all that arrive) or consumption (those that enter commerce)."
                            + " Default: ${DEFAULT-VALUE}.")
    private Basis basis;

    @Option(
            names = "--folder",
            paramLabel = "DIR",
            description = "A folder that holds the files, IMDB2601.ZIP and so on (default: the Bureau's site).")
    private Optional<Path> folder = Optional.empty();

    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "Another address of the site (default: ${DEFAULT-VALUE}).")
    private URI url = BulkSite.BASE;

    @Override
    public Integer call() {
        Catalogue catalogue = catalogue();
        if (folder.isPresent()) {
            return publish(catalogue, registry -> {}, new BulkFolder(folder.get()));
        }
        try (WebService web =
                new WebService(SERVICE, BulkSite.LIMITS, quota(SERVICE, "census-bulk.requests"), Optional.empty())) {
            return publish(catalogue, web, new BulkSite(url, web, Clock.systemUTC()));
        }
    }

    private int publish(Catalogue catalogue, MeterBinder service, BulkFiles files) {
        BulkQuery query =
                new BulkQuery(basis, dataset(BulkQuery.datasetOf(basis)), first(), TariffScopes.of(catalogue));
        return publish(catalogue, service, lines -> new CensusBulkSource(query, files, catalogue, lines));
    }
}
