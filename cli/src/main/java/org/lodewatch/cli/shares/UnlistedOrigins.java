package org.lodewatch.cli.shares;

import java.util.Optional;
import org.lodewatch.cli.output.Figures;
import org.lodewatch.schemas.messages.CountryShare;
import org.lodewatch.schemas.messages.MineralShares;
import org.lodewatch.schemas.values.ImportBounds;
import org.lodewatch.service.api.MineralBooks;

/**
 * The part of a book whose origins its source does not list. It counts in the total, and never as a supplier.
 *
 * @param share by value, 0 to 1, of all but returned goods, as the shares of suppliers are
 */
record UnlistedOrigins(MineralShares book, double share) {

    static UnlistedOrigins of(MineralShares book) {
        return new UnlistedOrigins(
                book,
                book.getCountries().stream()
                        .filter(UnlistedOrigins::are)
                        .mapToDouble(new ReturnedGoods(book)::ofSupply)
                        .sum());
    }

    static boolean are(CountryShare share) {
        return share.getCountry().equals(ImportBounds.UNKNOWN_ORIGIN);
    }

    boolean any() {
        return share > 0;
    }

    /** Whether their share is larger than that of the top supplier. */
    boolean prevail() {
        return share > MineralBooks.topShare(book);
    }

    /** The HHI, marked as a lower bound if some origins are unlisted. */
    String concentration() {
        return (any() ? "≥ " : "") + Figures.count(Math.round(book.getHhi()));
    }

    /** A note for a single book; empty if all origins are listed. */
    Optional<String> note() {
        return any()
                ? Optional.of("░ unlisted origins hold %s, as no country's own: HHI is a lower bound"
                        .formatted(Figures.percent(share)))
                : Optional.empty();
    }
}
