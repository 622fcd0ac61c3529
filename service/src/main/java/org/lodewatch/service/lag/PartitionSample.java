package org.lodewatch.service.lag;

import java.time.Instant;
import java.util.OptionalLong;

/**
 * What one look at a group's partition showed.
 *
 * @param position the offset it goes on at; empty if unknown
 * @param live whether its group had a member
 */
record PartitionSample(Instant at, OptionalLong position, Lag lag, boolean live) {}
