/**
 * Feeds of files: CSV and JSON lines, plain, compressed or in a zip. A file is split into records by bytes, so that a feed
 * can resume at any record and report damaged ones as they are.
 */
package org.lodewatch.producer.file;
