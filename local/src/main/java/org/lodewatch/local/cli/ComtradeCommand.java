package org.lodewatch.local.cli;

import java.net.URI;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.lodewatch.local.imports.OfficeImport;
import org.lodewatch.producer.comtrade.ComtradeOffice;
import org.lodewatch.producer.comtrade.ComtradeOptions;
import org.lodewatch.producer.comtrade.Frequency;
import org.lodewatch.producer.http.Secret;
import org.lodewatch.producer.http.WebService;
import org.lodewatch.producer.poll.Scopes;
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
    private OfficeOptions office;

    @Mixin
    private OfficeOptions.KeyOption key;

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
                Scopes.of(known));
        try (WebService web = new WebService(
                ComtradeOffice.SERVICE,
                ComtradeOffice.MANNERS,
                office.quota(ComtradeOffice.SERVICE, "comtrade.requests"),
                secret)) {
            ComtradeOffice comtrade = new ComtradeOffice(options, known, web, Clock.systemUTC());
            return produce.publish(
                    new OfficeImport(lines -> comtrade, office.following(), office.again()),
                    web,
                    office,
                    connection,
                    known);
        }
    }
}
