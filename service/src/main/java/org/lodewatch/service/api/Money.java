package org.lodewatch.service.api;

import java.math.BigDecimal;
import org.lodewatch.service.Json;

/**
 * Amounts of one currency in JSON documents. Fields whose names end in {@code Usd} have US dollars only; amounts of other
 * currencies are in fields of their own, so that no reader takes them for dollars.
 *
 * @param currency ISO 4217 code
 */
public record Money(String currency) {

    public boolean isDollars() {
        return currency.equals("USD");
    }

    /** The amount, with two decimals; null if it is not in US dollars. */
    public BigDecimal usd(long cents) {
        return isDollars() ? Json.amount(cents) : null;
    }

    /** The amount, with two decimals; null if it is in US dollars. */
    public BigDecimal other(long cents) {
        return isDollars() ? null : Json.amount(cents);
    }
}
