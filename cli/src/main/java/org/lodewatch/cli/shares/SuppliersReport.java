package org.lodewatch.cli.shares;

import java.util.List;
import java.util.Locale;
import org.lodewatch.cli.output.Bar;
import org.lodewatch.cli.output.Columns;
import org.lodewatch.cli.output.Figures;
import org.lodewatch.cli.output.Screen;
import org.lodewatch.cli.output.Style;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.messages.CountryShare;
import org.lodewatch.schemas.messages.MineralShares;

/** All suppliers of one mineral: a table for each book, with a row for each country. */
public final class SuppliersReport {

    private static final int BAR_WIDTH = 30;

    private final CatalogueText names;

    public SuppliersReport(Catalogue catalogue) {
        this.names = new CatalogueText(catalogue);
    }

    public void print(List<MineralShares> books, Screen screen) {
        Columns<CountryShare> columns = new Columns<CountryShare>()
                .left("country", share -> names.country(share.getCountry()))
                .right("value", share -> Figures.dollars(share.getValueCents()))
                .right("share", share -> Figures.percent(share.getValueShare()))
                .left("", SuppliersReport::bar)
                .right("in a year", share -> change(share.getValueShareChange()))
                .right("by weight", SuppliersReport::byWeight);
        for (MineralShares book : books) {
            screen.line(heading(book), Style.BOLD);
            screen.line(summary(book));
            screen.table(columns, book.getCountries());
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

    /** A country whose rows have no weight has no share by weight. */
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
