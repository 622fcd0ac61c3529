package org.lodewatch.local.minerals;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.lodewatch.local.output.Cell;
import org.lodewatch.local.output.Column;
import org.lodewatch.local.output.Json;
import org.lodewatch.local.output.Table;
import org.lodewatch.schemas.catalogue.Catalogue;

/** The catalogue's minerals: on which lists they are, how much of them is imported, and under which headline codes. */
public final class MineralsReport {

    private final Catalogue catalogue;

    public MineralsReport(Catalogue catalogue) {
        this.catalogue = catalogue;
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
            var reliance = catalogue.netImportReliance(mineral.id());
            table.row(
                    Cell.of(mineral.id()),
                    Cell.of(mineral.name()),
                    Cell.of(String.join(" ", lists(mineral.on2022List(), mineral.on2025List()))),
                    Cell.of(reliance.map(found -> found.printed()).orElse("-")),
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
            catalogue.netImportReliance(mineral.id()).ifPresent(reliance -> {
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
