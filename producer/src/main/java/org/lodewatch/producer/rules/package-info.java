/**
 * Validation of rows. {@link org.lodewatch.producer.rules.ImportRules} turns the texts of a row into an {@link
 * org.lodewatch.producer.rules.ImportRow} or reports what is wrong with it. The rules are the same for every feed.
 */
package org.lodewatch.producer.rules;
