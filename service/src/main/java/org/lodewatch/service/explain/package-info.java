/** Explanations as JSON documents: what changed in the log, and why an alert has the history that it has. */
package org.lodewatch.service.explain;
