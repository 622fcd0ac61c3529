package org.lodewatch.cli.commands;

import io.micrometer.core.instrument.binder.MeterBinder;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.lodewatch.cli.imports.PollingImport;
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
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "census-bulk",
        description = "From the monthly files of the US Census Bureau, which need no key: up to 170 MB a month, read as"
                + " streams. Exit code 3 if some files could not be used.")
final class CensusBulkCommand implements Callable<Integer> {

    @ParentCommand
    private ProduceCommand produce;

    @Mixin
    private ConnectionOptions connection;

    @Mixin
    private CatalogueOption catalogue;

    @Mixin
    private PollingOptions office;

    @Option(
            names = "--basis",
            defaultValue = "general",
            description = "What counts as an import: general (what arrives) or consumption (what enters commerce)."
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
        Catalogue known = catalogue.load();
        if (folder.isPresent()) {
            return publish(new BulkFolder(folder.get()), nothing -> {}, known);
        }
        try (WebService web = new WebService(
                "US Census site",
                BulkSite.MANNERS,
                office.quota("US Census site", "census-bulk.requests"),
                Optional.empty())) {
            return publish(new BulkSite(url, web, Clock.systemUTC()), web, known);
        }
    }

    private int publish(BulkFiles files, MeterBinder service, Catalogue known) {
        BulkQuery query = new BulkQuery(
                basis, office.dataset(BulkQuery.datasetOf(basis)), office.first(), TariffScopes.of(known));
        return produce.publish(
                new PollingImport(
                        rates -> new CensusBulkSource(query, files, known, rates), office.following(), office.again()),
                service,
                office,
                connection,
                known);
    }
}
