package org.lodewatch.service.openapi;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The Javadoc of a record, from its source, as plain text.
 *
 * @param text what the record is
 * @param fields by name
 */
record RecordComments(String text, Map<String, String> fields) {

    private static final List<String> MODULES = List.of("service", "core", "schemas");

    private static final Pattern PARAMETER = Pattern.compile("@param (\\w+) ((?:(?!@param).)*)");
    private static final Pattern TAG = Pattern.compile("\\{@\\w+ +(?:[\\w.]*#)?([^}]*)}");

    static RecordComments of(Class<?> type) {
        String source = source(type);
        // The last comment before the record, with nothing but annotations and modifiers between.
        Matcher comment = Pattern.compile(
                        "/\\*\\*((?:(?!\\*/)[\\s\\S])*)\\*/\\s*(?:@\\w+(?:\\([^)]*\\))?\\s*)*(?:public |private )?record "
                                + type.getSimpleName() + "\\(")
                .matcher(source);
        if (!comment.find()) {
            return new RecordComments("", Map.of());
        }
        String plain = plain(comment.group(1));
        Map<String, String> fields = new HashMap<>();
        PARAMETER
                .matcher(plain)
                .results()
                .forEach(parameter -> fields.put(parameter.group(1), sentence(parameter.group(2))));
        int parameters = plain.indexOf("@param");
        return new RecordComments((parameters < 0 ? plain : plain.substring(0, parameters)).strip(), fields);
    }

    Optional<String> field(String name) {
        return Optional.ofNullable(fields.get(name));
    }

    private static String plain(String comment) {
        String text = comment.replaceAll("(?m)^\\s*\\*", " ").replaceAll("<[/a-z]+>", " ");
        return TAG.matcher(text).replaceAll("$1").replaceAll("\\s+", " ").strip();
    }

    private static String sentence(String text) {
        String stripped = text.strip();
        String first = stripped.substring(0, 1).toUpperCase(Locale.ROOT) + stripped.substring(1);
        return first.endsWith(".") ? first : first + ".";
    }

    private static String source(Class<?> type) {
        Class<?> top = type;
        while (top.getDeclaringClass() != null) {
            top = top.getDeclaringClass();
        }
        String file = "src/main/java/" + top.getName().replace('.', '/') + ".java";
        return MODULES.stream()
                .map(module -> Path.of("..", module, file))
                .filter(Files::exists)
                .map(RecordComments::read)
                .findFirst()
                .orElse("");
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
