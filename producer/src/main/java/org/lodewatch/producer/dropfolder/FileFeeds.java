package org.lodewatch.producer.dropfolder;

import java.util.Locale;
import java.util.regex.Pattern;
import org.lodewatch.producer.feed.Feed;
import org.lodewatch.producer.file.CsvFeed;
import org.lodewatch.producer.file.InputFile;
import org.lodewatch.producer.file.JsonlFeed;
import org.lodewatch.producer.layout.Layout;
import org.lodewatch.schemas.catalogue.CountryLookup;

/**
 * Selects the feed of a file by the ending of its name, in upper or lower case.
 *
 * @param layout how CSV files are read; its columns are those of JSON lines too
 * @param countries finds the countries of a layout with other codes than ISO 3166-1 alpha-2
 */
public record FileFeeds(Layout layout, CountryLookup countries) {

    /** The supported endings, for a message. */
    public static final String ENDINGS = ".csv, .csv.gz, .jsonl, .jsonl.gz or .zip";

    private static final Pattern ROWS = Pattern.compile("\\.(csv|jsonl)(\\.gz)?$");
    private static final Pattern JSONL = Pattern.compile("\\.jsonl(\\.gz)?$");

    public FileFeeds {
        CsvFeed.requireSeparator(layout.separator());
    }

    /** Whether files of this name are published. */
    boolean support(String name) {
        return hasRows(name) || isZip(name);
    }

    private static boolean hasRows(String name) {
        return ROWS.matcher(lowerCase(name)).find();
    }

    private static boolean isZip(String name) {
        return lowerCase(name).endsWith(".zip");
    }

    private static String lowerCase(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    /**
     * The feed of a file with a supported name.
     *
     * @throws org.lodewatch.producer.file.InputException if it is a zip that is damaged, or holds no file to publish
     */
    Feed feed(InputFile file) {
        return isZip(file.name()) ? ZipFeed.of(file, FileFeeds::hasRows, this::rows) : rows(file);
    }

    private Feed rows(InputFile file) {
        return JSONL.matcher(lowerCase(file.name())).find()
                ? new JsonlFeed(file, layout.columns())
                : new CsvFeed(file, layout, countries);
    }
}
