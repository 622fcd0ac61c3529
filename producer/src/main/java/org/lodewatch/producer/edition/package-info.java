/**
 * Feeds that read all of a file before they return its first row: to add up rows of one record id, or to publish the file as
 * an edition of what it covers. Memory grows with the records of the file.
 */
package org.lodewatch.producer.edition;
