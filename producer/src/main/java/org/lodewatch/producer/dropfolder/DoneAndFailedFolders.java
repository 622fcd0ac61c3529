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

    /** Bytes of a name that every usual file system accepts. */
    private static final int LONGEST_NAME = 255;

    private static final String REPORT = ".report.txt";

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
            Path beside = subfolder.resolve(shortened(numbered(file.name(), number), REPORT) + REPORT);
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
        String suffix = "-" + number + name.substring(stem.length());
        return shortened(stem, suffix) + suffix;
    }

    /**
     * A stem that is short enough for its suffix. Where it loses characters, a digest of the whole takes their place, so that
     * two long names stay different.
     */
    private static String shortened(String stem, String suffix) {
        int room = LONGEST_NAME - suffix.getBytes(UTF_8).length;
        if (stem.getBytes(UTF_8).length <= room) {
            return stem;
        }
        String digest = "~%08x".formatted(stem.hashCode());
        int kept = stem.length();
        while (stem.substring(0, kept).getBytes(UTF_8).length + digest.length() > room) {
            kept = stem.offsetByCodePoints(kept, -1);
        }
        return stem.substring(0, kept) + digest;
    }
}
