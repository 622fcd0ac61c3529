package org.lodewatch.cli.shares;

import java.util.stream.Stream;
import org.lodewatch.cli.output.Figures;
import org.lodewatch.schemas.messages.CountryShare;
import org.lodewatch.schemas.messages.MineralShares;

/**
 * The part of a book whose origin is the reporter itself. It counts in the total, and in no measure of suppliers: these are
 * of what other countries supply.
 *
 * @param book the shares of one window
 */
record ReturnedGoods(MineralShares book) {

    boolean any() {
        return book.getReturnedValueCents() != 0;
    }

    /** Whether a row of the book is that of returned goods. */
    boolean are(CountryShare share) {
        return share.getCountry().equals(book.getReporter());
    }

    /** The other rows of known origin: the suppliers, the largest first. */
    Stream<CountryShare> suppliers() {
        return book.getCountries().stream().filter(share -> !are(share) && !UnlistedOrigins.are(share));
    }

    /** Their part of the total, as text. */
    String ofTotal() {
        return Figures.percent((double) book.getReturnedValueCents() / book.getTotalValueCents());
    }

    /** A country's part of what other countries supply, 0 to 1; 0 where that is nothing. */
    double ofSupply(CountryShare share) {
        long supply = book.getTotalValueCents() - book.getReturnedValueCents();
        return supply == 0 ? 0 : (double) share.getValueCents() / supply;
    }

    /** A country's part of the net weight that other countries supply, 0 to 1; 0 where that is nothing. */
    double ofSuppliedWeight(CountryShare share) {
        long supply = book.getCountries().stream()
                .filter(other -> !are(other) && other.getWeightGrams() != null)
                .mapToLong(CountryShare::getWeightGrams)
                .sum();
        return supply == 0 ? 0 : (double) share.getWeightGrams() / supply;
    }
}
