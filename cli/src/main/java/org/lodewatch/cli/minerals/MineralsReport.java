package org.lodewatch.cli.minerals;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lodewatch.cli.output.Cell;
import org.lodewatch.cli.output.Column;
import org.lodewatch.cli.output.Table;
import org.lodewatch.schemas.OperatorException;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.catalogue.NetImportReliance;
import org.lodewatch.service.Json;

/** The catalogue's minerals: on which lists they are, how much of them is imported, and under which headline codes. */
public final class MineralsReport {

    private final Catalogue catalogue;
    private final Optional<String> edition;

    /** @param edition of the net import reliance, such as {@code MCS2024}; empty for the newest of each mineral */
    public MineralsReport(Catalogue catalogue, Optional<String> edition) {
        this.catalogue = catalogue;
        this.edition = edition;
        edition.filter(wanted -> !catalogue.editions().contains(wanted)).ifPresent(wanted -> {
            throw new OperatorException("the catalogue has no edition %s of net import reliance: it has %s"
                    .formatted(wanted, String.join(", ", catalogue.editions())));
        });
    }

    public Table table() {
        Table table = new Table(
                Column.left("id"),
                Column.left("name"),
                Column.left("US lists"),
                Column.right("reliance"),
                Column.left("edition"),
                Column.left("headline codes"));
        for (var mineral : catalogue.minerals()) {
            var reliance = reliance(mineral.id());
            table.row(
                    Cell.of(mineral.id()),
                    Cell.of(mineral.name()),
                    Cell.of(String.join(" ", lists(mineral.on2022List(), mineral.on2025List()))),
                    Cell.of(RelianceText.of(reliance)),
                    Cell.of(reliance.map(found -> found.edition()).orElse("")),
                    Cell.of(String.join(" ", headlineCodes(mineral.id()))));
        }
        return table;
    }

    public ArrayNode json() {
        return Json.array(catalogue.minerals(), mineral -> {
            ObjectNode node = Json.object().put("id", mineral.id()).put("name", mineral.name());
            lists(mineral.on2022List(), mineral.on2025List()).forEach(node.putArray("lists")::add);
            mineral.memberOf().ifPresent(group -> node.put("memberOf", group));
            reliance(mineral.id()).ifPresent(reliance -> {
                ObjectNode found = node.putObject("netImportReliance")
                        .put("printed", reliance.printed())
                        .put("edition", reliance.edition())
                        .put("year", reliance.year());
                reliance.percent().ifPresent(percent -> found.put("percent", percent));
            });
            headlineCodes(mineral.id()).forEach(node.putArray("headlineCodes")::add);
            return node;
        });
    }

    private Optional<NetImportReliance> reliance(String mineral) {
        return edition.map(wanted -> catalogue.netImportReliance(mineral, wanted))
                .orElseGet(() -> catalogue.netImportReliance(mineral));
    }

    private List<String> headlineCodes(String mineral) {
        return catalogue.commodities().stream()
                .filter(code -> code.headline() && code.mineral().equals(mineral))
                .map(code -> code.prefix())
                .toList();
    }

    private static List<String> lists(boolean on2022List, boolean on2025List) {
        List<String> lists = new ArrayList<>();
        if (on2022List) {
            lists.add("2022");
        }
        if (on2025List) {
            lists.add("2025");
        }
        return lists;
    }
}
