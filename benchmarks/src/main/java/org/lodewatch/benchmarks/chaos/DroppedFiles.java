package org.lodewatch.benchmarks.chaos;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.lodewatch.benchmarks.synthetic.SyntheticFeed;
import org.lodewatch.producer.feed.FeedItem;
import org.lodewatch.producer.feed.FeedReader;
import org.lodewatch.producer.feed.ImportField;
import org.lodewatch.producer.feed.RawImport;
import org.lodewatch.producer.rules.ImportRules;
import org.lodewatch.producer.rules.RowFault;
import org.lodewatch.schemas.catalogue.Catalogue;

/**
 * Files for two drop folders: one with rows of synthetic trade as CSV and JSON Lines, with rows that cannot be used, and
 * one with editions, which replace what an earlier edition of the month had. Notes what must be in the log afterwards.
 */
final class DroppedFiles {

    static final String DATASET = "dropped";
    static final String EDITED = "edited";

    private static final int ROWS = 1_500;
    private static final String GARBAGE = "ore 100 %; not a row, \"";
    private static final List<String> EDITED_CODES = List.of("811010", "260111", "810411");
    private static final List<String> EDITED_MONTHS = List.of("2025-10", "2025-11", "2025-12");
    private static final List<String> EDITED_ORIGINS =
            List.of("CN", "AU", "CL", "ZA", "CA", "BR", "IN", "ID", "KZ", "PE");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path folder;
    private final Path editions;
    private final Path expected;
    private final ImportRules rules = ImportRules.of(Catalogue.bundled());
    private final FeedReader rows;
    private final Set<String> written = new HashSet<>();
    private final Map<String, Map<String, Long>> lastEditions = new TreeMap<>();
    private final Random random;
    private final Instant firstEdition = Instant.now();
    private int files;
    private int editionFiles;
    private long usable;

    /** @param expected the folder in which it notes what must be published and rejected */
    DroppedFiles(Path folder, Path editions, Path expected, long seed) throws IOException {
        this.folder = Files.createDirectories(folder);
        this.editions = Files.createDirectories(editions);
        this.expected = Files.createDirectories(expected);
        this.rows = new SyntheticFeed(LoadFeed.trade(DATASET), seed, Long.MAX_VALUE).open(java.util.Optional.empty());
        this.random = new Random(seed);
    }

    /** Rows so far that must be published. */
    long usableRows() {
        return usable;
    }

    /** Adds a file of rows to its folder, CSV and JSON Lines in turn. */
    void addFile() throws IOException {
        boolean csv = files % 2 == 0;
        String name = "rows-%05d.%s".formatted(files++, csv ? "csv" : "jsonl");
        List<String> lines = new ArrayList<>();
        List<String> published = new ArrayList<>();
        List<String> rejected = new ArrayList<>();
        if (csv) {
            lines.add(Stream.of(ImportField.values()).map(ImportField::column).collect(Collectors.joining(",")));
        }
        for (int row = 0; row < ROWS; row++) {
            RawImport fields = ((FeedItem.Row) rows.next().orElseThrow()).fields();
            String key = fields.get(ImportField.RECORD_ID) + " " + fields.get(ImportField.REVISION);
            boolean valid = isValid(fields);
            if (valid && !written.add(key)) {
                continue;
            }
            lines.add(csv ? csvLine(fields) : jsonLine(fields));
            if (valid) {
                published.add(key);
            } else {
                rejected.add(name + " " + lines.size());
            }
            if (row == ROWS / 2) {
                lines.add(GARBAGE);
                rejected.add(name + " " + lines.size());
            }
        }
        usable += published.size();
        note("published", published);
        note("rejected", rejected);
        moveInto(folder.resolve(name), lines);
    }

    /** Adds an edition of a month, which holds other lines than the one before. */
    void addEdition() throws IOException {
        String month = EDITED_MONTHS.get(random.nextInt(EDITED_MONTHS.size()));
        Map<String, Long> lines = new TreeMap<>();
        List<String> text =
                new ArrayList<>(List.of("dataset,record_id,reporter,origin,commodity_code,period,customs_value_usd"));
        for (String code : EDITED_CODES) {
            for (String origin : EDITED_ORIGINS) {
                // An edition covers the headings that it has lines of.
                if (origin.equals(EDITED_ORIGINS.get(0)) || random.nextInt(4) > 0) {
                    String id = String.join("-", code, origin, month);
                    long dollars = 1_000 + random.nextInt(1_000_000);
                    lines.put(id, dollars * 100);
                    text.add(String.join(",", EDITED, id, "US", origin, code, month, Long.toString(dollars)));
                }
            }
        }
        lastEditions.put(month, lines);
        Path file = editions.resolve("edition-%05d.csv".formatted(editionFiles));
        Path made = write(file, text);
        // The revision of an edition is the time of its file.
        Files.setLastModifiedTime(made, FileTime.from(firstEdition.plusSeconds(editionFiles++)));
        Files.move(made, file, StandardCopyOption.ATOMIC_MOVE);
        Files.write(
                expected.resolve("editions"),
                lastEditions.values().stream()
                        .flatMap(edition -> edition.entrySet().stream())
                        .map(line -> line.getKey() + " " + line.getValue())
                        .toList());
    }

    /** How many files both folders still have to publish. */
    long left() {
        return left(folder) + left(editions);
    }

    private static long left(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file ->
                            file.toString().endsWith(".csv") || file.toString().endsWith(".jsonl"))
                    .count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean isValid(RawImport fields) {
        try {
            rules.check(fields);
            return true;
        } catch (RowFault e) {
            return false;
        }
    }

    private static String csvLine(RawImport fields) {
        return Stream.of(ImportField.values()).map(fields::get).collect(Collectors.joining(","));
    }

    private static String jsonLine(RawImport fields) throws IOException {
        Map<String, String> object = new LinkedHashMap<>();
        for (ImportField field : ImportField.values()) {
            object.put(field.column(), fields.get(field));
        }
        return JSON.writeValueAsString(object);
    }

    private void note(String what, List<String> lines) throws IOException {
        Files.write(expected.resolve(what), lines, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private static void moveInto(Path file, List<String> lines) throws IOException {
        Files.move(write(file, lines), file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static Path write(Path file, List<String> lines) throws IOException {
        return Files.writeString(
                file.resolveSibling(file.getFileName() + ".tmp"), String.join("\n", lines) + "\n", UTF_8);
    }
}
