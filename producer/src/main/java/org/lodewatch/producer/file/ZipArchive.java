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

/** A zip file, read member by member as it lies on disk: none of it is ever unpacked as a whole. */
final class ZipArchive {

    private ZipArchive() {}

    /**
     * Its files, in the order in which it lists them; without what no person put there: hidden files and what macOS
     * adds.
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
            // Old programs write names in the code page of their country; any bytes are names in this one.
            return new ZipFile(zip.toFile(), ISO_8859_1);
        }
    }

    /** A member's bytes, unpacked as they are read, and held against its checksum at their end. */
    static final class Member extends CheckedInputStream {

        private final ZipFile archive;
        private final ZipEntry entry;

        private Member(ZipFile archive, ZipEntry entry) throws IOException {
            super(archive.getInputStream(entry), new CRC32());
            this.archive = archive;
            this.entry = entry;
        }

        /** Bytes, unpacked. */
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

        // The file underneath does not do this by itself.
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
