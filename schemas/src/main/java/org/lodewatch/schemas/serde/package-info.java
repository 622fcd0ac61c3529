/**
 * How Avro messages become the bytes of Kafka values and back. The bytes name the schema that they were written with, by its
 * fingerprint here, or by an id of a schema registry in the module clients. Every version of a schema stays readable.
 */
package org.lodewatch.schemas.serde;
