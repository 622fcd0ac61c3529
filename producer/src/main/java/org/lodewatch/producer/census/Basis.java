package org.lodewatch.producer.census;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.lodewatch.producer.feed.DatasetDeclaration;

/** Which imports are counted. The two differ by the goods in bonded warehouses and foreign trade zones. */
public enum Basis {
    /** General imports: all goods that arrive, whether they enter commerce at once or not. */
    GENERAL("GEN", "general imports"),
    /** Imports for consumption: goods that enter commerce, at once or out of a warehouse. The USGS uses this basis. */
    CONSUMPTION("CON", "imports for consumption");

    private final String prefix;
    private final String text;

    Basis(String prefix, String text) {
        this.prefix = prefix;
        this.text = text;
    }

    /** What a dataset of this basis measures: customs values in US dollars, by codes of so many digits. */
    DatasetDeclaration declaration(int digits) {
        return new DatasetDeclaration(
                Optional.of(name().toLowerCase(Locale.ROOT)),
                Optional.of("customs"),
                Optional.of("USD"),
                OptionalInt.of(digits));
    }

    /** The API's variable of this basis: {@code GEN_VAL_MO} for {@code VAL_MO}. */
    String variable(String measure) {
        return prefix + "_" + measure;
    }

    /** As a sentence names it: {@code general imports}. */
    @Override
    public String toString() {
        return text;
    }
}
