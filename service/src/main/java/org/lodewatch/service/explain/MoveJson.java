package org.lodewatch.service.explain;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lodewatch.core.explain.ChangeCause;
import org.lodewatch.core.explain.FigureMove;
import org.lodewatch.core.explain.FigureMove.FurtherTerm;
import org.lodewatch.core.explain.FigureMove.MovedSum;
import org.lodewatch.core.explain.MovedRecords;
import org.lodewatch.schemas.values.Months;
import org.lodewatch.service.Json;

/**
 * What moved a figure, as a JSON object. The values of the causes add up to {@code value}, their points and those of
 * {@code further} to {@code points}. Points are null where the figure cannot be computed in both windows.
 *
 * @param value customs value of the second window less that of the first
 * @param points the second figure less the first, percent or points
 * @param records what moved it most
 * @param others the records that are left out
 */
public record MoveJson(
        String asOfBefore,
        String asOfAfter,
        Double before,
        Double after,
        Double points,
        BigDecimal valueBefore,
        BigDecimal valueAfter,
        BigDecimal value,
        Map<String, SumJson> causes,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<TermJson> further,
        List<RecordsJson> records,
        SumJson others) {

    /** Some records. */
    public record SumJson(long records, BigDecimal value, Double points) {

        private static SumJson of(MovedSum sum) {
            return new SumJson(sum.records(), Json.amount(sum.cents()), number(sum.points()));
        }
    }

    /** What moved the figure besides records. */
    public record TermJson(String text, double points) {

        private static TermJson of(FurtherTerm term) {
            return new TermJson(term.text(), term.points());
        }
    }

    /**
     * Records of one month, country and commodity code.
     *
     * @param former the month, country or code before a revision; left out if it is the same
     */
    public record RecordsJson(
            String cause,
            String month,
            String country,
            String commodityCode,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) String former,
            long records,
            BigDecimal value,
            Double points) {

        private static RecordsJson of(MovedRecords moved) {
            return new RecordsJson(
                    Json.word(moved.cause()),
                    Months.text(moved.month()),
                    moved.country(),
                    moved.code(),
                    moved.former(),
                    moved.records(),
                    Json.amount(moved.cents()),
                    number(moved.points()));
        }
    }

    /** @param top how many of the records to name */
    public static MoveJson of(FigureMove move, int top) {
        Map<String, SumJson> causes = new LinkedHashMap<>();
        for (ChangeCause cause : ChangeCause.values()) {
            if (move.causes().containsKey(cause)) {
                causes.put(Json.word(cause), SumJson.of(move.causes().get(cause)));
            }
        }
        return new MoveJson(
                Months.text(move.asOfBefore()),
                Months.text(move.asOfAfter()),
                Json.number(move.before()),
                Json.number(move.after()),
                number(move.points()),
                Json.amount(move.centsBefore()),
                Json.amount(move.centsAfter()),
                Json.amount(move.centsAfter() - move.centsBefore()),
                causes,
                move.further().stream().map(TermJson::of).toList(),
                move.records().stream().limit(top).map(RecordsJson::of).toList(),
                SumJson.of(move.others(top)));
    }

    private static Double number(double points) {
        return Double.isNaN(points) ? null : points;
    }
}
