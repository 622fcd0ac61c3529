package org.lodewatch.service.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.util.List;
import org.lodewatch.schemas.messages.BlocShare;
import org.lodewatch.schemas.messages.CodeCoverage;
import org.lodewatch.schemas.messages.Detour;
import org.lodewatch.schemas.messages.MineralShares;
import org.lodewatch.schemas.messages.PublishedReliance;
import org.lodewatch.schemas.messages.ShareMove;
import org.lodewatch.service.Json;

/**
 * The measures of one window that need the catalogue or weights. A missing one is left out.
 *
 * @param reliance the published figure behind {@code netImportReliance}
 * @param relianceAbsence why there is none
 * @param codeCoverage which commodity codes the dataset has, if not all of the book
 * @param seriesBreak why the window is not comparable with one a year earlier or later
 * @param blocs the part of each bloc of the catalogue
 * @param unproducedShare part of the supply, 0 to 1, from countries that do not produce the mineral
 * @param detour what such countries have gained in a year in which a supplier has lost 10 points or more
 * @param hhiGovernance concentration weighted by governance, 0 to 100,000
 * @param totalWeightKg of the rows that have a weight
 * @param weightCoverage part of the value, 0 to 1, whose rows have a weight; left out without any
 * @param medianUnitValue value a kilogram, in the currency
 * @param markedWeightPart part of the weight, 0 to 1, of countries whose unit value is far off the median; left out if 0
 * @param valueWeightGap largest difference between a supplier's shares by value and by weight, points of 100
 * @param containedKg weight of the element in the goods
 * @param containedCoverage part of the value, 0 to 1, whose rows have a weight and a known content; left out if 0
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record MeasuresJson(
        RelianceJson reliance,
        String relianceAbsence,
        CoverageJson codeCoverage,
        String seriesBreak,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<BlocJson> blocs,
        Double unproducedShare,
        DetourJson detour,
        Double hhiGovernance,
        BigDecimal totalWeightKg,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) double weightCoverage,
        Double medianUnitValue,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) double markedWeightPart,
        Double valueWeightGap,
        BigDecimal containedKg,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) double containedCoverage) {

    /**
     * A published net import reliance.
     *
     * @param printed as printed: {@code 53}, {@code >95}, {@code E}
     * @param value the part of consumption, 0 to 1, that it means, or its bound; left out if it means none
     * @param bound {@code exact}, {@code lower} or {@code upper}
     */
    public record RelianceJson(
            String printed,
            @JsonInclude(JsonInclude.Include.NON_NULL) Double value,
            String bound,
            int year,
            String edition) {

        /** Null if none is published. */
        static RelianceJson of(MineralShares shares) {
            PublishedReliance published = shares.getReliance();
            Double value = shares.getNetImportReliance();
            return published == null
                    ? null
                    : new RelianceJson(
                            published.getPrinted(),
                            value,
                            Json.word(published.getBound()),
                            published.getYear(),
                            published.getEdition());
        }
    }

    /** How many codes a book has, and those of the dataset. */
    public record CoverageJson(int codes, List<String> covered) {

        /** Null if the dataset has all codes of the book. */
        static CoverageJson of(MineralShares shares) {
            CodeCoverage coverage = shares.getCodeCoverage();
            return coverage == null ? null : new CoverageJson(coverage.getCodes(), coverage.getCovered());
        }
    }

    /** One bloc's part of the supply. One of the two values is left out. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record BlocJson(String bloc, BigDecimal valueUsd, BigDecimal value, double share) {

        private static BlocJson of(BlocShare bloc, Money money) {
            return new BlocJson(
                    bloc.getBloc(),
                    money.usd(bloc.getValueCents()),
                    money.other(bloc.getValueCents()),
                    bloc.getShare());
        }
    }

    /** A detour: all points are of 100. */
    public record DetourJson(double points, List<MoveJson> losers, List<MoveJson> gainers) {

        private static DetourJson of(Detour detour) {
            return new DetourJson(
                    detour.getPoints(), MoveJson.of(detour.getLosers()), MoveJson.of(detour.getGainers()));
        }
    }

    /** The change of one country's part of the supply in twelve months. */
    public record MoveJson(String country, double points) {

        private static List<MoveJson> of(List<ShareMove> moves) {
            return moves.stream()
                    .map(move -> new MoveJson(move.getCountry(), move.getPoints()))
                    .toList();
        }
    }

    static MeasuresJson of(MineralShares shares, Money money) {
        return new MeasuresJson(
                RelianceJson.of(shares),
                shares.getRelianceAbsence(),
                CoverageJson.of(shares),
                shares.getSeriesBreak(),
                shares.getBlocs().stream().map(bloc -> BlocJson.of(bloc, money)).toList(),
                shares.getUnproducedShare(),
                shares.getDetour() == null ? null : DetourJson.of(shares.getDetour()),
                shares.getHhiGovernance(),
                Json.kilograms(shares.getTotalWeightGrams()),
                shares.getWeightCoverage(),
                shares.getMedianUnitValue(),
                shares.getMarkedWeightPart(),
                shares.getValueWeightGap(),
                Json.kilograms(shares.getContainedGrams()),
                shares.getContainedCoverage());
    }
}
