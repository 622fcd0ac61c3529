package org.lodewatch.producer.file;

import org.lodewatch.producer.feed.RawImport;
import org.lodewatch.producer.rules.RowFault;

/** Reads the fields of one record of a file. */
@FunctionalInterface
public interface RowReader {

    /**
     * The record's fields.
     *
     * @throws RowFault if it cannot be read
     */
    RawImport read(String record) throws RowFault;
}
