package org.lodewatch.streams.app;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.admin.StreamsGroupMemberDescription;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.lodewatch.clients.kafka.KafkaFutures;
import org.lodewatch.schemas.OperatorException;
import org.lodewatch.schemas.catalogue.Catalogue;

/**
 * What instances must have in common to run together, as a part of their client ids: every member of a group can read it there.
 *
 * <ul>
 *   <li>Catalogue and window: instances that classify differently would mix their figures.
 *   <li>The schemas of {@link CommonSchemas}: an older instance cannot read what a newer one writes.
 *   <li>A schema registry: an instance without one would reject everything that producers write with it, in its partitions
 *       only, and the shares would be those of the rest.
 * </ul>
 */
final class CompatibilityMark {

    private final String group;
    private final String mark;

    CompatibilityMark(StreamsConfiguration configuration, Catalogue catalogue) {
        this.group = configuration.getString(StreamsConfiguration.APPLICATION_ID);
        this.mark = catalogue.fingerprint()
                + "." + configuration.windowRule().windowMonths()
                + "." + configuration.windowRule().horizonMonths()
                + "." + CommonSchemas.mark(configuration.usesRegistry())
                + (configuration.usesRegistry() ? ".registry" : "");
    }

    /** Returns a new client id. Random, because process ids do not distinguish containers: each has a process 1. */
    String newClientId() {
        return prefix() + mark + "-" + Uuid.randomUuid();
    }

    /** @throws OperatorException if a live instance of the group has another mark */
    void requireSameOfAll(Admin admin, boolean streamsProtocol) {
        otherMark(clientIds(admin, streamsProtocol)).ifPresent(other -> {
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

    private Stream<String> clientIds(Admin admin, boolean streamsProtocol) {
        try {
            return streamsProtocol
                    ? KafkaFutures.await(
                                    admin.describeStreamsGroups(List.of(group)).all())
                            .get(group)
                            .members()
                            .stream()
                            .map(StreamsGroupMemberDescription::clientId)
                    : KafkaFutures.await(
                                    admin.describeConsumerGroups(List.of(group)).all())
                            .get(group)
                            .members()
                            .stream()
                            .map(MemberDescription::clientId);
        } catch (GroupIdNotFoundException e) {
            return Stream.empty();
        }
    }
}
