package org.lodewatch.cli.minerals;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.lodewatch.cli.output.Columns;
import org.lodewatch.cli.output.Screen;
import org.lodewatch.cli.output.Style;
import org.lodewatch.cli.shares.CatalogueText;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.catalogue.Classification;
import org.lodewatch.schemas.catalogue.Form;
import org.lodewatch.schemas.catalogue.Mineral;
import org.lodewatch.schemas.catalogue.NetImportReliance;
import org.lodewatch.schemas.values.Months;
import org.lodewatch.service.catalogue.MineralJson;
import org.lodewatch.service.catalogue.RelianceFigures;

/** A table of minerals, each with a line for each of its books: its own, and those of its forms. */
public final class MineralsReport {

    private static final String UNCONFIRMED = "?";

    private final Catalogue catalogue;
    private final RelianceFigures figures;

    /** @param counts whether the book of the mineral counts it; empty for the mineral */
    private record Line(
            String id, String name, String lists, String counts, Optional<NetImportReliance> reliance, String codes) {}

    public MineralsReport(RelianceFigures figures) {
        this.catalogue = figures.catalogue();
        this.figures = figures;
    }

    /** @param withForms whether forms with books of their own have lines of their own */
    public void print(List<Mineral> minerals, boolean withForms, Screen screen) {
        List<Line> lines = new ArrayList<>();
        for (Mineral mineral : minerals) {
            lines.add(line(mineral));
            if (withForms) {
                catalogue.forms(mineral.id()).stream()
                        .filter(form -> !form.book().equals(mineral.id()))
                        .map(this::line)
                        .forEach(lines::add);
            }
        }
        Columns<Line> columns = new Columns<Line>()
                .left("id", Line::id)
                .left("name", Line::name)
                .left("US lists", Line::lists);
        if (withForms) {
            columns.left("counts", Line::counts);
        }
        columns.right("reliance", line -> CatalogueText.reliance(line.reliance.map(NetImportReliance::printed)))
                .left(
                        "year",
                        line -> line.reliance
                                .map(figure -> Integer.toString(figure.year()))
                                .orElse(""))
                .left(
                        "edition",
                        line -> line.reliance.map(NetImportReliance::edition).orElse(""))
                .left("codes", Line::codes);
        screen.table(columns, lines);
        if (lines.stream().anyMatch(line -> line.codes.contains(UNCONFIRMED))) {
            screen.line(
                    UNCONFIRMED + " no published list or text of the tariff confirms that the code is this form",
                    Style.DIM);
        }
    }

    private Line line(Mineral mineral) {
        String lists = String.join(" ", MineralJson.lists(mineral));
        return new Line(mineral.id(), mineral.name(), lists, "", figures.of(mineral.id()), codes(mineral));
    }

    private Line line(Form form) {
        return new Line(
                "  " + form.book(),
                form.name(),
                "",
                form.headline() ? "in " + form.mineral() : "apart",
                figures.of(form.book()),
                codes(catalogue.codes(form.book())));
    }

    private String codes(Mineral mineral) {
        List<Classification> codes = catalogue.codes(mineral.id());
        if (codes.isEmpty()) {
            return "none of its own"
                    + catalogue
                            .standIn(mineral.id())
                            .map(book -> ", see " + book)
                            .orElse("");
        }
        List<String> parts = catalogue.parts(mineral.id());
        return parts.isEmpty()
                ? codes(codes)
                : "the sum of "
                        + parts.stream()
                                .map(part -> catalogue.form(part).map(Form::id).orElse(part))
                                .collect(Collectors.joining(", "));
    }

    private static String codes(List<Classification> codes) {
        return codes.stream().map(MineralsReport::code).collect(Collectors.joining(", "));
    }

    private static String code(Classification code) {
        return code.prefix()
                + (code.confirmed() ? "" : UNCONFIRMED)
                + (code.validFrom() == Classification.ALWAYS_BEFORE ? "" : " from " + Months.text(code.validFrom()))
                + (code.validTo() == Classification.ALWAYS_AFTER ? "" : " to " + Months.text(code.validTo()));
    }
}
