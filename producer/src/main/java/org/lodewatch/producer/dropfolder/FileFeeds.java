package org.lodewatch.producer.dropfolder;

import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.lodewatch.producer.csv.CsvFeed;
import org.lodewatch.producer.feed.Feed;
import org.lodewatch.producer.file.ColumnNames;
import org.lodewatch.producer.file.InputFile;
import org.lodewatch.producer.jsonl.JsonlFeed;

/**
 * Which feed reads a file: its name's ending says so, in capitals or not.
 *
 * @param columns which column of the files holds which field
 * @param separator between fields of CSV files
 */
public record FileFeeds(ColumnNames columns, char separator) {

    /** The endings that are known, for a message. */
    public static final String ENDINGS = ".csv, .csv.gz, .jsonl, .jsonl.gz or .zip";

    private static final String ZIP = ".zip";
    private static final Predicate<String> CSV =
            Pattern.compile("\\.csv(\\.gz)?$").asPredicate();
    private static final Predicate<String> JSONL =
            Pattern.compile("\\.jsonl(\\.gz)?$").asPredicate();

    public FileFeeds {
        CsvFeed.requireSeparator(separator);
    }

    /** Whether a file of this name is one to publish. */
    boolean know(String name) {
        return knowRows(name) || small(name).endsWith(ZIP);
    }

    private static boolean knowRows(String name) {
        return CSV.or(JSONL).test(small(name));
    }

    private static String small(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    /**
     * The feed of a file whose name is known.
     *
     * @throws org.lodewatch.producer.file.InputException if it is a zip that is damaged, or holds no file to publish
     */
    Feed feed(InputFile file) {
        return small(file.name()).endsWith(ZIP) ? ZipFeed.of(file, FileFeeds::knowRows, this::rows) : rows(file);
    }

    private Feed rows(InputFile file) {
        return JSONL.test(small(file.name())) ? new JsonlFeed(file, columns) : new CsvFeed(file, columns, separator);
    }
}
