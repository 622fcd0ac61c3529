package org.lodewatch.producer.file;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.zip.GZIPInputStream;

/**
 * An open file: its text, decompressed and without byte order mark.
 *
 * @param text the bytes of the text
 * @param counted counts the bytes read from disk
 * @param size bytes on disk; empty for a stream
 * @param identity changes when the file does; empty for a stream, which cannot be read a second time
 */
record OpenInput(InputStream text, CountedBytes counted, OptionalLong size, Optional<String> identity)
        implements Closeable {

    private static final int BUFFER = 1 << 16;

    static OpenInput over(InputStream in, OptionalLong size, Optional<String> identity) throws IOException {
        try {
            return decompressed(in, size, identity);
        } catch (IOException e) {
            if (identity.isPresent()) {
                in.close();
            }
            throw e;
        }
    }

    private static OpenInput decompressed(InputStream in, OptionalLong size, Optional<String> identity)
            throws IOException {
        CountedBytes counted = new CountedBytes(in);
        BufferedInputStream packed = new BufferedInputStream(counted, BUFFER);
        InputStream text = begins(packed, 0x1F, 0x8B)
                ? new BufferedInputStream(new GZIPInputStream(new AlwaysAvailable(packed), BUFFER), BUFFER)
                : packed;
        if (begins(text, 0xEF, 0xBB, 0xBF)) {
            text.skipNBytes(3);
        }
        return new OpenInput(text, counted, size, identity);
    }

    private static boolean begins(InputStream in, int... magic) throws IOException {
        in.mark(magic.length);
        boolean begins = true;
        for (int i = 0; i < magic.length && begins; i++) {
            begins = in.read() == magic[i];
        }
        in.reset();
        return begins;
    }

    /** Closes a file; a stream stays open, because standard input belongs to the process. */
    @Override
    public void close() throws IOException {
        if (identity.isPresent()) {
            text.close();
        }
    }

    /**
     * GZIPInputStream ends at a member if no bytes are available, and would skip further members that arrive through a
     * pipe.
     */
    private static final class AlwaysAvailable extends FilterInputStream {

        AlwaysAvailable(InputStream in) {
            super(in);
        }

        @Override
        public int available() {
            return 1;
        }
    }

    /** Counts the bytes that a BufferedInputStream reads in one thread; any thread may get the count. */
    static final class CountedBytes extends FilterInputStream {

        private volatile long count;

        CountedBytes(InputStream in) {
            super(in);
        }

        long count() {
            return count;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int read = super.read(bytes, offset, length);
            add(Math.max(read, 0));
            return read;
        }

        @Override
        public long skip(long bytes) throws IOException {
            long skipped = super.skip(bytes);
            add(skipped);
            return skipped;
        }

        private void add(long bytes) {
            count = count + bytes; // one writer
        }
    }
}
