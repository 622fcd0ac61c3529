package org.lodewatch.producer.feed;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What the figures of a dataset measure, as a user, a layout or a source declares it. What is empty is not declared.
 *
 * @param imports general or consumption
 * @param valuation customs or cif
 * @param currency ISO 4217 code
 * @param codeDigits digits of every commodity code; 0 if they have several lengths
 * @param codes the commodity codes that a source is asked for, also where nothing is traded; none for one that is read whole
 */
public record DatasetDeclaration(
        Optional<String> imports,
        Optional<String> valuation,
        Optional<String> currency,
        OptionalInt codeDigits,
        List<String> codes) {

    /** Declares nothing. */
    public static final DatasetDeclaration NONE =
            new DatasetDeclaration(Optional.empty(), Optional.empty(), Optional.empty(), OptionalInt.empty());

    public DatasetDeclaration {
        codes = List.copyOf(codes);
    }

    /** A declaration without codes. */
    public DatasetDeclaration(
            Optional<String> imports, Optional<String> valuation, Optional<String> currency, OptionalInt codeDigits) {
        this(imports, valuation, currency, codeDigits, List.of());
    }

    /** This one, of a source that is asked for these codes. */
    public DatasetDeclaration withCodes(List<String> asked) {
        return new DatasetDeclaration(imports, valuation, currency, codeDigits, asked);
    }

    /** This one, completed by another where it declares nothing. */
    public DatasetDeclaration orElse(DatasetDeclaration other) {
        return new DatasetDeclaration(
                imports.or(other::imports),
                valuation.or(other::valuation),
                currency.or(other::currency),
                codeDigits.isPresent() ? codeDigits : other.codeDigits,
                codes.isEmpty() ? other.codes : codes);
    }
}
