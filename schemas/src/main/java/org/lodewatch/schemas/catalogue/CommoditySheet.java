package org.lodewatch.schemas.catalogue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads {@code commodities.csv}. */
final class CommoditySheet {

    private static final List<String> COLUMNS =
            List.of("prefix", "mineral", "stage", "headline", "confirmed", "description", "source");
    private static final Pattern PREFIX = Pattern.compile("[0-9]{2,10}");

    private final SourceFile source;
    private final KnownIds minerals;
    private final CatalogueErrors mistakes;
    private final List<Classification> commodities = new ArrayList<>();
    private final UniqueRows prefixes = new UniqueRows("prefix");

    CommoditySheet(SourceFile source, KnownIds minerals, CatalogueErrors mistakes) {
        this.source = source;
        this.minerals = minerals;
        this.mistakes = mistakes;
        Sheet.read(source, COLUMNS, mistakes).rows().forEach(this::read);
    }

    List<Classification> commodities() {
        return commodities;
    }

    private void read(Sheet.Row row) {
        SheetCell prefix = row.cell("prefix");
        if (!PREFIX.matcher(prefix.text()).matches()) {
            mistakes.add(
                    prefix.place(), prefix.quoted() + " is not a commodity code; write 2 to 10 digits without dots");
        }
        prefixes.first(prefix.text(), prefix.place(), mistakes);
        minerals.holds(row.cell("mineral"), source, mistakes);
        Optional<Stage> stage = stage(row.cell("stage"));
        boolean headline = row.cell("headline").yes(mistakes);
        boolean confirmed = row.cell("confirmed").yes(mistakes);
        stage.ifPresent(known -> commodities.add(new Classification(
                prefix.text(),
                row.cell("mineral").text(),
                known,
                headline,
                confirmed,
                row.cell("description").text(),
                row.cell("source").text())));
    }

    private Optional<Stage> stage(SheetCell cell) {
        Optional<Stage> stage = Arrays.stream(Stage.values())
                .filter(known -> known.id().equals(cell.text()))
                .findAny();
        if (stage.isEmpty()) {
            mistakes.add(cell.place(), cell.quoted() + " is not a stage; write ore, compound, refined or scrap");
        }
        return stage;
    }
}
