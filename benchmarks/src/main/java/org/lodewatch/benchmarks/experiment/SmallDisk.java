package org.lodewatch.benchmarks.experiment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.apache.kafka.common.errors.InterruptException;

/**
 * A file system of a fixed size at a folder, to test what a program does on a full disk. It holds its files in memory and
 * loses them when it is closed.
 */
public final class SmallDisk implements AutoCloseable {

    /** This user may not mount a file system. The message explains why, in one line. */
    public static final class MountRefusedException extends Exception {

        private static final long serialVersionUID = 1L;

        MountRefusedException(String message) {
            super(message);
        }
    }

    private static final String BALLAST = ".ballast";
    private static final int BLOCK = 4096;
    private static final int CHUNK = 1 << 20;

    private final Path folder;

    private SmallDisk(Path folder) {
        this.folder = folder;
    }

    /**
     * Mounts one. Root may, in a user namespace too ({@code unshare --map-root-user --mount COMMAND}).
     *
     * @param folder made if it does not exist; what it held is hidden until the disk is closed
     * @param bytes its size, rounded up to whole pages
     * @throws MountRefusedException where this is not allowed, so that a test can say why it is skipped
     */
    public static SmallDisk mount(Path folder, long bytes) throws MountRefusedException {
        try {
            Files.createDirectories(folder);
            run(List.of("mount", "-t", "tmpfs", "-o", "size=" + bytes, "small-disk", folder.toString()));
            return new SmallDisk(folder);
        } catch (IOException e) {
            throw new MountRefusedException("no disk of a fixed size: " + e.getMessage());
        }
    }

    public Path folder() {
        return folder;
    }

    /** Free space in bytes. */
    public long freeBytes() {
        return folder.toFile().getUsableSpace();
    }

    /** Writes a file that takes all free space. Files that exist keep their content; none can grow by a page. */
    public void fill() {
        fillUpTo(0);
    }

    /** Writes a file that takes the free space up to a rest. @param rest in bytes, rounded down to whole pages */
    public void fillUpTo(long rest) {
        try (FileChannel ballast =
                FileChannel.open(folder.resolve(BALLAST), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            for (long left = freeBytes() - rest; left >= BLOCK; left = freeBytes() - rest) {
                ballast.write(ByteBuffer.allocate((int) Math.min(left / BLOCK * BLOCK, CHUNK)));
            }
        } catch (IOException e) {
            // Another process took the last page. The disk is full, as wanted.
            if (freeBytes() >= rest + BLOCK) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Deletes the file of {@link #fill}, so that what it took is free again. */
    public void free() {
        try {
            Files.deleteIfExists(folder.resolve(BALLAST));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Unmounts it, at once also where a process still has files of it open. */
    @Override
    public void close() {
        try {
            run(List.of("umount", "--lazy", folder.toString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void run(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        try {
            if (process.waitFor() != 0) {
                throw new IOException("%s: %s"
                        .formatted(command.get(0), output.lines().findFirst().orElse("no reason given")));
            }
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }
}
