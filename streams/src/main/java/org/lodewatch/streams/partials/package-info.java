/**
 * The protocol between the two halves of the topology, over the topic lodewatch-partials.
 *
 * <p>The first half sends, per input partition, absolute totals of the months and countries that have changed
 * ({@link org.lodewatch.streams.partials.PartialsWriter}). The second half adds up the contributions of all input partitions in its
 * books ({@link org.lodewatch.streams.partials.PartialsIntake}). {@link org.lodewatch.streams.partials.PartialsProtocol} describes the
 * states of an input partition, {@link org.lodewatch.streams.partials.PartialsStore} what is stored.
 */
package org.lodewatch.streams.partials;
