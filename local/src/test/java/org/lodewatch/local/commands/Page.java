package org.lodewatch.local.commands;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** A page of the documentation and its examples. */
public record Page(Path path) {

    private static final Pattern BLOCK = Pattern.compile("(?ms)^```([^\\n]*)\\n(.*?)^```$");

    /**
     * A fenced block.
     *
     * @param kind the text after the fence: a language, and a name if the block has one
     */
    public record Block(String kind, String text) {}

    public List<Block> blocks() throws IOException {
        return BLOCK.matcher(Files.readString(path))
                .results()
                .map(found -> new Block(found.group(1), found.group(2)))
                .toList();
    }

    public List<String> blocks(String kind) throws IOException {
        return blocks().stream()
                .filter(block -> block.kind().equals(kind))
                .map(Block::text)
                .toList();
    }

    /** The only block of a kind. */
    public String block(String kind) throws IOException {
        List<String> found = blocks(kind);
        if (found.size() != 1) {
            throw new AssertionError("%s has %d blocks of kind '%s'".formatted(path, found.size(), kind));
        }
        return found.get(0);
    }
}
