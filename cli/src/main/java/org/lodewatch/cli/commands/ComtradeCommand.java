package org.lodewatch.cli.commands;

import java.net.URI;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.lodewatch.cli.imports.PollingImport;
import org.lodewatch.clients.http.Secret;
import org.lodewatch.clients.http.WebService;
import org.lodewatch.producer.comtrade.ComtradeOptions;
import org.lodewatch.producer.comtrade.ComtradeSource;
import org.lodewatch.producer.comtrade.Frequency;
import org.lodewatch.producer.poll.TariffScopes;
import org.lodewatch.schemas.catalogue.Catalogue;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "comtrade",
        description =
                "From UN Comtrade: the imports of any country that reports, by month or year, freight and insurance"
                        + " included. With a key, in " + ComtradeCommand.KEY_VARIABLE
                        + " or --key-file, 100,000 rows an answer;"
                        + " without one, 500. Exit code 3 if some figures could not be used.")
final class ComtradeCommand implements Callable<Integer> {

    static final String KEY_VARIABLE = "COMTRADE_API_KEY";

    @ParentCommand
    private ProduceCommand produce;

    @Mixin
    private ConnectionOptions connection;

    @Mixin
    private CatalogueOption catalogue;

    @Mixin
    private PollingOptions office;

    @Mixin
    private PollingOptions.KeyOption key;

    @Option(
            names = "--reporter",
            paramLabel = "COUNTRY",
            defaultValue = ComtradeOptions.REPORTER,
            description = "The importing country, ISO 3166-1 alpha-2 (default: ${DEFAULT-VALUE}).")
    private String reporter;

    @Option(names = "--annual", description = "Figures of years, from the year of --from on (default: of months).")
    private boolean annual;

    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "Another address of the API (default: ${DEFAULT-VALUE}).")
    private URI url = ComtradeOptions.BASE;

    @Override
    public Integer call() {
        Catalogue known = catalogue.load();
        Frequency frequency = annual ? Frequency.ANNUAL : Frequency.MONTHLY;
        Optional<Secret> secret = key.secret(KEY_VARIABLE);
        ComtradeOptions options = new ComtradeOptions(
                url,
                frequency,
                reporter,
                office.dataset(frequency.dataset()),
                annual
                        ? Integer.toString(office.first().getYear())
                        : office.first().toString(),
                secret,
                TariffScopes.of(known));
        try (WebService web = new WebService(
                ComtradeSource.SERVICE,
                ComtradeSource.MANNERS,
                office.quota(ComtradeSource.SERVICE, "comtrade.requests"),
                secret)) {
            ComtradeSource comtrade = new ComtradeSource(options, known, web, Clock.systemUTC());
            return produce.publish(
                    new PollingImport(lines -> comtrade, office.following(), office.again()),
                    web,
                    office,
                    connection,
                    known);
        }
    }
}
