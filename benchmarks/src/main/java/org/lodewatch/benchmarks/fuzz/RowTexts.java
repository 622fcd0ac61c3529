package org.lodewatch.benchmarks.fuzz;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.lodewatch.producer.feed.ImportField;
import org.lodewatch.schemas.catalogue.Catalogue;

/** The fields of generated rows: most are right, some odd. */
final class RowTexts {

    private static final List<String> CODES = Catalogue.bundled().commodities().stream()
            .map(commodity -> (commodity.prefix() + "0000")
                    .substring(0, Math.max(6, commodity.prefix().length())))
            .toList();

    private RowTexts() {}

    /** @param oddness one in so many fields is odd */
    static Map<ImportField, String> of(Chance chance, int oddness) {
        Map<ImportField, String> texts = new EnumMap<>(ImportField.class);
        for (ImportField field : ImportField.values()) {
            texts.put(field, chance.oneIn(oddness) ? odd(chance, field) : right(chance, field));
        }
        return texts;
    }

    private static String right(Chance chance, ImportField field) {
        return switch (field) {
            case DATASET -> chance.of("us-census", "eu", "a0-");
            case RECORD_ID -> chance.of("id-", "Ä", "a b/") + chance.below(20);
            case REVISION -> Integer.toString(chance.below(3));
            case REPORTER -> chance.of("US", "DE");
            case ORIGIN -> chance.of("CN", "CD", "XX", "US");
            case COMMODITY_CODE -> chance.of(CODES);
            case PERIOD ->
                chance.oneIn(6)
                        ? Integer.toString(chance.from(1990, 2025))
                        : "%d-%02d".formatted(chance.from(1990, 2025), chance.from(1, 12));
            case CUSTOMS_VALUE_USD -> chance.below(1_000_000) + chance.of("", ".5", ".25", ".10", ".000");
            case NET_WEIGHT_KG -> chance.oneIn(4) ? "" : chance.below(1_000_000) + chance.of("", ".125", ".0");
            case WITHDRAWN -> chance.of("", "false", "false", "true");
        };
    }

    private static String odd(Chance chance, ImportField field) {
        return switch (chance.below(3)) {
            case 0 -> chance.oddNumber();
            case 1 -> chance.oddText();
            default -> chance.mutated(right(chance, field));
        };
    }
}
