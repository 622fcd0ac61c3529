/**
 * Why figures are what they are: what changed in the log between two moments ({@link org.lodewatch.core.explain.LogChanges}).
 */
package org.lodewatch.core.explain;
