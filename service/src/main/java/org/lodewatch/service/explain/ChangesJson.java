package org.lodewatch.service.explain;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lodewatch.core.explain.BookChange;
import org.lodewatch.core.explain.BookChange.MovedShare;
import org.lodewatch.core.explain.BookChange.WindowChange;
import org.lodewatch.core.explain.ChangeCause;
import org.lodewatch.core.explain.MonthSpan;
import org.lodewatch.core.explain.RecordSum;
import org.lodewatch.schemas.values.Months;
import org.lodewatch.service.Json;

/**
 * What changed in the log between two moments, as a JSON object.
 *
 * @param newestPublished when the newest record before {@code until} was published; null if there is none
 * @param unchangedRecords record ids that were published again with the same content
 * @param uncountedRecords changed record ids that no book counts
 */
public record ChangesJson(
        String since,
        String until,
        String newestPublished,
        long unchangedRecords,
        long uncountedRecords,
        List<BookJson> books) {

    /**
     * One book. The values of the causes add up to {@code difference}.
     *
     * @param formOf the mineral of which the book is a form; left out for the book of a mineral
     * @param window the newest window at both moments; left out if one of them has no value
     */
    public record BookJson(
            String dataset,
            String reporter,
            String mineral,
            @JsonInclude(JsonInclude.Include.NON_NULL) String formOf,
            String currency,
            BigDecimal valueBefore,
            BigDecimal valueAfter,
            BigDecimal difference,
            long recordsBefore,
            long recordsAfter,
            Map<String, CauseJson> causes,
            @JsonInclude(JsonInclude.Include.NON_NULL) WindowJson window) {}

    /** What changed by one cause. Months are the first and last of the changed records. */
    public record CauseJson(long records, BigDecimal value, String firstMonth, String lastMonth) {

        private static CauseJson of(RecordSum sum, MonthSpan months) {
            return new CauseJson(
                    sum.records(), Json.amount(sum.cents()), Months.text(months.first()), Months.text(months.last()));
        }
    }

    /** The newest window at both moments, with the shares that moved most. */
    public record WindowJson(
            String asOfBefore,
            String asOfAfter,
            BigDecimal valueBefore,
            BigDecimal valueAfter,
            List<ShareJson> movedShares) {}

    /** The part of the value of a window, 0 to 1, that a country has at both moments. */
    public record ShareJson(String country, double before, double after, double points) {

        private static ShareJson of(MovedShare share) {
            return new ShareJson(share.country(), share.before(), share.after(), share.points());
        }
    }

    /** @param top how many moved shares to name in each book */
    public static List<BookJson> books(Collection<BookChange> changes, int top) {
        return changes.stream().map(change -> of(change, top)).toList();
    }

    /** The document of some changes. */
    public static ChangesJson of(
            Instant since, Instant until, Instant newest, long unchanged, long uncounted, List<BookJson> books) {
        return new ChangesJson(
                since.toString(),
                until.toString(),
                newest == null ? null : newest.toString(),
                unchanged,
                uncounted,
                books);
    }

    private static BookJson of(BookChange change, int top) {
        Map<String, CauseJson> causes = new LinkedHashMap<>();
        for (ChangeCause cause : ChangeCause.values()) {
            if (change.causes().containsKey(cause)) {
                causes.put(
                        Json.word(cause),
                        CauseJson.of(change.causes().get(cause), change.months().get(cause)));
            }
        }
        return new BookJson(
                change.book().dataset(),
                change.book().reporter(),
                change.book().mineral(),
                change.formOf().orElse(null),
                change.currency(),
                Json.amount(change.before().cents()),
                Json.amount(change.after().cents()),
                Json.amount(change.after().cents() - change.before().cents()),
                change.before().records(),
                change.after().records(),
                causes,
                change.newest().map(window -> of(window, top)).orElse(null));
    }

    private static WindowJson of(WindowChange window, int top) {
        return new WindowJson(
                Months.text(window.asOfBefore()),
                Months.text(window.asOfAfter()),
                Json.amount(window.centsBefore()),
                Json.amount(window.centsAfter()),
                window.shares().stream().limit(top).map(ShareJson::of).toList());
    }
}
