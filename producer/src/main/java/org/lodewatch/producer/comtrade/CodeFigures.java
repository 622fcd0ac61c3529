package org.lodewatch.producer.comtrade;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.lodewatch.producer.feed.FeedItem.Line;
import org.lodewatch.producer.feed.ImportField;
import org.lodewatch.producer.feed.RawImport;
import org.lodewatch.producer.feed.SourceLine;
import org.lodewatch.producer.poll.OriginCodes.Origin;

/**
 * The imports of one code in one period, added up from rows.
 *
 * <p>The row of the world, which Comtrade adds up itself, is a control total. The partners must add up to it within the
 * rounding of each row: half a dollar where all values are whole dollars, as they are up to 2016, and a cent otherwise.
 * Partners without a world row are not published either: a fully
 * loaded period has the row with any partner, and a partly loaded one may lack it.
 */
final class CodeFigures {

    private static final BigDecimal CENT = new BigDecimal("0.01");
    private static final BigDecimal HALF_A_DOLLAR = new BigDecimal("0.5");
    private static final int CENTS = 2;
    private static final int GRAMS = 3;

    private final String code;
    private final SortedMap<Origin, Imports> origins = new TreeMap<>();
    private Optional<BigDecimal> world = Optional.empty();
    private BigDecimal sum = BigDecimal.ZERO;
    private int partners;
    private boolean wholeDollars = true;
    private boolean cutOff;

    CodeFigures(String code) {
        this.code = code;
    }

    /** One or more partners of one country of the catalogue. */
    private record Imports(BigDecimal dollars, Optional<BigDecimal> kilograms, SourceLine source) {

        Imports plus(Imports other) {
            return new Imports(
                    dollars.add(other.dollars),
                    // The weight of a part of the goods would make the price too high.
                    kilograms.flatMap(one -> other.kilograms.map(one::add)),
                    source);
        }
    }

    /** Sets the control total. It is not added up: if every row came twice, the control total would double too. */
    void world(FigureRow row) {
        world = world.or(row::dollars);
        world.ifPresent(this::checkWhole);
    }

    /**
     * Adds a partner's row; one without a value counts for nothing.
     *
     * @param origin the partner's; the reporter itself for goods that come back
     */
    void partner(FigureRow row, Origin origin, SourceLine source) {
        row.dollars().ifPresent(dollars -> {
            partners++;
            sum = sum.add(dollars);
            checkWhole(dollars);
            origins.merge(origin, new Imports(dollars, row.kilograms(), source), Imports::plus);
        });
    }

    private void checkWhole(BigDecimal dollars) {
        wholeDollars &= dollars.stripTrailingZeros().scale() <= 0;
    }

    /** Marks that not all rows were sent. */
    void cutOff() {
        cutOff = true;
    }

    boolean isCutOff() {
        return cutOff;
    }

    /** Why the figures do not add up, on one line; empty if they do. */
    Optional<String> imbalance() {
        if (world.isEmpty()) {
            return partners == 0
                    ? Optional.empty()
                    : Optional.of("%s: %d partners of %s US dollars, and no row of the world to check them against"
                            .formatted(code, partners, sum.toPlainString()));
        }
        BigDecimal rounding = wholeDollars ? HALF_A_DOLLAR : CENT;
        BigDecimal tolerance = rounding.multiply(BigDecimal.valueOf(partners + 1L));
        if (sum.subtract(world.get()).abs().compareTo(tolerance) <= 0) {
            return Optional.empty();
        }
        return Optional.of("%s: %d partners add up to %s US dollars, the world is %s"
                .formatted(code, partners, sum.toPlainString(), world.get().toPlainString()));
    }

    /** A line of each origin, in their order; none for an origin with neither value nor weight. */
    List<Line> lines() {
        List<Line> lines = new ArrayList<>();
        origins.forEach((origin, imports) -> {
            if (imports.dollars().signum() != 0 || imports.kilograms().isPresent()) {
                RawImport fields = origin.fields()
                        .with(ImportField.COMMODITY_CODE, code)
                        .with(ImportField.CUSTOMS_VALUE_USD, rounded(imports.dollars(), CENTS));
                imports.kilograms().ifPresent(weight -> fields.with(ImportField.NET_WEIGHT_KG, rounded(weight, GRAMS)));
                lines.add(new Line(fields, imports.source()));
            }
        });
        return lines;
    }

    /**
     * Dollars converted from another currency, and sums in floating point, have more decimals than the whole cents and
     * grams of a record.
     */
    private static String rounded(BigDecimal number, int decimals) {
        BigDecimal rounded = number.scale() > decimals ? number.setScale(decimals, RoundingMode.HALF_UP) : number;
        return rounded.toPlainString();
    }
}
