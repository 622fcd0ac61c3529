package org.lodewatch.producer.file;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** A zip file whose members are read as streams, never unpacked to disk. */
final class ZipArchive {

    private ZipArchive() {}

    /**
     * Its files, in its own order, without hidden files and the entries that macOS adds.
     *
     * @throws ZipException if it is no zip, is damaged, or lists a name twice
     */
    static List<String> members(Path zip) throws IOException {
        try (ZipFile archive = open(zip)) {
            Set<String> names = new LinkedHashSet<>();
            for (ZipEntry entry : Collections.list(archive.entries())) {
                if (!entry.isDirectory() && !hidden(entry.getName()) && !names.add(entry.getName())) {
                    throw new ZipException("it holds two members named " + entry.getName());
                }
            }
            return List.copyOf(names);
        }
    }

    private static boolean hidden(String name) {
        return Arrays.stream(name.split("/"))
                .anyMatch(part ->
                        part.equals("__MACOSX") || part.startsWith(".") && !part.equals(".") && !part.equals(".."));
    }

    /** Opens a member; closing it closes the zip. */
    static Member open(Path zip, String name) throws IOException {
        ZipFile archive = open(zip);
        try {
            ZipEntry entry = archive.getEntry(name);
            if (entry == null) {
                throw new ZipException("it has no member " + name);
            }
            return new Member(archive, entry);
        } catch (IOException | RuntimeException e) {
            archive.close();
            throw e;
        }
    }

    private static ZipFile open(Path zip) throws IOException {
        try {
            return new ZipFile(zip.toFile());
        } catch (ZipException e) {
            // Old programs write names in a local code page. Latin-1 decodes any bytes.
            return new ZipFile(zip.toFile(), ISO_8859_1);
        }
    }

    /** A member's bytes, decompressed as they are read, and compared with its checksum at their end. */
    static final class Member extends CheckedInputStream {

        private final ZipFile archive;
        private final ZipEntry entry;

        private Member(ZipFile archive, ZipEntry entry) throws IOException {
            super(archive.getInputStream(entry), new CRC32());
            this.archive = archive;
            this.entry = entry;
        }

        /** Bytes after decompression. */
        long size() {
            return entry.getSize();
        }

        @Override
        public int read() throws IOException {
            return checked(super.read());
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            return checked(super.read(bytes, offset, length));
        }

        // ZipFile does not compare checksums.
        private int checked(int read) throws IOException {
            if (read < 0 && getChecksum().getValue() != entry.getCrc()) {
                throw new ZipException("checksum of " + entry.getName() + " does not match");
            }
            return read;
        }

        @Override
        public void close() throws IOException {
            try {
                super.close();
            } finally {
                archive.close();
            }
        }
    }
}
