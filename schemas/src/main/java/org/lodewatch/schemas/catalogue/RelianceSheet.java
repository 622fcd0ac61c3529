package org.lodewatch.schemas.catalogue;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Reads {@code net_import_reliance.csv}. */
final class RelianceSheet {

    private static final List<String> COLUMNS = List.of("mineral", "edition", "year", "percent", "source");
    private static final Pattern YEAR = Pattern.compile("(?:19|20)\\d{2}");

    private final SourceFile source;
    private final KnownIds minerals;
    private final CatalogueErrors mistakes;
    private final List<NetImportReliance> figures = new ArrayList<>();
    private final UniqueRows editions = new UniqueRows("mineral and edition");

    RelianceSheet(SourceFile source, KnownIds minerals, CatalogueErrors mistakes) {
        this.source = source;
        this.minerals = minerals;
        this.mistakes = mistakes;
        Sheet.read(source, COLUMNS, mistakes).rows().forEach(this::read);
    }

    List<NetImportReliance> figures() {
        return figures;
    }

    private void read(Sheet.Row row) {
        SheetCell mineral = row.cell("mineral");
        SheetCell edition = row.cell("edition");
        edition.required(mistakes);
        boolean known = minerals.holds(mineral, source, mistakes);
        editions.first(mineral.text() + " " + edition.text(), mineral.place(), mistakes);
        SheetCell year = row.cell("year");
        boolean dated = YEAR.matcher(year.text()).matches();
        if (!dated) {
            mistakes.add(year.place(), year.quoted() + " is not a year; write its four digits");
        }
        SheetCell percent = row.cell("percent");
        if (!NetImportReliance.isPrinted(percent.text())) {
            mistakes.add(
                    percent.place(),
                    percent.quoted() + " is not a net import reliance; write 0 to 100, >N, <N, E, NA, W, s or -");
        }
        if (known && dated) {
            figures.add(new NetImportReliance(
                    mineral.text(),
                    edition.text(),
                    Integer.parseInt(year.text()),
                    percent.text(),
                    row.cell("source").text()));
        }
    }
}
