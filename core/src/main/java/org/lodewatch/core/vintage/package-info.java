/**
 * What the policies would have said in the past: the log applied once to ledgers and books in one process, and judged after each
 * release as it came.
 */
package org.lodewatch.core.vintage;
