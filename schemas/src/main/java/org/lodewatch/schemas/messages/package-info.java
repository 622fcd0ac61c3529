/**
 * The Avro messages, generated from {@code src/main/avro}.
 */
package org.lodewatch.schemas.messages;
