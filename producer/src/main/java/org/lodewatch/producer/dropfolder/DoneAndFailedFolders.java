package org.lodewatch.producer.dropfolder;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;

/**
 * Where files go that have been dealt with: {@code done} and {@code failed}, made when missing. The report is there
 * before the file is, so that there is no file without one.
 */
final class DoneAndFailedFolders {

    private static final String DONE = "done";
    private static final String FAILED = "failed";

    private final Path folder;
    private final Clock clock;

    DoneAndFailedFolders(Path folder, Clock clock) {
        this.folder = folder;
        this.clock = clock;
    }

    /** Makes both, so that it is known from the start if this user may not. */
    void make() throws IOException {
        Files.createDirectories(folder.resolve(DONE));
        Files.createDirectories(folder.resolve(FAILED));
    }

    /**
     * Moves a file to its shelf, beside its report.
     *
     * @return where it is now; empty if it is not there any more, since somebody else has moved it
     */
    Optional<Path> put(Arrival file, DropOutcome outcome) throws IOException {
        Path shelf = folder.resolve(outcome.failure().isPresent() ? FAILED : DONE);
        Files.createDirectories(shelf);
        String report = new DropReport(outcome, clock.instant()).text();
        for (int number = 1; ; number++) {
            Path place = shelf.resolve(numbered(file.name(), number));
            if (Files.exists(place)) {
                continue;
            }
            Path beside = place.resolveSibling(place.getFileName() + ".report.txt");
            try {
                Files.write(beside, report.getBytes(UTF_8));
                Files.move(file.path(), place);
                return Optional.of(place);
            } catch (FileAlreadyExistsException e) {
                // another instance has just put a file there
            } catch (NoSuchFileException e) {
                if (!Files.exists(place)) {
                    Files.deleteIfExists(beside);
                }
                return Optional.empty();
            }
        }
    }

    /** {@code imports-2.csv.gz} for the second {@code imports.csv.gz}. */
    private static String numbered(String name, int number) {
        if (number == 1) {
            return name;
        }
        String stem = name.replaceFirst("(?i)(\\.csv|\\.jsonl)?\\.[^.]+$", "");
        return stem + "-" + number + name.substring(stem.length());
    }
}
