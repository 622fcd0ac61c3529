package org.lodewatch.producer.layout;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.lodewatch.schemas.OperatorException;

/**
 * A layout file: UTF-8, one setting a line as {@code key = value}. Blank lines and lines that begin with {@code #} are
 * comments. Four layouts come with Lodewatch.
 *
 * @param name as a user gives it
 * @param settings its lines, in order
 */
public record LayoutFile(String name, List<Setting> settings) {

    /** The layouts that come with Lodewatch. */
    public static final List<String> BUNDLED = List.of("comtrade", "usa-trade-online", "comext", "dataweb");

    public LayoutFile {
        settings = List.copyOf(settings);
    }

    /**
     * A layout by its name, or from a file.
     *
     * @throws OperatorException if there is none, or a line of it is not valid; the message has its file and line
     */
    public static LayoutFile of(String name) {
        if (BUNDLED.contains(name)) {
            return Bundled.ALL.get(BUNDLED.indexOf(name)).file();
        }
        Path path = Path.of(name);
        if (!Files.isRegularFile(path)) {
            throw new OperatorException(
                    "there is no layout %s: name a file, or one of %s".formatted(name, String.join(", ", BUNDLED)));
        }
        try {
            return parse(name, Files.readString(path));
        } catch (IOException e) {
            throw new OperatorException(
                    "cannot read layout %s (%s): write it as UTF-8 text, readable for this user"
                            .formatted(name, e.getMessage()),
                    e);
        }
    }

    /** The bundled layout whose files have all these columns, if there is one. */
    public static Optional<LayoutFile> recognised(List<String> header) {
        Set<String> columns = new HashSet<>(header);
        return Bundled.ALL.stream()
                .filter(known -> columns.containsAll(known.marks()))
                .map(Bundled::file)
                .findFirst();
    }

    /**
     * A layout that comes with Lodewatch. They are read once: every line that may be a header is compared with them.
     *
     * @param marks the columns by which its files are recognised
     */
    private record Bundled(LayoutFile file, Set<String> marks) {

        static final List<Bundled> ALL = BUNDLED.stream().map(Bundled::read).toList();

        private static Bundled read(String name) {
            try (InputStream in = LayoutFile.class.getResourceAsStream(name + ".layout")) {
                LayoutFile file = parse(name + ".layout", new String(in.readAllBytes(), UTF_8))
                        .named(name);
                return new Bundled(file, Set.copyOf(file.layout().marks()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private LayoutFile named(String other) {
        return new LayoutFile(other, settings);
    }

    private static LayoutFile parse(String name, String text) {
        List<Setting> settings = new ArrayList<>();
        List<String> lines = text.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            String line =
                    (i == 0 && lines.get(i).startsWith("\uFEFF") ? lines.get(i).substring(1) : lines.get(i)).strip();
            String place = "%s, line %d".formatted(name, i + 1);
            int equals = line.indexOf('=');
            if (!line.isEmpty() && !line.startsWith("#")) {
                if (equals < 1) {
                    throw new OperatorException(
                            "%s: expected key = value, such as column = origin=Country".formatted(place));
                }
                settings.add(new Setting(
                        line.substring(0, equals).strip(),
                        line.substring(equals + 1).strip(),
                        place));
            }
        }
        return new LayoutFile(name, settings);
    }

    /** The layout without options. */
    public Layout layout() {
        return Layout.of(settings, List.of());
    }
}
