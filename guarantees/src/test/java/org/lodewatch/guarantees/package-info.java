/**
 * Tests of what Lodewatch guarantees, on a real broker with processes that are killed, moved and restarted, and of the
 * pages that describe it.
 *
 * <p>Each property of the published records is a {@link org.lodewatch.guarantees.Guarantee}. It collects what a test
 * produces, and checks at the end what was published.
 */
package org.lodewatch.guarantees;
