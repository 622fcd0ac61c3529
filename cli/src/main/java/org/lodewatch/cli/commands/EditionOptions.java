package org.lodewatch.cli.commands;

import org.lodewatch.producer.edition.EditionSettings;
import org.lodewatch.schemas.OperatorException;
import picocli.CommandLine.Option;

/** Whether files are read to their end before any of them is published, and what for. */
final class EditionOptions {

    @Option(
            names = "--edition",
            description = "Each file is everything that its source now has of what the file covers: dataset, reporter,"
                    + " period and four-digit heading. Withdraws lines of these that the file no longer has. Holds the"
                    + " file's rows in memory.")
    private boolean edition;

    @Option(
            names = "--sum-rows",
            description = "With --compose-record-id: adds up the rows of one record id within a file, such as those of"
                    + " several customs districts. Holds the file's records in memory.")
    private boolean sumRows;

    EditionSettings settings(RowOptions rows) {
        if (sumRows && !rows.composedRecordId()) {
            throw new OperatorException(
                    "--sum-rows adds up rows of one composed record id: give --compose-record-id too");
        }
        return new EditionSettings(sumRows, edition);
    }
}
