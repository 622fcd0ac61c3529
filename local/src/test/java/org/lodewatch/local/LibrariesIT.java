package org.lodewatch.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;

/**
 * What is shipped, beside the list {@code licences/libraries.txt}. A difference means that a dependency has come or gone: if
 * it is meant to be, change the list, and add the text of a licence that is not there yet. If not, exclude it in a pom, with
 * the reason.
 */
class LibrariesIT {

    private static final Path LICENCES = Path.of("../licences");
    private static final Path IMAGE = Path.of("../cli/target");
    private static final Path LOCAL = Path.of("target");
    private static final String APACHE = "Apache-2.0";

    private record Library(String place, String name, String licence) {

        static Library of(String line) {
            String[] words = line.split(" +");
            assertThat(words).as(line).hasSize(3);
            return new Library(words[0], words[1], words[2]);
        }
    }

    @Test
    void theImagesHaveTheListedLibraries() throws IOException {
        assertThat(libraries(IMAGE)).isEqualTo(listed("all"));
    }

    @Test
    void theDistributionAlsoHasThoseOfTheBroker() throws IOException {
        assertThat(libraries(LOCAL)).isEqualTo(listed("all", "broker"));
    }

    @Test
    void eachLibraryHasTheTextOfItsLicence() throws IOException {
        Set<String> used = list().stream()
                .map(Library::licence)
                .filter(licence -> !licence.equals(APACHE))
                .map(licence -> licence + ".txt")
                .collect(Collectors.toCollection(TreeSet::new));
        used.add("libraries.txt");

        assertThat(names(LICENCES)).isEqualTo(used);
        assertThat(Path.of("../LICENSE")).content().contains("Apache License");
    }

    @Test
    void theBillsOfMaterialsHaveEachLibraryInItsVersion() throws IOException {
        for (Path built : List.of(IMAGE, LOCAL)) {
            Set<String> expected = jars(built).collect(Collectors.toCollection(TreeSet::new));
            expected.removeIf(jar -> jar.startsWith("lodewatch-"));

            Set<String> components = components(built);
            components.removeIf(jar -> jar.startsWith("lodewatch-"));

            assertThat(components).as(built.toString()).containsAll(expected);
            components.removeAll(expected);
            assertThat(components.stream().map(LibrariesIT::name)).containsExactlyElementsOf(listed("page"));
        }
    }

    @Test
    void thePageHasOnlyTheFilesOfItsLibrariesThatItLoads() throws IOException {
        Path service;
        try (Stream<Path> files = Files.list(LOCAL.resolve("lib"))) {
            service = files.filter(file -> file.getFileName().toString().startsWith("lodewatch-service-"))
                    .findFirst()
                    .orElseThrow();
        }
        try (JarFile jar = new JarFile(service.toFile())) {
            List<String> shipped = jar.stream()
                    .map(ZipEntry::getName)
                    .filter(name -> name.startsWith("META-INF/resources/") && !name.endsWith("/"))
                    .toList();

            assertThat(shipped)
                    .filteredOn(name -> name.contains("/echarts/"))
                    .extracting(name -> name.substring(name.lastIndexOf('/') + 1))
                    .containsExactlyInAnyOrder("echarts.esm.min.mjs", "LICENSE", "NOTICE", "LICENSE-d3");
            assertThat(shipped).allMatch(name -> name.contains("/echarts/") || name.contains("/lit-html/"));
        }
    }

    private static Set<String> libraries(Path built) throws IOException {
        return jars(built)
                .map(LibrariesIT::name)
                .filter(name -> !name.startsWith("lodewatch-"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<String> jars(Path built) throws IOException {
        return names(built.resolve("lib")).stream();
    }

    private static Set<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).collect(Collectors.toCollection(TreeSet::new));
        }
    }

    /** Without the version: an upgrade is no new library. */
    private static String name(String jar) {
        return jar.replaceFirst("-[0-9][^/]*\\.jar$", "");
    }

    private static Set<String> listed(String... places) throws IOException {
        return list().stream()
                .filter(library -> List.of(places).contains(library.place()))
                .map(Library::name)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<Library> list() throws IOException {
        return Files.readAllLines(LICENCES.resolve("libraries.txt")).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(Library::of)
                .toList();
    }

    private static Set<String> components(Path built) throws IOException {
        JsonNode bill =
                new ObjectMapper().readTree(built.resolve("lodewatch.cdx.json").toFile());
        assertThat(bill.path("bomFormat").asText()).isEqualTo("CycloneDX");
        return StreamSupport.stream(bill.path("components").spliterator(), false)
                .peek(component -> assertThat(component.path("licenses"))
                        .as(component.path("name").asText())
                        .isNotEmpty())
                .map(component -> "%s-%s.jar"
                        .formatted(
                                component.path("name").asText(),
                                component.path("version").asText()))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
