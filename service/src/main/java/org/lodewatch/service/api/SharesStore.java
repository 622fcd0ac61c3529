package org.lodewatch.service.api;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Function;
import org.lodewatch.schemas.messages.MineralShares;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the published shares as bytes: in memory up to a limit, and further ones in a file, since the windows of many reporters
 * take more memory than all else that an instance has, and few of them are asked for. One thread changes it; any may read what it
 * keeps.
 */
final class SharesStore {

    private static final Logger LOG = LoggerFactory.getLogger(SharesStore.class);

    /** A file below this size is not rewritten, in bytes. */
    private static final long SMALL = 16L << 20;

    /** The part of the heap for published windows is one over this. */
    private static final int PART_OF_HEAP = 8;

    private final Path directory;
    private final long limit;
    private Optional<ScratchFile> file = Optional.empty();
    private boolean failed;
    private long inMemory;
    private long inFile;

    /** With an eighth of the heap as the limit. @param directory as in the constructor */
    static SharesStore in(Path directory) {
        return new SharesStore(directory, Runtime.getRuntime().maxMemory() / PART_OF_HEAP);
    }

    /**
     * @param directory of the file, which is created when it is needed
     * @param limit of the bytes in memory
     */
    SharesStore(Path directory, long limit) {
        this.directory = directory;
        this.limit = limit;
    }

    /** Keeps the shares of a window. In memory too if the file cannot be written. */
    StoredShares keep(byte[] value, Function<byte[], Optional<MineralShares>> decoder) {
        StoredShares shares = new StoredShares(value, decoder);
        if (inMemory + value.length > limit && !failed) {
            try {
                if (file.isEmpty()) {
                    file = Optional.of(ScratchFile.in(directory));
                }
                shares.moveTo(file.get());
            } catch (IOException e) {
                fail(e);
            }
        }
        count(shares, shares.length());
        return shares;
    }

    /**
     * What a record replaces is no longer kept, nor the record itself if it was not taken. Those that still hold the shares can
     * read them.
     *
     * @param given the shares of the record; empty for a tombstone
     * @param taken what {@link PublishedShares#take} returned for it
     */
    void release(Optional<StoredShares> given, Optional<PublishedShares.Taken> taken) {
        if (taken.isPresent()) {
            taken.get().before().map(StoredShares.class::cast).ifPresent(this::release);
        } else {
            given.ifPresent(this::release);
        }
    }

    private void release(StoredShares shares) {
        count(shares, -shares.length());
    }

    private void count(StoredShares shares, int bytes) {
        if (shares.isInMemory()) {
            inMemory += bytes;
        } else {
            inFile += bytes;
        }
    }

    /** Whether more than half of the file is shares that were released. */
    boolean isSparse() {
        long size = file.map(ScratchFile::size).orElse(0L);
        return !failed && size > SMALL && size > 2 * inFile;
    }

    /** Copies what is kept to a new file, without the bytes that were released. @param all shares that were kept and not released */
    void rewrite(Collection<StoredShares> all) {
        try {
            ScratchFile other = ScratchFile.in(directory);
            for (StoredShares shares : all) {
                if (!shares.isInMemory()) {
                    shares.moveTo(other);
                }
            }
            file = Optional.of(other);
        } catch (IOException e) {
            fail(e);
        }
    }

    private void fail(IOException e) {
        failed = true;
        LOG.warn(
                "cannot write the file of published windows in {} ({}): further windows are kept in memory until the next start",
                directory,
                e.toString());
    }

    /** Bytes in memory. */
    long inMemory() {
        return inMemory;
    }

    /** Bytes in the file that were not released. */
    long inFile() {
        return inFile;
    }
}
