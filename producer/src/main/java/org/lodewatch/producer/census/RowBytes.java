package org.lodewatch.producer.census;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Keeps what a parser has read ahead, so that a row can be shown as it was received. */
final class RowBytes extends FilterInputStream {

    private byte[] kept = new byte[16 * 1024];
    private int size;
    /** Where in the input the kept bytes begin. */
    private long start;

    RowBytes(InputStream in) {
        super(in);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        int count = super.read(into, offset, length);
        if (count > 0) {
            if (size + count > kept.length) {
                kept = Arrays.copyOf(kept, Math.max(size + count, 2 * kept.length));
            }
            System.arraycopy(into, offset, kept, size, count);
            size += count;
        }
        return count;
    }

    /** Forgets all bytes before an offset of the input. */
    void forgetBefore(long offset) {
        int gone = (int) (offset - start);
        System.arraycopy(kept, gone, kept, 0, size - gone);
        size -= gone;
        start = offset;
    }

    /** The bytes from one offset of the input to before another; none of them forgotten. */
    byte[] between(long from, long to) {
        return Arrays.copyOfRange(kept, (int) (from - start), (int) (to - start));
    }
}
