package org.lodewatch.producer.feed;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * What the figures of a dataset measure, as a user, a layout or a source declares it. What is empty is not declared.
 *
 * @param imports general or consumption
 * @param valuation customs or cif
 * @param currency ISO 4217 code
 * @param codeDigits digits of every commodity code; 0 if they have several lengths
 */
public record DatasetDeclaration(
        Optional<String> imports, Optional<String> valuation, Optional<String> currency, OptionalInt codeDigits) {

    /** Declares nothing. */
    public static final DatasetDeclaration NONE =
            new DatasetDeclaration(Optional.empty(), Optional.empty(), Optional.empty(), OptionalInt.empty());

    /** This one, completed by another where it declares nothing. */
    public DatasetDeclaration orElse(DatasetDeclaration other) {
        return new DatasetDeclaration(
                imports.or(other::imports),
                valuation.or(other::valuation),
                currency.or(other::currency),
                codeDigits.isPresent() ? codeDigits : other.codeDigits);
    }
}
