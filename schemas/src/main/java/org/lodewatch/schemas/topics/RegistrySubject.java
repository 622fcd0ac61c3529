package org.lodewatch.schemas.topics;

import org.apache.avro.Schema;

/**
 * A subject of a schema registry: the versions of one message type of one topic.
 *
 * @param schema the current version
 */
public record RegistrySubject(String name, Schema schema) {}
