package org.lodewatch.service.policies;

import java.util.OptionalInt;
import org.lodewatch.schemas.values.Months;
import org.lodewatch.service.Json;

/**
 * What a policy has raised, as a JSON object; see {@link PolicyActivity}. Months are YYYY-MM.
 *
 * @param books how many published books it selects
 * @param from the first month that counts; null if it selects no published book
 * @param to the newest month of its books
 * @param open alerts now, by severity
 * @param raised how often an alert was raised in these months
 * @param lastRaised null if none was
 * @param cleared how many of them have resolved
 * @param monthsToClear the median of the months from raised to resolved; null if none has resolved
 */
record PolicyActivityJson(
        String policyId,
        int books,
        String from,
        String to,
        OpenJson open,
        int raised,
        String lastRaised,
        int cleared,
        Double monthsToClear) {

    record OpenJson(int critical, int warning) {}

    static PolicyActivityJson of(PolicyActivity activity) {
        return new PolicyActivityJson(
                activity.policy().getId(),
                activity.books(),
                month(activity.first()),
                month(activity.last()),
                new OpenJson(activity.critical(), activity.warning()),
                activity.raised(),
                month(activity.lastRaised()),
                activity.cleared(),
                Json.number(activity.monthsToClear()));
    }

    private static String month(OptionalInt month) {
        return month.isPresent() ? Months.text(month.getAsInt()) : null;
    }
}
