package org.lodewatch.cli.commands;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.lodewatch.cli.output.Columns;
import org.lodewatch.cli.output.Style;
import org.lodewatch.cli.policies.PolicyTopic;
import org.lodewatch.cli.shares.NoSharesFound;
import org.lodewatch.cli.whatif.WhatIfReport;
import org.lodewatch.clients.kafka.KafkaCluster;
import org.lodewatch.core.whatif.Moves;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.catalogue.Scenario;
import org.lodewatch.schemas.catalogue.Scenarios;
import org.lodewatch.service.api.PublishedShares;
import org.lodewatch.service.whatif.BookSelection;
import org.lodewatch.service.whatif.WhatIfAnswer;
import org.lodewatch.service.whatif.WhatIfJson;
import org.lodewatch.service.whatif.WhatIfQuery;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "what-if",
        description =
                "What would happen if suppliers were lost or replaced: the gap, concentration and alerts. Nothing is"
                        + " published. Losses apply first, then moves, then caps.")
final class WhatIfCommand extends ClusterCommand implements Runnable {

    @Mixin
    private CatalogueOption catalogueOption;

    @Mixin
    private OutputOption output;

    @Mixin
    private SelectionOptions selected;

    @Parameters(
            arity = "0..1",
            paramLabel = "MINERAL",
            description =
                    "Only this mineral with its forms, or this form: an id, a name or a symbol (default: every book in"
                            + " which something changes, the largest gap in consumption first).")
    private Optional<String> mineral = Optional.empty();

    @Option(
            names = "--lose",
            paramLabel = "WHO[:AMOUNT]",
            description =
                    "A country or bloc that supplies nothing more, by code, id or name; or less: 20%% are 20 points of"
                            + " all imports, 1/2 is half of what it supplies. May be repeated.")
    private List<String> losses = List.of();

    @Option(
            names = "--move",
            paramLabel = "WHO:AMOUNT:TO",
            description = "Goods that come from another country or bloc instead, such as CN:20%%:MX; from all others in"
                    + " proportion: CN:20%%:pro-rata; others:1/10:usmca moves a tenth of what each other supplies. May be"
                    + " repeated.")
    private List<String> moves = List.of();

    @Option(
            names = "--cap",
            paramLabel = "WHO:PERCENT[:TO]",
            description =
                    "The most that a country or bloc may have, such as CN:50%%; what is above comes from all others in"
                            + " proportion, from TO, or is lost (TO is lost). May be repeated.")
    private List<String> caps = List.of();

    @Option(names = "--scenario", paramLabel = "ID", description = "The moves of a scenario, with its mineral.")
    private Optional<String> scenario = Optional.empty();

    @Option(
            names = "--scenario-file",
            paramLabel = "FILE",
            description =
                    "A CSV file of your own scenarios, with the columns scenario, title, mineral, moves and source"
                            + " (default: the built-in ones).")
    private Optional<Path> scenarioFile = Optional.empty();

    @Option(names = "--list", description = "Lists the scenarios.")
    private boolean list;

    @Option(names = "--forms", description = "A row for each form of each mineral, where all books are shown.")
    private boolean forms;

    @Override
    public void run() {
        Scenarios scenarios = scenarioFile.map(Scenarios::load).orElseGet(Scenarios::bundled);
        if (list) {
            list(scenarios);
            return;
        }
        Catalogue catalogue = catalogueOption.load();
        WhatIfQuery query = query(catalogue, scenarios);
        try (KafkaCluster cluster = connect()) {
            PublishedShares published = PublishedShares.of(cluster);
            WhatIfAnswer answer = WhatIfAnswer.of(
                    catalogue,
                    selected.windows(published, catalogue),
                    new PolicyTopic(cluster).current().values(),
                    query);
            boolean isNothing = answer.books().isEmpty() && answer.unchanged() == 0;
            if (isNothing) {
                screen().note(NoSharesFound.of(query.selection(), published, catalogue)
                        .reason());
            }
            if (output.json()) {
                screen().json(WhatIfJson.of(answer));
            } else if (!isNothing) {
                new WhatIfReport(catalogue, forms).print(answer, screen());
            }
        }
    }

    private WhatIfQuery query(Catalogue catalogue, Scenarios scenarios) {
        BookSelection selection = selected.books(mineral, catalogue);
        boolean isGiven = !losses.isEmpty() || !moves.isEmpty() || !caps.isEmpty();
        Optional<Moves> given = isGiven || scenario.isEmpty()
                ? Optional.of(Moves.of(catalogue, losses, moves, caps))
                : Optional.empty();
        return scenario.map(id -> WhatIfQuery.of(catalogue, scenarios.get(id), selection, given))
                .orElseGet(() -> new WhatIfQuery(selection, given.orElseThrow(), Optional.empty()));
    }

    private void list(Scenarios scenarios) {
        if (output.json()) {
            screen().json(scenarios.all());
            return;
        }
        screen().table(
                        new Columns<Scenario>()
                                .left("scenario", Scenario::id)
                                .left("mineral", Scenario::mineral)
                                .left("moves", some -> String.join("; ", some.moves()))
                                .left("title", Scenario::title),
                        scenarios.all());
        scenarios.all().forEach(some -> screen().paragraph(some.id() + ": " + some.source(), Style.DIM));
    }
}
