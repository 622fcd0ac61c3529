package org.lodewatch.core.policy;

import java.util.List;
import java.util.Optional;
import org.lodewatch.core.policy.AlertHistory.Step;
import org.lodewatch.schemas.messages.HistoryEntry;
import org.lodewatch.schemas.messages.Severity;
import org.lodewatch.schemas.values.Months;

/**
 * The difference between the published history of an alert and the present one. A later figure of a transition, without another
 * month or severity, is no difference.
 *
 * @param restatement what has changed of the published months; empty if the published history is a beginning of the present one
 * @param news the transitions after the published ones, oldest first
 */
record HistoryChange(Optional<Restatement> restatement, List<Step> news) {

    /**
     * What has changed of the published months.
     *
     * @param former the published entries from the first episode that has changed to the last one
     * @param present the steps that replace them
     * @param last the last step of all published months; empty if none is left
     * @param firstMonth the first month that has changed
     * @param lastMonth the last month of an entry that has changed
     */
    record Restatement(
            List<HistoryEntry> former, List<Step> present, Optional<Step> last, int firstMonth, int lastMonth) {}

    /**
     * @param published oldest first
     * @param judgedTo the last month that was judged when the history was published
     * @param present oldest first
     */
    static HistoryChange between(List<HistoryEntry> published, int judgedTo, List<Step> present) {
        int same = 0;
        while (same < published.size() && same < present.size() && isSame(published.get(same), present.get(same))) {
            same++;
        }
        if (same == published.size()) {
            return new HistoryChange(Optional.empty(), present.subList(same, present.size()));
        }
        int lastPublished = Math.max(judgedTo, month(published.get(published.size() - 1)));
        int end = same;
        while (end < present.size() && present.get(end).asOf() <= lastPublished) {
            end++;
        }
        int start = same;
        while (start > 0 && published.get(start - 1).getSeverity() != Severity.NONE) {
            start--;
        }
        int firstMonth = month(published.get(same));
        if (same < end) {
            firstMonth = Math.min(firstMonth, present.get(same).asOf());
        }
        Optional<Step> last = end == 0 ? Optional.empty() : Optional.of(present.get(end - 1));
        List<HistoryEntry> former = published.subList(start, published.size());
        List<Step> now = present.subList(start, end);
        int unchanged = unchangedEpisodes(former, now);
        former = former.subList(0, former.size() - unchanged);
        now = now.subList(0, now.size() - unchanged);
        int alike = alikeAtTheEnd(former, now);
        int lastMonth = Math.max(
                former.size() == alike ? 0 : month(former.get(former.size() - 1 - alike)),
                now.size() == alike ? 0 : now.get(now.size() - 1 - alike).asOf());
        return new HistoryChange(
                Optional.of(new Restatement(List.copyOf(former), List.copyOf(now), last, firstMonth, lastMonth)),
                present.subList(end, present.size()));
    }

    /** How many entries at the end of both are those of episodes that have not changed. */
    private static int unchangedEpisodes(List<HistoryEntry> former, List<Step> present) {
        for (int unchanged = alikeAtTheEnd(former, present); unchanged > 0; unchanged--) {
            if (present.get(present.size() - unchanged).before() == Severity.NONE
                    && (unchanged == former.size()
                            || former.get(former.size() - 1 - unchanged).getSeverity() == Severity.NONE)) {
                return unchanged;
            }
        }
        return 0;
    }

    /** How many entries at the end of both are the same. */
    private static int alikeAtTheEnd(List<HistoryEntry> former, List<Step> present) {
        int alike = 0;
        while (alike < former.size()
                && alike < present.size()
                && isSame(former.get(former.size() - 1 - alike), present.get(present.size() - 1 - alike))) {
            alike++;
        }
        return alike;
    }

    private static boolean isSame(HistoryEntry published, Step step) {
        return month(published) == step.asOf() && published.getSeverity() == step.severity();
    }

    private static int month(HistoryEntry entry) {
        return Months.of(entry.getAsOf());
    }
}
