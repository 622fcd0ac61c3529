package org.lodewatch.schemas.catalogue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads {@code minerals.csv}. */
final class MineralSheet {

    private static final List<String> COLUMNS =
            List.of("mineral", "name", "usgs_2022", "usgs_2025", "member_of", "source");

    private final Sheet sheet;
    private final SourceFile source;
    private final CatalogueErrors mistakes;
    private final List<Mineral> minerals = new ArrayList<>();
    private final UniqueRows ids = new UniqueRows("mineral");
    private final Map<String, SheetCell> groups = new LinkedHashMap<>();

    MineralSheet(SourceFile source, CatalogueErrors mistakes) {
        this.source = source;
        this.mistakes = mistakes;
        this.sheet = Sheet.read(source, COLUMNS, mistakes);
        sheet.rows().forEach(this::read);
        KnownIds known = known();
        groups.values().forEach(group -> checkGroup(group, known));
    }

    List<Mineral> minerals() {
        return minerals;
    }

    KnownIds known() {
        return new KnownIds("mineral", source.label(), ids.values(), sheet.whole());
    }

    private void read(Sheet.Row row) {
        SheetCell id = row.cell("mineral");
        ids.first(id.id(mistakes), id.place(), mistakes);
        SheetCell group = row.cell("member_of");
        if (!group.isEmpty()) {
            groups.putIfAbsent(id.text(), group);
        }
        minerals.add(new Mineral(
                id.text(),
                row.cell("name").required(mistakes),
                row.cell("usgs_2022").yes(mistakes),
                row.cell("usgs_2025").yes(mistakes),
                Optional.of(group.text()).filter(text -> !text.isEmpty()),
                row.cell("source").text()));
    }

    private void checkGroup(SheetCell group, KnownIds known) {
        if (known.holds(group, source, mistakes) && groups.containsKey(group.text())) {
            mistakes.add(
                    group.place(),
                    "group " + group.quoted() + " is itself a member of \""
                            + groups.get(group.text()).text() + "\"; groups are one level deep");
        }
    }
}
