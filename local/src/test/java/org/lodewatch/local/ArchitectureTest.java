package org.lodewatch.local;

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
    static final ArchRule schemas_know_nobody = noClasses()
            .that()
            .resideInAPackage("org.lodewatch.schemas..")
            .should()
            .dependOnClassesThat(resideInAPackage("org.lodewatch..")
                    .and(JavaClass.Predicates.resideOutsideOfPackage("org.lodewatch.schemas..")));

    @ArchTest
    static final ArchRule the_service_knows_only_schemas = noClasses()
            .that()
            .resideInAPackage("org.lodewatch.service..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.lodewatch.producer..", "org.lodewatch.streams..", "org.lodewatch.local..");

    @ArchTest
    static final ArchRule the_producer_knows_neither_streams_nor_local = noClasses()
            .that()
            .resideInAPackage("org.lodewatch.producer..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.lodewatch.streams..", "org.lodewatch.local..");

    @ArchTest
    static final ArchRule streams_know_neither_the_producer_nor_local = noClasses()
            .that()
            .resideInAPackage("org.lodewatch.streams..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.lodewatch.producer..", "org.lodewatch.local..");

    @ArchTest
    static final ArchRule broker_classes_stay_in_local = noClasses()
            .that()
            .resideOutsideOfPackage("org.lodewatch.local..")
            .should()
            .dependOnClassesThat(
                    resideInAnyPackage("kafka..", "org.apache.kafka.metadata..", "org.apache.kafka.server.."));

    @ArchTest
    static final ArchRule within_local_only_the_broker_package_knows_broker_classes = noClasses()
            .that()
            .resideOutsideOfPackage("org.lodewatch.local.broker..")
            .should()
            .dependOnClassesThat(
                    resideInAnyPackage("kafka..", "org.apache.kafka.metadata..", "org.apache.kafka.server.."));

    @ArchTest
    static final ArchRule the_core_of_streams_runs_without_kafka = noClasses()
            .that()
            .resideInAPackage("org.lodewatch.streams..")
            .and()
            .resideOutsideOfPackages(
                    "org.lodewatch.streams.topology..", "org.lodewatch.streams.app..", "org.lodewatch.streams.api..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.kafka..");
}
