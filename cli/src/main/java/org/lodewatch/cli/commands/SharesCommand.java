package org.lodewatch.cli.commands;

import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import org.lodewatch.cli.output.Screen;
import org.lodewatch.cli.shares.HiddenWindows;
import org.lodewatch.cli.shares.NoSharesFound;
import org.lodewatch.cli.shares.SharesReport;
import org.lodewatch.cli.shares.SuppliersReport;
import org.lodewatch.clients.kafka.KafkaCluster;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.messages.MineralShares;
import org.lodewatch.schemas.topics.Topics;
import org.lodewatch.service.api.AlertStatus;
import org.lodewatch.service.api.PublishedShares;
import org.lodewatch.service.api.SharesJson;
import org.lodewatch.service.api.SharesQuery;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "shares",
        description = "The countries that each mineral comes from: in the newest or in a past window.")
final class SharesCommand extends ClusterCommand implements Runnable {

    @Mixin
    private CatalogueOption catalogueOption;

    @Mixin
    private OutputOption output;

    @Parameters(arity = "0..1", paramLabel = "MINERAL", description = "Only this mineral, with all its countries.")
    private Optional<String> mineral = Optional.empty();

    @Option(
            names = "--as-of",
            paramLabel = "YYYY-MM",
            description = "The window that ended with this month (default: the newest).")
    private Optional<YearMonth> asOf = Optional.empty();

    @Option(names = "--dataset", paramLabel = "NAME", description = "Only this dataset.")
    private Optional<String> dataset = Optional.empty();

    @Option(names = "--reporter", paramLabel = "CC", description = "Only imports of this country.")
    private Optional<String> reporter = Optional.empty();

    @Override
    public void run() {
        Catalogue catalogue = catalogueOption.load();
        SharesQuery query = new SharesQuery(
                mineral.map(given -> CatalogueOption.mineralId(catalogue, given)), dataset, reporter, asOf);
        try (KafkaCluster cluster = connect()) {
            PublishedShares published = new PublishedShares();
            cluster.read(Topics.MINERAL_SHARES, published::take);
            List<MineralShares> found = published.select(query);
            if (found.isEmpty()) {
                screen().note(new NoSharesFound(query, published, catalogue).reason());
            }
            if (asOf.isPresent()) {
                new HiddenWindows(query, published.all()).notes().forEach(screen()::note);
            }
            print(found, catalogue, cluster);
        }
    }

    private void print(List<MineralShares> shares, Catalogue catalogue, KafkaCluster cluster) {
        Screen screen = screen();
        if (output.json()) {
            screen.json(SharesJson.of(shares, alerts(cluster)));
        } else if (mineral.isPresent()) {
            new SuppliersReport(catalogue).print(shares, screen);
        } else {
            new SharesReport(catalogue, alerts(cluster)).print(shares, screen);
        }
    }

    private Optional<AlertStatus> alerts(KafkaCluster cluster) {
        return asOf.isPresent() ? Optional.empty() : Optional.of(AlertStatus.of(cluster));
    }
}
