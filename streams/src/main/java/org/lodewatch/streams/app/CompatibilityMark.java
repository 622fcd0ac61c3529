package org.lodewatch.streams.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.kafka.common.Uuid;
import org.lodewatch.schemas.OperatorException;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.messages.BookPartial;
import org.lodewatch.schemas.messages.ClockPartial;
import org.lodewatch.schemas.messages.CustomsImport;
import org.lodewatch.schemas.messages.DatasetProperties;
import org.lodewatch.schemas.messages.DependenceAlert;
import org.lodewatch.schemas.messages.DependencePolicy;
import org.lodewatch.schemas.messages.PartialsBegin;
import org.lodewatch.schemas.messages.PartialsEnd;
import org.lodewatch.schemas.messages.PartialsSeen;
import org.lodewatch.schemas.messages.PeriodComplete;

/**
 * What instances must have in common to run together, as a part of their client ids: every member of a group can read it there.
 *
 * <ul>
 *   <li>Catalogue and window: instances that classify differently would mix their figures.
 *   <li>Message schemas: an instance cannot read a message with a schema that it does not contain, unless it can look up
 *       the schema in a registry.
 *   <li>The meaning of what instances keep: one of a version before would misread what another has left.
 *   <li>A schema registry: an instance without one would reject everything that producers write with it, in its partitions
 *       only, and the shares would be those of the rest.
 * </ul>
 */
final class CompatibilityMark {

    /** Messages between instances and in their stores, which are never in a registry's format. */
    private static final List<Schema> OWN = List.of(
            BookPartial.getClassSchema(),
            ClockPartial.getClassSchema(),
            PartialsBegin.getClassSchema(),
            PartialsEnd.getClassSchema(),
            PartialsSeen.getClassSchema(),
            DependencePolicy.getClassSchema(),
            DependenceAlert.getClassSchema());

    /** Of the messages that instances send and keep. Raise it if the same schemas have another meaning, which the version before would misread. */
    private static final int MEANING = 2;

    /** Messages that feeds write. */
    private static final List<Schema> READ = List.of(
            CustomsImport.getClassSchema(), PeriodComplete.getClassSchema(), DatasetProperties.getClassSchema());

    private final String group;
    private final String mark;
    private final Optional<String> permanentName;

    CompatibilityMark(StreamsConfiguration configuration, Catalogue catalogue) {
        this.group = configuration.getString(StreamsConfiguration.APPLICATION_ID);
        this.permanentName = configuration.permanentName();
        this.mark = catalogue.fingerprint()
                + "." + configuration.windowRule().windowMonths()
                + "." + configuration.windowRule().horizonMonths()
                + "." + schemas(configuration.usesRegistry())
                + "." + MEANING
                + (configuration.usesRegistry() ? ".registry" : "");
    }

    /**
     * The client id of this instance: new, unless it has a permanent name. Random, because process ids do not distinguish containers:
     * each has a process 1. A group shows the client id of the first process of a permanent name for all later ones.
     */
    String clientId() {
        return prefix() + mark + "-"
                + permanentName.orElseGet(() -> Uuid.randomUuid().toString());
    }

    /** @throws OperatorException if a live instance of the group has another mark */
    void requireSameOfAll(InstanceGroup instances) {
        otherMark(instances.clientIds().stream()).ifPresent(other -> {
            throw new OperatorException(
                    ("another instance of %s runs with a different catalogue or window or other message"
                                    + " schemas, or one of the two without a schema registry (%s, this one has"
                                    + " %s): stop all instances, then start them with the same; one that"
                                    + " stopped with a group.instance.id counts until its session has timed out")
                            .formatted(group, other, mark));
        });
    }

    /** Returns a different mark in these client ids; empty if there is none. */
    Optional<String> otherMark(Stream<String> clientIds) {
        return clientIds
                .filter(id -> id.startsWith(prefix()))
                .map(id -> id.substring(prefix().length()).split("-", 2)[0])
                .filter(found -> !found.equals(mark))
                .findAny();
    }

    private String prefix() {
        return group + "-catalogue-";
    }

    /**
     * Returns 16 hexadecimal digits that change with the schemas.
     *
     * @param registry whether the schemas of feeds can be looked up in a registry
     */
    static String schemas(boolean registry) {
        List<Schema> schemas = new ArrayList<>(OWN);
        if (!registry) {
            schemas.addAll(READ);
        }
        return fingerprint(schemas);
    }

    static String fingerprint(List<Schema> schemas) {
        String forms = schemas.stream().map(SchemaNormalization::toParsingForm).collect(Collectors.joining("\n"));
        return "%016x".formatted(SchemaNormalization.fingerprint64(forms.getBytes(UTF_8)));
    }
}
