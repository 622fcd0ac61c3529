package org.lodewatch.service.api;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.lodewatch.schemas.messages.MineralShares;

/** The shares of one window as bytes, in memory or in a file, decoded each time they are asked for. Thread-safe. */
final class StoredShares implements Supplier<Optional<MineralShares>> {

    private final Function<byte[], Optional<MineralShares>> decoder;
    private final int length;

    /** Null if they are in the file. */
    private byte[] inMemory;

    private ScratchFile file;
    private long position;

    /** In memory. */
    StoredShares(byte[] bytes, Function<byte[], Optional<MineralShares>> decoder) {
        this.decoder = decoder;
        this.length = bytes.length;
        this.inMemory = bytes;
    }

    /** @throws UncheckedIOException if the file cannot be read */
    @Override
    public Optional<MineralShares> get() {
        try {
            return decoder.apply(bytes());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the file of published windows: " + e.getMessage(), e);
        }
    }

    private synchronized byte[] bytes() throws IOException {
        return inMemory != null ? inMemory : file.read(position, length);
    }

    synchronized boolean isInMemory() {
        return inMemory != null;
    }

    /** In bytes. */
    int length() {
        return length;
    }

    /** Moves the bytes from memory, or from another file. */
    synchronized void moveTo(ScratchFile other) throws IOException {
        position = other.append(bytes());
        file = other;
        inMemory = null;
    }
}
