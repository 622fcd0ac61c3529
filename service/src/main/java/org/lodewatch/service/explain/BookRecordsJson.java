package org.lodewatch.service.explain;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.lodewatch.core.book.BookKey;
import org.lodewatch.core.book.Window;
import org.lodewatch.core.explain.BookRecord;
import org.lodewatch.schemas.values.CountryCode;
import org.lodewatch.schemas.values.Months;
import org.lodewatch.service.Json;

/**
 * The records behind a figure: those of a window of a book, or of one country in it.
 *
 * @param country left out for all countries
 * @param records how many there are
 * @param revised how many of them had another value before
 * @param value the sum of all of them, in the currency
 * @param rows the newest of them; of one period, the largest value first
 */
public record BookRecordsJson(
        String dataset,
        String reporter,
        String mineral,
        String asOf,
        int windowMonths,
        @JsonInclude(JsonInclude.Include.NON_NULL) String country,
        String currency,
        int records,
        long revised,
        BigDecimal value,
        List<Row> rows) {

    private static final Comparator<Map.Entry<String, BookRecord>> ORDER =
            Comparator.<Map.Entry<String, BookRecord>>comparingInt(
                            entry -> -entry.getValue().month())
                    .thenComparingLong(entry -> -entry.getValue().cents())
                    .thenComparing(Map.Entry::getKey);

    /**
     * One record.
     *
     * @param period YYYY-MM or YYYY
     * @param form the id of the book of its form
     * @param weightKg left out if it has none
     * @param publishedAt when its revision was published
     * @param formerValue its last other value; left out if there was none
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Row(
            String recordId,
            String period,
            String country,
            String commodityCode,
            String form,
            BigDecimal value,
            BigDecimal weightKg,
            long revision,
            String publishedAt,
            BigDecimal formerValue) {

        private static Row of(String id, BookRecord record) {
            return new Row(
                    id,
                    record.yearly() ? Integer.toString(Months.year(record.month())) : Months.text(record.month()),
                    CountryCode.text(record.country()),
                    record.code(),
                    record.form(),
                    Json.amount(record.cents()),
                    record.grams() < 0 ? null : Json.kilograms(record.grams()),
                    record.revision(),
                    record.publishedAt().toString(),
                    record.formerCents().isPresent()
                            ? Json.amount(record.formerCents().getAsLong())
                            : null);
        }
    }

    /**
     * @param country null for all
     * @param found the records by their ids
     * @param top how many to list
     */
    static BookRecordsJson of(
            BookKey book, Window window, String country, String currency, Map<String, BookRecord> found, int top) {
        return new BookRecordsJson(
                book.dataset(),
                book.reporter(),
                book.mineral(),
                Months.text(window.asOf()),
                window.months(),
                country,
                currency,
                found.size(),
                found.values().stream()
                        .filter(record -> record.formerCents().isPresent())
                        .count(),
                Json.amount(found.values().stream().mapToLong(BookRecord::cents).sum()),
                found.entrySet().stream()
                        .sorted(ORDER)
                        .limit(top)
                        .map(entry -> Row.of(entry.getKey(), entry.getValue()))
                        .toList());
    }
}
