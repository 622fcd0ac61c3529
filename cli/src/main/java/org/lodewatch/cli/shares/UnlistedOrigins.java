package org.lodewatch.cli.shares;

import java.util.Optional;
import org.lodewatch.cli.output.Figures;
import org.lodewatch.schemas.messages.CountryShare;
import org.lodewatch.schemas.messages.MineralShares;
import org.lodewatch.schemas.values.ImportBounds;

/**
 * What a book holds of origins that its source does not tell apart: part of the total, and never of a supplier.
 *
 * @param share by value, 0 to 1
 */
record UnlistedOrigins(MineralShares book, double share) {

    static UnlistedOrigins of(MineralShares book) {
        return new UnlistedOrigins(
                book,
                book.getCountries().stream()
                        .filter(UnlistedOrigins::are)
                        .mapToDouble(CountryShare::getValueShare)
                        .sum());
    }

    static boolean are(CountryShare share) {
        return share.getCountry().equals(ImportBounds.UNKNOWN_ORIGIN);
    }

    boolean any() {
        return share > 0;
    }

    /** Whether more comes from them than from the top supplier, so that the latter says little. */
    boolean prevail() {
        return share > SharesReport.topShare(book);
    }

    /** The HHI, marked as the lower bound that it is where part of the imports is in no country's share. */
    String concentration() {
        return (any() ? "≥ " : "") + Figures.count(Math.round(book.getHhi()));
    }

    /** For a single book. Empty where all origins are known. */
    Optional<String> note() {
        return any()
                ? Optional.of("░ unlisted origins hold %s, as no country's own: HHI is a lower bound"
                        .formatted(Figures.percent(share)))
                : Optional.empty();
    }
}
