package org.lodewatch.schemas.topics;

import org.apache.avro.Schema;

/**
 * Where a schema registry keeps the versions of one message type of one topic.
 *
 * @param name as the registry knows it
 * @param schema today's
 */
public record RegistrySubject(String name, Schema schema) {}
