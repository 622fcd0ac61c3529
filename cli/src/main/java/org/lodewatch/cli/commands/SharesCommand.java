package org.lodewatch.cli.commands;

import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.lodewatch.cli.output.Screen;
import org.lodewatch.cli.shares.HiddenWindows;
import org.lodewatch.cli.shares.MineralWithoutCodes;
import org.lodewatch.cli.shares.NoSharesFound;
import org.lodewatch.cli.shares.SharesReport;
import org.lodewatch.cli.shares.SupplierGroupReport;
import org.lodewatch.cli.shares.SuppliersReport;
import org.lodewatch.clients.kafka.KafkaCluster;
import org.lodewatch.core.book.SupplierGroup;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.messages.MineralShares;
import org.lodewatch.schemas.topics.Topics;
import org.lodewatch.service.api.AlertStatus;
import org.lodewatch.service.api.PublishedShares;
import org.lodewatch.service.api.SharesJson;
import org.lodewatch.service.api.SharesQuery;
import org.lodewatch.service.api.SupplierShare;
import org.lodewatch.service.api.SupplierShareJson;
import picocli.CommandLine.ArgGroup;
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

    @Parameters(
            arity = "0..1",
            paramLabel = "MINERAL",
            description =
                    "Only this mineral or form, with all its countries: an id, a name or a symbol, such as titanium, sb or"
                            + " \"lithium carbonate\". A mineral is shown with its forms.")
    private Optional<String> mineral = Optional.empty();

    @Option(
            names = "--as-of",
            paramLabel = "YYYY[-MM]",
            converter = AsOfConverter.class,
            description = "The window that ended with this month, or with December of this year (default: the newest).")
    private Optional<YearMonth> asOf = Optional.empty();

    @Option(names = "--dataset", paramLabel = "NAME", description = "Only this dataset.")
    private Optional<String> dataset = Optional.empty();

    @Option(names = "--reporter", paramLabel = "CC", description = "Only imports of this country.")
    private Optional<String> reporter = Optional.empty();

    @Option(
            names = "--forms",
            description =
                    "A row for each form of each mineral, such as ore and metal (default: the row of a mineral names the"
                            + " worst form that is worse than the whole).")
    private boolean forms;

    @ArgGroup
    private Across across = new Across();

    /** Whose shares to show across minerals. */
    static final class Across {

        @Option(
                names = "--country",
                paramLabel = "COUNTRY",
                description = "What this country supplies of each mineral, by code or name.")
        private Optional<String> country = Optional.empty();

        @Option(
                names = "--bloc",
                paramLabel = "BLOC",
                description = "What this bloc supplies of each mineral, by id or name, such as usmca.")
        private Optional<String> bloc = Optional.empty();

        Optional<SupplierGroup> group(Catalogue catalogue) {
            return country.map(typed -> SupplierGroup.country(catalogue, typed))
                    .or(() -> bloc.map(typed -> SupplierGroup.bloc(catalogue, typed)));
        }
    }

    @Override
    public void run() {
        Catalogue catalogue = catalogueOption.load();
        Optional<SupplierGroup> group = across.group(catalogue);
        Optional<String> typed = mineral.map(given -> CatalogueOption.book(catalogue, given));
        Optional<MineralWithoutCodes> without = typed.flatMap(book -> MineralWithoutCodes.of(book, catalogue));
        without.ifPresent(this::answer);
        if (without.isPresent() && (output.json() || without.get().standIn().isEmpty())) {
            return;
        }
        Optional<String> book = without.flatMap(MineralWithoutCodes::standIn).or(() -> typed);
        SharesQuery query = new SharesQuery(
                book.map(catalogue::withForms).map(Set::copyOf).orElse(Set.of()), dataset, reporter, asOf);
        try (KafkaCluster cluster = connect()) {
            PublishedShares published = new PublishedShares();
            cluster.read(Topics.MINERAL_SHARES, published::take);
            List<MineralShares> found = published.select(query);
            if (found.isEmpty()) {
                screen().note(new NoSharesFound(query, book, published, catalogue).reason());
            }
            if (asOf.isPresent()) {
                new HiddenWindows(query, published.all()).notes().forEach(screen()::note);
            }
            if (group.isPresent()) {
                print(group.get(), SupplierShare.of(group.get(), found, published), catalogue);
            } else {
                print(found, catalogue, cluster);
            }
        }
    }

    private void print(SupplierGroup group, List<SupplierShare> shares, Catalogue catalogue) {
        List<SupplierShare> wanted = forms || mineral.isPresent()
                ? shares
                : shares.stream()
                        .filter(share -> share.book().getFormOf() == null)
                        .toList();
        if (output.json()) {
            screen().json(SupplierShareJson.of(group, shares));
        } else if (wanted.isEmpty()) {
            screen().note("no imports from %s in the windows that were asked for".formatted(group.name()));
        } else {
            new SupplierGroupReport(catalogue).print(group, wanted, screen());
        }
    }

    /** The document of a mineral without codes has no shares: those of another book would be taken for its own. */
    private void answer(MineralWithoutCodes without) {
        if (output.json()) {
            screen().note(without.text());
            screen().json(List.of());
        } else {
            screen().line(without.text());
            without.standIn().ifPresent(book -> screen().line(""));
        }
    }

    private void print(List<MineralShares> shares, Catalogue catalogue, KafkaCluster cluster) {
        Screen screen = screen();
        if (output.json()) {
            AlertStatus alerts = AlertStatus.of(cluster);
            screen.json(SharesJson.of(shares, asOf.isPresent() ? alerts::severityThen : alerts::severity));
        } else if (mineral.isPresent()) {
            new SuppliersReport(catalogue, alerts(cluster)).print(shares, screen);
        } else {
            new SharesReport(catalogue, alerts(cluster), forms).print(shares, screen);
        }
    }

    private Optional<AlertStatus> alerts(KafkaCluster cluster) {
        return asOf.isPresent() ? Optional.empty() : Optional.of(AlertStatus.of(cluster));
    }
}
