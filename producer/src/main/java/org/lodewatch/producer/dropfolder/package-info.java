/**
 * Publishes the files that are dropped into a folder: each once it is complete, as a feed of its own, and moved to the
 * subfolder {@code done} or {@code failed} afterwards.
 */
package org.lodewatch.producer.dropfolder;
