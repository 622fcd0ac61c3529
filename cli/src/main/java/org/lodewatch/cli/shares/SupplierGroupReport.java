package org.lodewatch.cli.shares;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.lodewatch.cli.output.Columns;
import org.lodewatch.cli.output.Figures;
import org.lodewatch.cli.output.Screen;
import org.lodewatch.cli.output.Style;
import org.lodewatch.core.book.SupplierGroup;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.messages.MineralShares;
import org.lodewatch.service.api.SupplierShare;

/** What one country or bloc supplies: a table for each dataset and reporter, with a row for each book. */
public final class SupplierGroupReport {

    private final CatalogueText names;
    private final BookMarks marks;

    public SupplierGroupReport(Catalogue catalogue) {
        this.names = new CatalogueText(catalogue);
        this.marks = new BookMarks(names);
    }

    /** @param shares the largest first */
    public void print(SupplierGroup group, List<SupplierShare> shares, Screen screen) {
        shares.stream()
                .collect(Collectors.groupingBy(
                        share -> heading(group, share.book()), LinkedHashMap::new, Collectors.toList()))
                .forEach((heading, rows) -> {
                    screen.heading(heading);
                    screen.table(columns(group), rows);
                    screen.line("");
                });
        List<MineralShares> books = shares.stream().map(SupplierShare::book).toList();
        SharesReport.footnotes(books).forEach(note -> screen.paragraph(note, Style.DIM));
    }

    private Columns<SupplierShare> columns(SupplierGroup group) {
        Columns<SupplierShare> columns = new Columns<SupplierShare>()
                .left("mineral", share -> names.book(share.book()) + marks.of(share.book()))
                .right("share", share -> Figures.percent(share.share()))
                .right("rank", share -> Figures.count(share.rank()))
                .right(
                        "value",
                        share -> Figures.money(share.valueCents(), share.book().getCurrency()))
                .right(
                        "of imports",
                        share -> Figures.money(
                                share.book().getTotalValueCents(), share.book().getCurrency()))
                .right("in a year", share -> change(share.change()));
        return group.isBloc() ? columns.left("largest", share -> names.country(share.largest())) : columns;
    }

    private String heading(SupplierGroup group, MineralShares book) {
        return "%s in %s, reporter %s, %d months to %s%s"
                .formatted(
                        group.name(),
                        book.getDataset(),
                        names.country(book.getReporter()),
                        book.getWindowMonths(),
                        SharesReport.window(book),
                        SharesReport.basis(book));
    }

    private static String change(OptionalDouble change) {
        return change.isEmpty() ? "-" : String.format(Locale.ROOT, "%+.1f points", 100 * change.getAsDouble());
    }
}
