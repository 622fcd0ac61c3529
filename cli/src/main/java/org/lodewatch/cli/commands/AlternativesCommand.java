package org.lodewatch.cli.commands;

import java.util.List;
import java.util.Optional;
import org.lodewatch.cli.shares.NoSharesFound;
import org.lodewatch.cli.whatif.AlternativesReport;
import org.lodewatch.clients.kafka.KafkaCluster;
import org.lodewatch.core.book.SupplierGroup;
import org.lodewatch.core.whatif.Alternatives;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.service.api.PublishedShares;
import org.lodewatch.service.whatif.AlternativesJson;
import org.lodewatch.service.whatif.AlternativesQuery;
import org.lodewatch.service.whatif.BookSelection;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "alternatives",
        description =
                "Who could stand in for the largest supplier of a mineral: what each other supplies, how fast it grows, and"
                        + " what part of the gap that growth would fill by when.")
final class AlternativesCommand extends ClusterCommand implements Runnable {

    @Mixin
    private CatalogueOption catalogueOption;

    @Mixin
    private OutputOption output;

    @Mixin
    private SelectionOptions selected;

    @Parameters(
            paramLabel = "MINERAL",
            description = "A mineral or form: an id, a name or a symbol, such as antimony, sb or antimony-oxide.")
    private String mineral;

    @Option(
            names = "--lose",
            paramLabel = "WHO",
            description = "The country or bloc to replace, by code, id or name (default: the largest supplier).")
    private Optional<String> lost = Optional.empty();

    @Option(
            names = "--bloc",
            paramLabel = "BLOC",
            description = "Only members of this bloc, by id or name, such as usmca.")
    private Optional<String> bloc = Optional.empty();

    @Override
    public void run() {
        Catalogue catalogue = catalogueOption.load();
        BookSelection selection = selected.books(Optional.of(mineral), catalogue);
        AlternativesQuery query = new AlternativesQuery(
                selection,
                lost.map(typed -> SupplierGroup.of(catalogue, typed)),
                bloc.map(typed -> SupplierGroup.bloc(catalogue, typed)));
        try (KafkaCluster cluster = connect()) {
            PublishedShares published = PublishedShares.of(cluster);
            List<Alternatives> found = query.answer(selected.windows(published, catalogue), catalogue);
            if (found.isEmpty()) {
                screen().note(NoSharesFound.of(selection, published, catalogue).reason());
            }
            if (output.json()) {
                screen().json(found.stream().map(AlternativesJson::of).toList());
            } else {
                print(found, selection.book().orElseThrow(), catalogue);
            }
        }
    }

    /** The forms of a mineral have answers of their own, on request. */
    private void print(List<Alternatives> found, String asked, Catalogue catalogue) {
        AlternativesReport report = new AlternativesReport(catalogue);
        List<Alternatives> whole = found.stream()
                .filter(one -> one.window().getMineral().equals(asked))
                .toList();
        (whole.isEmpty() ? found : whole).forEach(one -> report.print(one, screen()));
        List<String> forms = found.stream()
                .map(one -> one.window().getMineral())
                .filter(book -> !whole.isEmpty() && !book.equals(asked))
                .distinct()
                .toList();
        if (!forms.isEmpty()) {
            screen().line("its forms: " + String.join(", ", forms));
        }
    }
}
