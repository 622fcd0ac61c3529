package org.lodewatch.producer.dropfolder;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.lodewatch.producer.dropfolder.FolderScanner.DroppedFile;

/**
 * The subfolders {@code done} and {@code failed}, to which processed files are moved. The report is written before the
 * file is moved, so that every file there has one.
 */
record DoneAndFailedFolders(Path folder, Clock clock) {

    private static final String DONE = "done";
    private static final String FAILED = "failed";

    /** Creates both before the first file is read, so that missing permissions show at the start. */
    void create() throws IOException {
        Files.createDirectories(folder.resolve(DONE));
        Files.createDirectories(folder.resolve(FAILED));
    }

    /**
     * Moves a file to its subfolder, beside its report.
     *
     * @return its new path; empty if another process has moved it
     */
    Optional<Path> move(DroppedFile file, DropOutcome outcome) throws IOException {
        Path subfolder = folder.resolve(outcome.failure().isPresent() ? FAILED : DONE);
        Files.createDirectories(subfolder);
        byte[] report = outcome.report(clock.instant()).getBytes(UTF_8);
        for (int number = 1; ; number++) {
            Path target = subfolder.resolve(numbered(file.name(), number));
            if (Files.exists(target)) {
                continue;
            }
            Path beside = target.resolveSibling(target.getFileName() + ".report.txt");
            try {
                Files.write(beside, report);
                Files.move(file.path(), target);
                return Optional.of(target);
            } catch (FileAlreadyExistsException e) {
                // another instance has just moved a file there
            } catch (NoSuchFileException e) {
                if (!Files.exists(target)) {
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
