package org.lodewatch.schemas.rules;

import java.util.List;
import org.lodewatch.schemas.messages.DependenceAlert;
import org.lodewatch.schemas.messages.HistoryEntry;
import org.lodewatch.schemas.messages.Supplier;

/** The rules of dependence-alerts and dependence-alert-status. */
public final class AlertRule {

    /** The longest time from a month to the newest window. */
    private static final int MOST_MONTHS = 200 * 12;

    private AlertRule() {}

    /** Transitions, by {@code dataset/reporter/mineral}. */
    public static RecordRule<DependenceAlert> transition() {
        return RecordRule.valued((key, alert, faults) -> {
            faults.unlessKey(key, book(alert));
            check(alert, faults);
        });
    }

    /** Statuses, by alert id. */
    public static RecordRule<DependenceAlert> status() {
        return RecordRule.keyed((key, alert, faults) -> {
            faults.unlessKey(key, alert.getAlertId());
            check(alert, faults);
        });
    }

    private static String book(DependenceAlert alert) {
        return alert.getDataset() + "/" + alert.getReporter() + "/" + alert.getMineral();
    }

    private static void check(DependenceAlert alert, FirstFault faults) {
        String id = alert.getPolicyId() + "/" + book(alert) + "/" + alert.getSubject();
        faults.unless(alert.getAlertId().equals(id), "alertId", alert.getAlertId(), "'" + id + "'");
        faults.unlessBook(alert.getDataset(), alert.getReporter(), alert.getMineral());
        faults.unless(alert.getNumber() >= 1, "number", alert.getNumber(), "1 or more");
        faults.unlessFinite("observed", alert.getObserved());
        faults.unlessFinite("threshold", alert.getThreshold());
        unlessMonthOrNull("asOf", alert.getAsOf(), faults);
        unlessMonthOrNull("since", alert.getSince(), faults);
        unlessMonthOrNull("judgedTo", alert.getJudgedTo(), faults);
        faults.unlessCount("totalValueCents", alert.getTotalValueCents());
        faults.unlessCount("totalWeightGrams", alert.getTotalWeightGrams());
        faults.unless(
                alert.getAgeMonths() >= 0 && alert.getAgeMonths() <= MOST_MONTHS,
                "ageMonths",
                alert.getAgeMonths(),
                "0 to " + MOST_MONTHS);
        checkSuppliers(alert.getSuppliers(), faults);
        checkSuppliers(alert.getAlternatives(), faults);
        checkHistory(alert.getHistory(), faults);
        checkHistory(alert.getFormerHistory(), faults);
        if (alert.getCurrent() != null) {
            faults.unlessMonth("asOf of the current figure", alert.getCurrent().getAsOf());
            faults.unlessFinite("current figure", alert.getCurrent().getObserved());
            faults.unlessCount("current total", alert.getCurrent().getTotalValueCents());
        }
    }

    private static void checkSuppliers(List<Supplier> suppliers, FirstFault faults) {
        for (Supplier supplier : suppliers) {
            faults.unlessCountry("country", supplier.getCountry());
            faults.unlessCount("valueCents", supplier.getValueCents());
            faults.unlessPart("share", supplier.getShare());
            faults.unlessIn("shareChange", supplier.getShareChange(), -1, 1);
        }
    }

    private static void checkHistory(List<HistoryEntry> history, FirstFault faults) {
        for (HistoryEntry entry : history) {
            faults.unlessMonth("asOf of the history", entry.getAsOf());
            faults.unlessFinite("figure of the history", entry.getObserved());
            faults.unlessFinite("highest figure of the history", entry.getHighest());
        }
    }

    private static void unlessMonthOrNull(String field, String month, FirstFault faults) {
        if (month != null) {
            faults.unlessMonth(field, month);
        }
    }
}
