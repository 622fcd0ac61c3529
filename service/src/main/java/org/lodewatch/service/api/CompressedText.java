package org.lodewatch.service.api;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.GZIPInputStream;

/**
 * A part of a text, compressed by itself, so that parts which have not changed are not compressed again. Any parts in a row are one
 * gzip file (RFC 1952): each is a sequence of deflate blocks that ends at a byte and refers to no other part.
 *
 * @param blocks none of them is marked as the last
 * @param checksum CRC-32 of the text
 * @param length of the text, in bytes
 */
record CompressedText(byte[] blocks, int checksum, int length) {

    private static final byte[] HEADER = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, (byte) 0xff};

    /** An empty block that is marked as the last. */
    private static final byte[] END = {3, 0};

    private static final int TRAILER = 8;

    static CompressedText of(byte[] text) {
        CRC32 checksum = new CRC32();
        checksum.update(text);
        Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
        try {
            deflater.setInput(text);
            ByteArrayOutputStream blocks = new ByteArrayOutputStream(text.length / 4 + 64);
            byte[] buffer = new byte[8 * 1024];
            int count;
            do {
                count = deflater.deflate(buffer, 0, buffer.length, Deflater.SYNC_FLUSH);
                blocks.write(buffer, 0, count);
            } while (count == buffer.length);
            return new CompressedText(blocks.toByteArray(), (int) checksum.getValue(), text.length);
        } finally {
            deflater.end();
        }
    }

    /** Parts in a row as a gzip file. */
    static byte[] gzip(List<CompressedText> parts) {
        int size = parts.stream().mapToInt(part -> part.blocks().length).sum();
        ByteBuffer file = ByteBuffer.allocate(HEADER.length + size + END.length + TRAILER)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(HEADER);
        int checksum = 0;
        int length = 0;
        for (CompressedText part : parts) {
            file.put(part.blocks());
            checksum = ChecksumJoin.of(checksum, part.checksum(), part.length());
            length += part.length();
        }
        return file.put(END).putInt(checksum).putInt(length).array();
    }

    /** The text of a gzip file. */
    static byte[] text(byte[] gzip) {
        try (GZIPInputStream file = new GZIPInputStream(new ByteArrayInputStream(gzip))) {
            return file.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
