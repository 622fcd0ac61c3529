/**
 * What if: assumed changes of one window's supply, such as the loss of a country, and what they do to shares, concentration and
 * alerts; and who could fill the gap. {@link org.lodewatch.core.whatif.Simulation} answers for a book, by the shares and the
 * judgement of published windows.
 */
package org.lodewatch.core.whatif;
