/**
 * Why figures are what they are: what changed in the log between two moments ({@link org.lodewatch.core.explain.LogChanges}), why an
 * alert has its history ({@link org.lodewatch.core.explain.AlertExplanation}), and which records moved a figure
 * ({@link org.lodewatch.core.explain.RecordMoves}).
 */
package org.lodewatch.core.explain;
