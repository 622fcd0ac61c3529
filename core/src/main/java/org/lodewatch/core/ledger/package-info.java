/**
 * The ledger of one input partition: the highest revision of every record id, in fixed-width memory without an object a
 * record, and the totals by book, month and country. {@link org.lodewatch.core.ledger.ImportLedger#apply} is the entry.
 */
package org.lodewatch.core.ledger;
