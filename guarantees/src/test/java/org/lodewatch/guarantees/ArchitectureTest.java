package org.lodewatch.guarantees;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The order of the modules, and other rules for all packages and classes. */
@AnalyzeClasses(packages = "org.lodewatch", importOptions = ArchitectureTest.MainClasses.class)
class ArchitectureTest {

    /** Leaves out the tests of this module and the jars with tests of others. */
    static final class MainClasses implements ImportOption {

        @Override
        public boolean includes(Location location) {
            return !location.contains("/test-classes/") && !location.contains("-tests.jar");
        }
    }

    /** What each module may use. The producer and the streams application meet only at their topic. */
    private static final Map<String, List<String>> MAY_USE = Map.of(
            "schemas", List.of(),
            "core", List.of("schemas"),
            "clients", List.of("schemas"),
            "service", List.of("schemas", "core", "clients"),
            "producer", List.of("schemas", "clients"),
            "streams", List.of("schemas", "core", "clients", "service"),
            "cli", List.of("schemas", "core", "clients", "service", "producer", "streams"),
            "local", List.of("schemas", "core", "clients", "service", "producer", "streams", "cli"),
            "benchmarks", List.of("schemas", "core", "clients", "service", "producer", "streams", "cli", "local"));

    private static final DescribedPredicate<JavaClass> BROKER_CLASSES =
            resideInAnyPackage("kafka..", "org.apache.kafka.metadata..", "org.apache.kafka.server..");

    @ArchTest
    static void eachModuleUsesOnlyThoseAboveIt(JavaClasses classes) {
        MAY_USE.forEach((module, others) -> noClasses()
                .that()
                .resideInAPackage("org.lodewatch." + module + "..")
                .should()
                .dependOnClassesThat(resideInAPackage("org.lodewatch..")
                        .and(JavaClass.Predicates.resideOutsideOfPackages(
                                Stream.concat(Stream.of(module), others.stream())
                                        .map(used -> "org.lodewatch." + used + "..")
                                        .toArray(String[]::new))))
                .check(classes));
    }

    @ArchTest
    static void everyClassIsInAModule(JavaClasses classes) {
        assertThat(classes.stream()
                        .map(found -> found.getPackageName().split("\\.", -1)[2])
                        .distinct())
                .containsExactlyInAnyOrderElementsOf(MAY_USE.keySet());
    }

    @ArchTest
    static final ArchRule noPackagesDependOnEachOther =
            slices().matching("org.lodewatch.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule coreIsPlainJava = noClasses()
            .that()
            .resideInAPackage("org.lodewatch.core..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.kafka..");

    @ArchTest
    static final ArchRule onlyTheEmbeddedBrokerUsesBrokerClasses = noClasses()
            .that()
            .resideOutsideOfPackage("org.lodewatch.local.broker..")
            .should()
            .dependOnClassesThat(BROKER_CLASSES);

    /** Their tests end with IT. */
    @ArchTest
    static void noUnitTestStartsABroker(JavaClasses classes) {
        noClasses()
                .that()
                .haveSimpleNameEndingWith("Test")
                .should()
                .dependOnClassesThat()
                .haveNameMatching(".*\\.(EmbeddedKafka|SharedKafka|RunningLodewatch|TrialCluster)")
                .check(new ClassFileImporter().importPackages("org.lodewatch.local", "org.lodewatch.guarantees"));
    }

    /** Nested classes and those that JMH generates are left out. Two modules can be started, each by its Main. */
    @ArchTest
    static void eachSimpleNameIsGivenOnce(JavaClasses classes) {
        Map<String, Long> names = classes.stream()
                .filter(JavaClass::isTopLevelClass)
                .filter(found -> !found.getPackageName().contains("jmh_generated"))
                .collect(groupingBy(JavaClass::getSimpleName, TreeMap::new, counting()));
        names.keySet().removeAll(Set.of("package-info", "Main"));
        names.values().removeIf(count -> count == 1);

        assertThat(names).isEmpty();
    }

    @ArchTest
    static void everyPackageIsExplained(JavaClasses classes) throws IOException {
        List<Path> unexplained = new ArrayList<>();
        for (String module : MAY_USE.keySet()) {
            try (Stream<Path> files = Files.walk(Path.of("..", module, "src/main/java"))) {
                files.filter(file -> file.toString().endsWith(".java"))
                        .map(Path::getParent)
                        .distinct()
                        .filter(folder -> !Files.exists(folder.resolve("package-info.java")))
                        .forEach(unexplained::add);
            }
        }

        assertThat(unexplained).isEmpty();
    }
}
