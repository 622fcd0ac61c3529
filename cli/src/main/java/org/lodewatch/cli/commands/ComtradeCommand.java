package org.lodewatch.cli.commands;

import java.net.URI;
import java.time.Clock;
import java.util.Optional;
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

@Command(
        name = "comtrade",
        description =
                "From UN Comtrade: the imports of any country that reports, by month or year, freight and insurance"
                        + " included. With a key, in " + ComtradeCommand.KEY_VARIABLE
                        + " or --key-file, a response has up to 100,000 rows; without one, 500. Exit code 3 if some figures"
                        + " could not be used.")
final class ComtradeCommand extends PollingCommand {

    static final String KEY_VARIABLE = "COMTRADE_API_KEY";

    @Mixin
    private KeyOption key;

    @Option(
            names = "--reporter",
            paramLabel = "COUNTRY",
            defaultValue = ComtradeOptions.REPORTER,
            description = "The importing country, ISO 3166-1 alpha-2 (default: ${DEFAULT-VALUE}).")
    private String reporter;

    @Option(names = "--annual", description = "Yearly figures, from the year of --from on (default: monthly ones).")
    private boolean annual;

    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "Another address of the API (default: ${DEFAULT-VALUE}).")
    private URI url = ComtradeOptions.BASE;

    @Override
    public Integer call() {
        Catalogue catalogue = catalogue();
        Frequency frequency = annual ? Frequency.ANNUAL : Frequency.MONTHLY;
        Optional<Secret> secret = key.secret(KEY_VARIABLE);
        ComtradeOptions options = new ComtradeOptions(
                url,
                frequency,
                reporter,
                dataset(frequency.dataset()),
                annual ? Integer.toString(first().getYear()) : first().toString(),
                secret,
                TariffScopes.of(catalogue));
        try (WebService web = new WebService(
                ComtradeSource.SERVICE,
                ComtradeSource.LIMITS,
                quota(ComtradeSource.SERVICE, "comtrade.requests"),
                secret)) {
            ComtradeSource comtrade = new ComtradeSource(options, catalogue, web, Clock.systemUTC());
            return publish(catalogue, web, lines -> comtrade);
        }
    }
}
