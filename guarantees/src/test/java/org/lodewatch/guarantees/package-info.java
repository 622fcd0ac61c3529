/**
 * What Lodewatch promises, put to the test on a real broker with processes that are killed.
 *
 * <p>Each promise is a {@link org.lodewatch.guarantees.Guarantee}: it hears what was produced, and says in the end
 * whether it holds for what was published.
 */
package org.lodewatch.guarantees;
