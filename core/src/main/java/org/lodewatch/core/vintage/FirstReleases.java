package org.lodewatch.core.vintage;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.lodewatch.core.book.Clock;
import org.lodewatch.core.book.WindowRule;
import org.lodewatch.core.book.WindowState;

/** Which release of a dataset and reporter was the first after which the window of a month is judged. */
final class FirstReleases {

    private final WindowRule rule;
    private final Map<Integer, LogRelease> complete = new HashMap<>();
    private final Map<Integer, LogRelease> provisional = new HashMap<>();

    FirstReleases(WindowRule rule) {
        this.rule = rule;
    }

    /** @param clock after the release */
    void add(LogRelease release, Clock clock) {
        for (int asOf : clock.asOfs(rule)) {
            WindowState window = clock.window(asOf, rule).orElseThrow();
            if (window.coveredMonths() == rule.windowMonths() && !window.withheld()) {
                provisional.putIfAbsent(asOf, release);
                if (window.complete()) {
                    complete.putIfAbsent(asOf, release);
                }
            }
        }
    }

    /**
     * The release of a month; empty if its window is never judged.
     *
     * @param evenProvisional whether windows whose last period is not complete are judged too
     */
    Optional<LogRelease> of(int asOf, boolean evenProvisional) {
        return Optional.ofNullable((evenProvisional ? provisional : complete).get(asOf));
    }
}
