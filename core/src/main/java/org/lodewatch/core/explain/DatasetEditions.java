package org.lodewatch.core.explain;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.messages.CustomsImport;
import org.lodewatch.schemas.values.Period;

/**
 * The editions of a dataset: the records that were published with the same revision number, such as that of a day.
 *
 * <p>Not safe for use by several threads.
 */
public final class DatasetEditions {

    private final Catalogue catalogue;
    private final String dataset;
    private final Set<String> books;
    private final Map<Long, Edition> byRevision = new HashMap<>();

    /**
     * One edition.
     *
     * @param records all of it, withdrawals and repetitions included
     * @param ofBooks those whose commodity codes count in the books that were asked for
     * @param firstPublished when its first record was published
     * @param lastPublished when its last record was published
     */
    public record Edition(long revision, long records, long ofBooks, Instant firstPublished, Instant lastPublished) {

        private Edition plus(Edition other) {
            return new Edition(
                    revision,
                    records + other.records,
                    ofBooks + other.ofBooks,
                    firstPublished.isBefore(other.firstPublished) ? firstPublished : other.firstPublished,
                    lastPublished.isAfter(other.lastPublished) ? lastPublished : other.lastPublished);
        }
    }

    /** @param books ids of the books whose records are counted apart */
    public DatasetEditions(Catalogue catalogue, String dataset, Set<String> books) {
        this.catalogue = catalogue;
        this.dataset = dataset;
        this.books = Set.copyOf(books);
    }

    /**
     * Adds one record of the log.
     *
     * @param publishedAt the record's timestamp
     */
    public void add(Instant publishedAt, SpecificRecord message) {
        if (message instanceof CustomsImport line && line.getDataset().equals(dataset)) {
            byRevision.merge(
                    line.getRevision(),
                    new Edition(line.getRevision(), 1, isOfBooks(line) ? 1 : 0, publishedAt, publishedAt),
                    Edition::plus);
        }
    }

    private boolean isOfBooks(CustomsImport line) {
        Period period = Period.parse(line.getPeriod());
        return catalogue
                .classify(line.getCommodityCode(), period.firstMonth(), period.lastMonth())
                .filter(found -> books.contains(found.book()))
                .isPresent();
    }

    /** The newest first, by their first records. */
    public List<Edition> newestFirst() {
        List<Edition> editions = new ArrayList<>(byRevision.values());
        editions.sort(Comparator.comparing(Edition::firstPublished)
                .thenComparing(Edition::revision)
                .reversed());
        return editions;
    }
}
