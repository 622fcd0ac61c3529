package org.lodewatch.service.explain;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.lodewatch.core.explain.DatasetEditions.Edition;

/**
 * The editions of a dataset: what was published with the same revision number.
 *
 * @param editions the newest first
 */
public record EditionsJson(String dataset, List<EditionJson> editions) {

    private static final int DAY_LENGTH = "YYYYMMDD".length();

    /**
     * One edition. What it changed is what changed from {@code firstPublished} to that of the edition before it in the list.
     *
     * @param day the day that its revision number is; left out if it is none
     * @param ofMineral its records of the mineral that was asked for; left out if none was
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record EditionJson(
            long revision, String day, long records, Long ofMineral, String firstPublished, String lastPublished) {

        static EditionJson of(Edition edition, boolean isOfMineral) {
            return new EditionJson(
                    edition.revision(),
                    dayOf(edition.revision()),
                    edition.records(),
                    isOfMineral ? edition.ofBooks() : null,
                    edition.firstPublished().toString(),
                    edition.lastPublished().toString());
        }
    }

    private static String dayOf(long revision) {
        String text = Long.toString(revision);
        try {
            return text.length() == DAY_LENGTH
                    ? LocalDate.parse(text, DateTimeFormatter.BASIC_ISO_DATE).toString()
                    : null;
        } catch (DateTimeException e) {
            return null;
        }
    }
}
