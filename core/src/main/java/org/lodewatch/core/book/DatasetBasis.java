package org.lodewatch.core.book;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.lodewatch.schemas.messages.DatasetProperties;

/**
 * What the values of a dataset are, as its feeds declare it.
 *
 * @param text for people, such as {@code general imports, customs value, HS6}; empty if nothing is declared
 * @param currency ISO 4217 code of the values
 * @param codes the commodity codes of the catalogue that the dataset covers; empty if they are not declared
 * @param publishedAt when it was declared
 */
public record DatasetBasis(Optional<String> text, String currency, Optional<List<String>> codes, Instant publishedAt)
        implements Comparable<DatasetBasis> {

    /** The currency of a dataset that declares none. */
    public static final String DEFAULT_CURRENCY = "USD";

    private static final int LONGEST_INTERNATIONAL_CODE = 6;

    private static final Comparator<DatasetBasis> ORDER = Comparator.comparing(DatasetBasis::publishedAt)
            .thenComparing(basis -> basis.text().orElse(""))
            .thenComparing(DatasetBasis::currency)
            .thenComparing(basis -> basis.codes().map(List::toString).orElse(""));

    /** The basis that a valid message declares. */
    public static DatasetBasis of(DatasetProperties properties) {
        List<String> parts = new ArrayList<>();
        if (properties.getImports() != null) {
            parts.add(properties.getImports().equals("general") ? "general imports" : "imports for consumption");
        }
        if (properties.getValuation() != null) {
            parts.add(properties.getValuation().equals("customs") ? "customs value" : "CIF value");
        }
        int digits = properties.getCodeDigits();
        if (digits > 0) {
            parts.add(digits <= LONGEST_INTERNATIONAL_CODE ? "HS" + digits : digits + "-digit codes");
        }
        return new DatasetBasis(
                parts.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", parts)),
                properties.getCurrency(),
                Optional.ofNullable(properties.getCodes()),
                properties.getPublishedAt());
    }

    /** The later one counts; of two of the same time, the one whose text, currency and codes are last in the alphabet. */
    @Override
    public int compareTo(DatasetBasis other) {
        return ORDER.compare(this, other);
    }
}
