package org.lodewatch.producer.feed;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a user, a layout or a source says about the figures of a dataset.
 *
 * @param imports general or consumption
 * @param valuation customs or cif
 * @param currency ISO 4217 code
 * @param codeDigits digits of every commodity code; 0 if they have several lengths
 */
public record DatasetDeclaration(
        Optional<String> imports, Optional<String> valuation, Optional<String> currency, OptionalInt codeDigits) {

    /** Says nothing. */
    public static final DatasetDeclaration NONE =
            new DatasetDeclaration(Optional.empty(), Optional.empty(), Optional.empty(), OptionalInt.empty());

    /** This one, completed by another where it says nothing. */
    public DatasetDeclaration orElse(DatasetDeclaration other) {
        return new DatasetDeclaration(
                imports.or(other::imports),
                valuation.or(other::valuation),
                currency.or(other::currency),
                codeDigits.isPresent() ? codeDigits : other.codeDigits);
    }
}
