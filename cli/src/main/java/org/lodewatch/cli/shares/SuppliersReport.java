package org.lodewatch.cli.shares;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
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
        for (MineralShares book : books) {
            screen.line(heading(book), Style.BOLD);
            screen.line(summary(book));
            screen.table(columns(book), book.getCountries());
            UnlistedOrigins.of(book).note().ifPresent(note -> screen.line(note, Style.DIM));
            returned(book).ifPresent(note -> screen.line(note, Style.DIM));
            screen.line("");
        }
        SharesReport.footnotes(books).forEach(note -> screen.line(note, Style.DIM));
    }

    private Columns<CountryShare> columns(MineralShares book) {
        ReturnedGoods returned = new ReturnedGoods(book);
        Columns<CountryShare> columns = new Columns<CountryShare>()
                .left(
                        "country",
                        share -> names.country(share.getCountry()) + (returned.are(share) ? " (returned goods)" : ""))
                .right("value", share -> Figures.money(share.getValueCents(), book.getCurrency()))
                .right("share", share -> Figures.percent(share.getValueShare()));
        if (returned.any()) {
            columns.right("of supply", share -> returned.are(share) ? "-" : Figures.percent(returned.ofSupply(share)));
        }
        return columns.left("", SuppliersReport::bar)
                .right("in a year", share -> change(share.getValueShareChange()))
                .right("by weight", SuppliersReport::byWeight);
    }

    /** A note on goods that came back to the reporter; empty if none did. */
    private Optional<String> returned(MineralShares book) {
        ReturnedGoods goods = new ReturnedGoods(book);
        if (!goods.any()) {
            return Optional.empty();
        }
        String top = book.getTopCountry() == null
                ? "nothing is known"
                : "%s has %s".formatted(names.country(book.getTopCountry()), Figures.percent(book.getTopShare()));
        return Optional.of(
                "returned goods are %s of the total; of what other countries supply, %s: HHI and policies are of that"
                        .formatted(goods.ofTotal(), top));
    }

    private String heading(MineralShares book) {
        return "%s, imports of %s, %s, %d months to %s%s"
                .formatted(
                        names.mineral(book.getMineral()),
                        book.getReporter(),
                        book.getDataset(),
                        book.getWindowMonths(),
                        SharesReport.window(book),
                        SharesReport.basis(book));
    }

    private String summary(MineralShares book) {
        return "%s in %s; HHI %s; net import reliance %s; without the top supplier %s"
                .formatted(
                        Figures.money(book.getTotalValueCents(), book.getCurrency()),
                        Figures.count(book.getRecords(), "record"),
                        UnlistedOrigins.of(book).concentration(),
                        names.reliance(book),
                        Figures.money(book.getWithoutTopValueCents(), book.getCurrency()));
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
