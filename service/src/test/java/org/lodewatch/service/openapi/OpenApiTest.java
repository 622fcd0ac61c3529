package org.lodewatch.service.openapi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The schemas of the API's answers are those of their records. If a record has changed, this test with {@code
 * -Dlodewatch.rewrite=true} writes {@code schemas.json} again. OpenApiIT compares the document with a running instance.
 */
class OpenApiTest {

    private static final Path RESOURCES = Path.of("src/main/resources/org/lodewatch/service/openapi");
    private static final String SCHEMA = "#/components/schemas/";
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private static RecordSchemas generated() throws IOException {
        Map<String, String> glossary = new TreeMap<>();
        try (InputStream in = OpenApiTest.class.getResourceAsStream("fields.json")) {
            MAPPER.readTree(in)
                    .properties()
                    .forEach(field ->
                            glossary.put(field.getKey(), field.getValue().textValue()));
        }
        RecordSchemas schemas = new RecordSchemas(glossary);
        JsonNode written = MAPPER.readTree(RESOURCES.resolve("openapi.json").toFile());
        for (String reference : references(written)) {
            if (reference.startsWith(SCHEMA)) {
                String name = reference.substring(SCHEMA.length());
                if (!written.at("/components/schemas").has(name)) {
                    schemas.add(record(name));
                }
            }
        }
        return schemas;
    }

    /** A class of this name; each name is there once. */
    private static Class<?> record(String name) throws IOException {
        for (String module : new String[] {"service", "schemas"}) {
            Path sources = Path.of("..", module, "src/main/java");
            try (Stream<Path> files = Files.walk(sources)) {
                Path file = files.filter(path -> path.getFileName().toString().equals(name + ".java"))
                        .findFirst()
                        .orElse(null);
                if (file != null) {
                    String path = sources.relativize(file).toString();
                    return Class.forName(
                            path.substring(0, path.length() - ".java".length()).replace('/', '.'));
                }
            } catch (ClassNotFoundException e) {
                throw new AssertionError(e);
            }
        }
        throw new AssertionError("there is no record " + name);
    }

    private static Set<String> references(JsonNode document) {
        Set<String> found = new TreeSet<>();
        document.findValues("$ref").forEach(reference -> found.add(reference.textValue()));
        return found;
    }

    private static String text(Object document) throws IOException {
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter()
                .withObjectIndenter(new DefaultIndenter("  ", "\n"))
                .withArrayIndenter(new DefaultPrettyPrinter.FixedSpaceIndenter());
        return MAPPER.writer(printer).writeValueAsString(document) + "\n";
    }

    @Test
    void theSchemasAreThoseOfTheRecords() throws IOException {
        String expected = text(generated().schemas());
        Path file = RESOURCES.resolve("schemas.json");
        if (Boolean.getBoolean("lodewatch.rewrite")) {
            Files.writeString(file, expected);
        }

        assertThat(Files.readString(file, UTF_8))
                .as("%s; -Dlodewatch.rewrite=true writes it", file)
                .isEqualTo(expected);
    }

    @Test
    void everyFieldIsDescribed() throws IOException {
        assertThat(generated().undescribed())
                .as("fields without a @param in their record and without an entry in fields.json")
                .isEmpty();
    }

    @Test
    void everyReferenceHasItsTarget() {
        JsonNode document = OpenApi.document();

        assertThat(references(document))
                .hasSizeGreaterThan(50)
                .allSatisfy(reference -> assertThat(
                                document.at(reference.substring(1)).isObject())
                        .as(reference)
                        .isTrue());
    }

    @Test
    void everyOperationHasItsAnswersAndANameOfItsOwn() {
        Set<String> names = new TreeSet<>();
        OpenApi.document()
                .get("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(operation -> {
                    String where = operation.getKey() + " " + path.getKey();
                    assertThat(names.add(
                                    operation.getValue().path("operationId").asText()))
                            .as(where)
                            .isTrue();
                    assertThat(operation.getValue().path("summary").asText())
                            .as(where)
                            .isNotEmpty();
                    assertThat(operation.getValue().path("responses").has("200"))
                            .as(where)
                            .isTrue();
                }));
    }
}
