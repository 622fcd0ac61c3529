/**
 * A folder into which files are dropped: each is published once it is complete, as a feed of its own, and moved out of
 * the way.
 */
package org.lodewatch.producer.dropfolder;
