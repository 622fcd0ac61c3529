package org.lodewatch.cli.cases;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.catalogue.Classification;
import org.lodewatch.schemas.values.Period;

/** The rows of a case. A row of the file may stand for the same trade in many periods. */
final class CaseRows {

    private static final List<String> FIELDS =
            List.of("reporter", "origin", "code", "mineral", "period", "value", "weight");

    private static final String RANGE = "..";
    private static final int CENTS = 2;
    private static final int GRAMS = 3;
    private static final int MOST_PERIODS = 1_200;

    private final Catalogue catalogue;
    private final String reporter;
    private final List<CaseRow> rows = new ArrayList<>();

    /** @param reporter of rows that name none */
    CaseRows(Catalogue catalogue, String reporter) {
        this.catalogue = catalogue;
        this.reporter = reporter;
    }

    List<CaseRow> rows() {
        return rows;
    }

    /** Adds the rows that a row of the file stands for, one for each period. */
    void add(String where, JsonNode node) {
        CaseObject row = new CaseObject(where, node, "a row", FIELDS);
        row.required("value");
        List<BigDecimal> values = row.numbers("value");
        List<BigDecimal> weights = row.numbers("weight");
        List<Period> periods = periods(row, Math.max(values.size(), weights.size()));
        for (int i = 0; i < periods.size(); i++) {
            Period period = periods.get(i);
            rows.add(new CaseRow(
                    row.optionalText("reporter").orElse(reporter),
                    row.text("origin"),
                    code(row, period),
                    period,
                    amount(row, "value", values, i, periods.size(), CENTS).orElseThrow(),
                    amount(row, "weight", weights, i, periods.size(), GRAMS)));
        }
    }

    /** One period, those of a range, or as many as there are figures from the first on. */
    private static List<Period> periods(CaseObject row, int figures) {
        String text = row.text("period");
        int dots = text.indexOf(RANGE);
        Period first = period(row, dots < 0 ? text : text.substring(0, dots));
        int count = Math.max(1, figures);
        if (dots >= 0) {
            Period last = period(row, text.substring(dots + RANGE.length()));
            count = (last.lastMonth() - first.lastMonth()) / first.months() + 1;
            if (last.months() != first.months() || count < 1) {
                throw row.fault(
                        "field 'period' is '%s', but must be a month, a year, or two with .. between them, the earlier first"
                                .formatted(text));
            }
        }
        if (count > MOST_PERIODS) {
            throw row.fault("field 'period' is '%s': %d periods are too many".formatted(text, count));
        }
        List<Period> periods = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            periods.add(new Period(first.lastMonth() + i * first.months(), first.months()));
        }
        return periods;
    }

    private static Period period(CaseObject row, String text) {
        Period period = Period.parse(text);
        if (period == null) {
            throw row.fault("field 'period' has '%s': YYYY-MM or YYYY is expected".formatted(text));
        }
        return period;
    }

    private String code(CaseObject row, Period period) {
        if (row.optionalText("code").isPresent() == row.optionalText("mineral").isPresent()) {
            throw row.fault("a row has either a code or a mineral");
        }
        return row.optionalText("code").orElseGet(() -> {
            String book = book(catalogue, row, row.text("mineral"));
            return catalogue.codes(book).stream()
                    .filter(code -> code.isValid(period.firstMonth(), period.lastMonth()))
                    .map(Classification::prefix)
                    .findFirst()
                    .orElseThrow(() -> row.fault("the catalogue has no code of %s in %s".formatted(book, period)));
        });
    }

    /** The id of the book of a mineral or form. */
    static String book(Catalogue catalogue, CaseObject where, String typed) {
        return catalogue.book(typed).orElseThrow(() -> {
            List<String> near = catalogue.near(typed);
            return where.fault("the catalogue has no mineral '%s'%s"
                    .formatted(typed, near.isEmpty() ? "" : "; nearest: " + String.join(", ", near)));
        });
    }

    /** The amount of a period in cents or grams: the only one, or that of its place. */
    private static OptionalLong amount(
            CaseObject row, String field, List<BigDecimal> amounts, int index, int periods, int decimals) {
        if (amounts.isEmpty()) {
            return OptionalLong.empty();
        }
        if (amounts.size() != 1 && amounts.size() != periods) {
            throw row.fault("field '%s' has %d figures for %d periods".formatted(field, amounts.size(), periods));
        }
        BigDecimal amount = amounts.get(amounts.size() == 1 ? 0 : index);
        try {
            return OptionalLong.of(amount.movePointRight(decimals).longValueExact());
        } catch (ArithmeticException e) {
            throw row.fault("field '%s' has %s, which is too large or has too many digits"
                    .formatted(field, amount.toPlainString()));
        }
    }
}
