package org.lodewatch.producer.poll;

/**
 * What an office says of a period without its figures being read.
 *
 * @param vintage when it was published: yyyyMMddHHmmss in UTC, as a number
 * @param mark differs whenever the period's figures may differ, such as a checksum: letters, digits, {@code .}, {@code -}
 *     and {@code _}
 */
public record Release(long vintage, String mark) {}
