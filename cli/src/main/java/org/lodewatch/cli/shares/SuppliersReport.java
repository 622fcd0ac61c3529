package org.lodewatch.cli.shares;

import java.util.List;
import java.util.Locale;
import org.lodewatch.cli.output.Bar;
import org.lodewatch.cli.output.Cell;
import org.lodewatch.cli.output.Column;
import org.lodewatch.cli.output.Figures;
import org.lodewatch.cli.output.Screen;
import org.lodewatch.cli.output.Style;
import org.lodewatch.cli.output.Table;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.messages.CountryShare;
import org.lodewatch.schemas.messages.MineralShares;

/** One mineral in full: every country it came from, a table a book. */
public final class SuppliersReport {

    private static final int BAR_WIDTH = 30;

    private final Names names;

    public SuppliersReport(Catalogue catalogue) {
        this.names = new Names(catalogue);
    }

    public void print(List<MineralShares> books, Screen screen) {
        for (MineralShares book : books) {
            screen.line(heading(book), Style.BOLD);
            screen.line(summary(book));
            screen.table(table(book));
            UnlistedOrigins.of(book).note().ifPresent(note -> screen.line(note, Style.DIM));
            screen.line("");
        }
    }

    private String heading(MineralShares book) {
        return "%s, imports of %s, %s, %d months to %s"
                .formatted(
                        names.mineral(book.getMineral()),
                        book.getReporter(),
                        book.getDataset(),
                        book.getWindowMonths(),
                        SharesReport.window(book));
    }

    private String summary(MineralShares book) {
        return "%s in %s records; HHI %s; net import reliance %s; without the top supplier %s"
                .formatted(
                        Figures.dollars(book.getTotalValueCents()),
                        Figures.count(book.getRecords()),
                        UnlistedOrigins.of(book).concentration(),
                        names.reliance(book),
                        Figures.dollars(book.getWithoutTopValueCents()));
    }

    private Table table(MineralShares book) {
        Table table = new Table(
                Column.left("country"),
                Column.right("value"),
                Column.right("share"),
                Column.left(""),
                Column.right("in a year"),
                Column.right("by weight"));
        for (CountryShare share : book.getCountries()) {
            table.row(
                    Cell.of(names.country(share.getCountry())),
                    Cell.of(Figures.dollars(share.getValueCents())),
                    Cell.of(Figures.percent(share.getValueShare())),
                    Cell.of(bar(share)),
                    Cell.of(change(share.getValueShareChange())),
                    Cell.of(byWeight(share)));
        }
        return table;
    }

    /** A country whose rows have no weight has no part by weight that could be told. */
    private static String byWeight(CountryShare share) {
        return share.getWeightShare() == null || share.getWeightGrams() == null
                ? "-"
                : Figures.percent(share.getWeightShare());
    }

    private static String bar(CountryShare share) {
        return UnlistedOrigins.are(share)
                ? Bar.of(0, share.getValueShare(), BAR_WIDTH)
                : Bar.of(share.getValueShare(), BAR_WIDTH);
    }

    private static String change(Double change) {
        return change == null ? "-" : String.format(Locale.ROOT, "%+.1f points", change * 100);
    }
}
