package org.lodewatch.cli.shares;

import java.time.YearMonth;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.lodewatch.schemas.messages.MineralShares;
import org.lodewatch.schemas.values.Months;
import org.lodewatch.service.api.SharesQuery;

/**
 * Explains that a query asks for a window which the setting {@code horizon.months} hides.
 *
 * @param published every published window
 */
public record HiddenWindows(SharesQuery query, Collection<MineralShares> published) {

    /** One line for each dataset and reporter whose window of the month is hidden. */
    public List<String> notes() {
        return query.asOf().map(this::notes).orElse(List.of());
    }

    private List<String> notes(YearMonth asOf) {
        return published.stream()
                .filter(shares -> agrees(query.dataset(), shares.getDataset()))
                .filter(shares -> agrees(query.reporter(), shares.getReporter()))
                .collect(Collectors.groupingBy(
                        shares -> shares.getDataset() + "/" + shares.getReporter(), TreeMap::new, Collectors.toList()))
                .entrySet()
                .stream()
                .flatMap(owner -> note(owner.getKey(), owner.getValue(), asOf).stream())
                .toList();
    }

    private static Optional<String> note(String owner, List<MineralShares> windows, YearMonth asOf) {
        MineralShares oldest = windows.stream()
                .min((one, other) -> one.getAsOf().compareTo(other.getAsOf()))
                .orElseThrow();
        String newest = windows.stream()
                .map(MineralShares::getAsOf)
                .max(String::compareTo)
                .orElseThrow();
        int horizon = oldest.getHorizonMonths();
        // A window that begins before its dataset is the first of all: nothing is hidden.
        boolean isFirst = oldest.getCoveredMonths() < oldest.getWindowMonths();
        if (horizon == 0 || isFirst || asOf.toString().compareTo(oldest.getAsOf()) >= 0) {
            return Optional.empty();
        }
        int needed = Months.of(newest) - Months.of(asOf.toString()) + oldest.getWindowMonths();
        return Optional.of(("windows of %s that end before %s are hidden by horizon.months=%d: with `--set"
                        + " horizon.months=%d` or more, or 0 for all, `lodewatch stream` publishes that of %s")
                .formatted(owner, oldest.getAsOf(), horizon, needed, asOf));
    }

    private static boolean agrees(Optional<String> wanted, String actual) {
        return wanted.isEmpty() || wanted.get().equals(actual);
    }
}
