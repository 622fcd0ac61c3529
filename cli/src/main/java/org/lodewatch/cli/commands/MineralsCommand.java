package org.lodewatch.cli.commands;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lodewatch.cli.output.Columns;
import org.lodewatch.cli.shares.CatalogueText;
import org.lodewatch.schemas.OperatorException;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.catalogue.Mineral;
import org.lodewatch.schemas.catalogue.NetImportReliance;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "minerals",
        description = "The catalogue: the minerals, the US lists that have them, their net import reliance (in percent,"
                + " USGS), and the commodity codes that count.")
final class MineralsCommand implements Runnable {

    @ParentCommand
    private LodewatchCommand lodewatch;

    @Mixin
    private CatalogueOption catalogue;

    @Mixin
    private OutputOption output;

    @Option(
            names = "--edition",
            paramLabel = "MCSYYYY",
            description = "The edition of the Mineral Commodity Summaries that net import reliance is from, such as"
                    + " MCS2024 (default: the newest).")
    private Optional<String> edition = Optional.empty();

    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record Row(
            String id,
            String name,
            List<String> lists,
            String memberOf,
            Reliance netImportReliance,
            List<String> headlineCodes) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record Reliance(String printed, String edition, int year, Double percent) {

        static Reliance of(NetImportReliance reliance) {
            return new Reliance(
                    reliance.printed(),
                    reliance.edition(),
                    reliance.year(),
                    reliance.percent().isPresent() ? reliance.percent().getAsDouble() : null);
        }
    }

    @Override
    public void run() {
        Catalogue loaded = catalogue.load();
        edition.filter(wanted -> !loaded.editions().contains(wanted)).ifPresent(wanted -> {
            throw new OperatorException("the catalogue has no edition %s of net import reliance: it has %s"
                    .formatted(wanted, String.join(", ", loaded.editions())));
        });
        List<Row> rows =
                loaded.minerals().stream().map(mineral -> row(mineral, loaded)).toList();
        if (output.json()) {
            lodewatch.screen().json(rows);
            return;
        }
        Columns<Row> columns = new Columns<Row>()
                .left("id", Row::id)
                .left("name", Row::name)
                .left("US lists", row -> String.join(" ", row.lists))
                .right(
                        "reliance",
                        row -> CatalogueText.reliance(
                                Optional.ofNullable(row.netImportReliance).map(Reliance::printed)))
                .left("edition", row -> row.netImportReliance == null ? "" : row.netImportReliance.edition)
                .left("headline codes", row -> String.join(" ", row.headlineCodes));
        lodewatch.screen().table(columns, rows);
    }

    private Row row(Mineral mineral, Catalogue loaded) {
        List<String> lists = new ArrayList<>();
        if (mineral.on2022List()) {
            lists.add("2022");
        }
        if (mineral.on2025List()) {
            lists.add("2025");
        }
        Optional<NetImportReliance> reliance = edition.map(wanted -> loaded.netImportReliance(mineral.id(), wanted))
                .orElseGet(() -> loaded.netImportReliance(mineral.id()));
        List<String> headlineCodes = loaded.commodities().stream()
                .filter(code -> code.headline() && code.mineral().equals(mineral.id()))
                .map(code -> code.prefix())
                .toList();
        return new Row(
                mineral.id(),
                mineral.name(),
                lists,
                mineral.memberOf().orElse(null),
                reliance.map(Reliance::of).orElse(null),
                headlineCodes);
    }
}
