package org.lodewatch.cli.commands;

import java.net.URI;
import java.time.Clock;
import java.util.Optional;
import org.lodewatch.clients.http.Secret;
import org.lodewatch.clients.http.WebService;
import org.lodewatch.producer.census.Basis;
import org.lodewatch.producer.census.CensusQuery;
import org.lodewatch.producer.census.CensusSource;
import org.lodewatch.producer.poll.TariffScopes;
import org.lodewatch.schemas.catalogue.Catalogue;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "census",
        description = "From the International Trade API of the US Census Bureau: monthly imports of the United States."
                + " Needs a free key, in " + CensusQuery.KEY_VARIABLE + " or --key-file. Exit code 3 if some figures"
                + " could not be used.")
final class CensusCommand extends PollingCommand {

    private static final String SERVICE = "US Census API";

    @Mixin
    private KeyOption key;

    @Option(
            names = "--basis",
            defaultValue = "general",
            description =
                    "What counts as an import: general (all that arrive) or consumption (those that enter commerce)."
                            + " Default: ${DEFAULT-VALUE}.")
    private Basis basis;

    @Option(
            names = "--digits",
            defaultValue = "10",
            description = "Of the commodity codes: 10, with net weights, or 6, without (default: ${DEFAULT-VALUE}).")
    private int digits;

    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "Another address of the API (default: ${DEFAULT-VALUE}).")
    private URI url = CensusQuery.BASE;

    @Override
    public Integer call() {
        Catalogue catalogue = catalogue();
        Optional<Secret> secret = key.secret(CensusQuery.KEY_VARIABLE);
        CensusQuery query = new CensusQuery(
                url,
                basis,
                digits,
                dataset(CensusQuery.datasetOf(basis, digits)),
                first(),
                secret,
                TariffScopes.of(catalogue));
        try (WebService web = new WebService(SERVICE, CensusSource.LIMITS, quota(SERVICE, "census.requests"), secret)) {
            return publish(catalogue, web, lines -> new CensusSource(query, catalogue, web, Clock.systemUTC()));
        }
    }
}
