package org.lodewatch.guarantees;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Imports run one way: schemas, service, then producer and streams that meet only at the topic, then what runs them. */
@AnalyzeClasses(packages = "org.lodewatch", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule schemasKnowNobody = noClasses()
            .that()
            .resideInAPackage("org.lodewatch.schemas..")
            .should()
            .dependOnClassesThat(resideInAPackage("org.lodewatch..")
                    .and(JavaClass.Predicates.resideOutsideOfPackage("org.lodewatch.schemas..")));

    @ArchTest
    static final ArchRule theServiceKnowsOnlySchemas = noClasses()
            .that()
            .resideInAPackage("org.lodewatch.service..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.lodewatch.producer..", "org.lodewatch.streams..", "org.lodewatch.local..");

    @ArchTest
    static final ArchRule theProducerKnowsNeitherStreamsNorLocal = noClasses()
            .that()
            .resideInAPackage("org.lodewatch.producer..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.lodewatch.streams..", "org.lodewatch.local..");

    @ArchTest
    static final ArchRule streamsKnowNeitherTheProducerNorLocal = noClasses()
            .that()
            .resideInAPackage("org.lodewatch.streams..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.lodewatch.producer..", "org.lodewatch.local..");

    @ArchTest
    static final ArchRule brokerClassesStayInLocal = noClasses()
            .that()
            .resideOutsideOfPackage("org.lodewatch.local..")
            .should()
            .dependOnClassesThat(
                    resideInAnyPackage("kafka..", "org.apache.kafka.metadata..", "org.apache.kafka.server.."));

    @ArchTest
    static final ArchRule withinLocalOnlyTheBrokerPackageKnowsBrokerClasses = noClasses()
            .that()
            .resideOutsideOfPackage("org.lodewatch.local.broker..")
            .should()
            .dependOnClassesThat(
                    resideInAnyPackage("kafka..", "org.apache.kafka.metadata..", "org.apache.kafka.server.."));

    @ArchTest
    static final ArchRule theCoreOfStreamsRunsWithoutKafka = noClasses()
            .that()
            .resideInAPackage("org.lodewatch.streams..")
            .and()
            .resideOutsideOfPackages(
                    "org.lodewatch.streams.topology..", "org.lodewatch.streams.app..", "org.lodewatch.streams.api..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.kafka..");
}
