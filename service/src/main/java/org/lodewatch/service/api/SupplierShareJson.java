package org.lodewatch.service.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.util.List;
import org.lodewatch.core.book.SupplierGroup;
import org.lodewatch.schemas.messages.MineralShares;

/**
 * The part of a country or bloc in one book as a JSON object.
 *
 * @param supplier alpha-2 code of the country, or id of the bloc
 * @param formOf the mineral of which the book is a form; left out for the book of a mineral
 * @param valueUsd left out where the currency is not the US dollar, which has {@code value} instead
 * @param share of the supply, 0 to 1
 * @param rank 1 for the largest supplier; a bloc ranks as one supplier among the countries outside it
 * @param shareChange against the window twelve months earlier; null where that is not comparable
 * @param largest alpha-2 code of the largest member of a bloc; left out for a country
 * @param basis what the dataset measures, for people
 * @param currency ISO 4217 code; left out for USD
 */
public record SupplierShareJson(
        String supplier,
        String dataset,
        String reporter,
        String mineral,
        @JsonInclude(JsonInclude.Include.NON_NULL) String formOf,
        String asOf,
        int windowMonths,
        double share,
        int rank,
        Double shareChange,
        @JsonInclude(JsonInclude.Include.NON_NULL) String largest,
        @JsonInclude(JsonInclude.Include.NON_NULL) BigDecimal valueUsd,
        @JsonInclude(JsonInclude.Include.NON_NULL) BigDecimal value,
        @JsonInclude(JsonInclude.Include.NON_NULL) BigDecimal totalValueUsd,
        @JsonInclude(JsonInclude.Include.NON_NULL) BigDecimal totalValue,
        @JsonInclude(JsonInclude.Include.NON_NULL) String basis,
        @JsonInclude(JsonInclude.Include.NON_NULL) String currency) {

    public static List<SupplierShareJson> of(SupplierGroup group, List<SupplierShare> shares) {
        return shares.stream().map(share -> of(group, share)).toList();
    }

    private static SupplierShareJson of(SupplierGroup group, SupplierShare part) {
        MineralShares book = part.book();
        Money money = new Money(book.getCurrency());
        return new SupplierShareJson(
                group.id(),
                book.getDataset(),
                book.getReporter(),
                book.getMineral(),
                book.getFormOf(),
                book.getAsOf(),
                book.getWindowMonths(),
                part.share(),
                part.rank(),
                part.change().isPresent() ? part.change().getAsDouble() : null,
                group.isBloc() ? part.largest() : null,
                money.usd(part.valueCents()),
                money.other(part.valueCents()),
                money.usd(book.getTotalValueCents()),
                money.other(book.getTotalValueCents()),
                book.getBasis(),
                money.isDollars() ? null : book.getCurrency());
    }
}
