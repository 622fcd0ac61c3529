/**
 * Layouts: how the rows of an exported file become customs import records. A {@link org.lodewatch.producer.layout.Layout}
 * is data, from a small text file, from options, or both. The other classes read single cells: numbers, periods, codes,
 * units.
 */
package org.lodewatch.producer.layout;
