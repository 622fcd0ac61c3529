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

/**
 * What a reporter imported under one code in one period, put together from its rows.
 *
 * <p>Beside the partners stands the world, which Comtrade adds up itself: a control total. The partners must come to it
 * within a cent a row, since each is rounded for itself. Partners without a world row are not believed either: the world
 * is there beside any partner once a period is loaded, and its absence has been seen while one was loaded in part.
 */
final class CodeFigures {

    private static final BigDecimal CENT = new BigDecimal("0.01");
    private static final int CENTS = 2;
    private static final int GRAMS = 3;

    private final String code;
    private final SortedMap<String, Origin> origins = new TreeMap<>();
    private Optional<BigDecimal> world = Optional.empty();
    private BigDecimal sum = BigDecimal.ZERO;
    private int partners;

    CodeFigures(String code) {
        this.code = code;
    }

    /** One or more partners that are one country to us. */
    private record Origin(BigDecimal dollars, Optional<BigDecimal> kilograms, SourceLine source) {

        Origin and(Origin other) {
            return new Origin(
                    dollars.add(other.dollars),
                    // A weight of a part of the goods would make them look dear.
                    kilograms.flatMap(one -> other.kilograms.map(one::add)),
                    source);
        }
    }

    /** Takes the row of the world. It is not added up: were every row to come twice, so would the control total. */
    void world(FigureRow row) {
        world = world.or(row::dollars);
    }

    /**
     * Adds a partner's row; one without a value is none.
     *
     * @param origin the partner's ISO 3166-1 alpha-2 code, or XX; the reporter's own for goods that come back
     */
    void partner(FigureRow row, String origin, SourceLine source) {
        row.dollars().ifPresent(dollars -> {
            partners++;
            sum = sum.add(dollars);
            origins.merge(origin, new Origin(dollars, row.kilograms(), source), Origin::and);
        });
    }

    /** What does not add up, on one line. */
    Optional<String> fault() {
        if (world.isEmpty()) {
            return partners == 0
                    ? Optional.empty()
                    : Optional.of("%s: %d partners of %s US dollars, and no row of the world to check them against"
                            .formatted(code, partners, sum.toPlainString()));
        }
        BigDecimal tolerance = CENT.multiply(BigDecimal.valueOf(partners + 1L));
        if (sum.subtract(world.get()).abs().compareTo(tolerance) <= 0) {
            return Optional.empty();
        }
        return Optional.of("%s: %d partners add up to %s US dollars, the world is %s"
                .formatted(code, partners, sum.toPlainString(), world.get().toPlainString()));
    }

    /** A line of each origin, by its code; none of those of which nothing but zero is said. */
    List<Line> lines() {
        List<Line> lines = new ArrayList<>();
        origins.forEach((iso, origin) -> {
            if (origin.dollars().signum() != 0 || origin.kilograms().isPresent()) {
                lines.add(new Line(
                        new RawImport()
                                .with(ImportField.ORIGIN, iso)
                                .with(ImportField.COMMODITY_CODE, code)
                                .with(ImportField.CUSTOMS_VALUE_USD, rounded(origin.dollars(), CENTS))
                                .with(
                                        ImportField.NET_WEIGHT_KG,
                                        origin.kilograms()
                                                .map(weight -> rounded(weight, GRAMS))
                                                .orElse(null)),
                        origin.source()));
            }
        });
        return lines;
    }

    /**
     * Dollars that were converted from another currency have more decimals than money has, and sums in floating point
     * have some at their end; the record holds whole cents and grams.
     */
    private static String rounded(BigDecimal number, int decimals) {
        BigDecimal rounded = number.scale() > decimals ? number.setScale(decimals, RoundingMode.HALF_UP) : number;
        return rounded.toPlainString();
    }
}
