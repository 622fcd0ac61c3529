package org.lodewatch.cli.commands;

import java.util.Map;
import org.lodewatch.producer.file.ColumnNames;
import picocli.CommandLine.Option;

/** What the rows of files are like. */
final class RowOptions {

    @Option(
            names = "--column",
            paramLabel = "FIELD=NAME",
            description = "Under which name the files have a field, such as commodity_code=hs10.")
    private Map<String, String> columns = Map.of();

    @Option(
            names = "--set",
            paramLabel = "FIELD=VALUE",
            description = "What a field that the files lack is in every row, such as dataset=our-own.")
    private Map<String, String> constants = Map.of();

    @Option(
            names = "--compose-record-id",
            description = "Makes record ids of commodity code, reporter, origin and period: for files with at most"
                    + " one row of each.")
    private boolean composedRecordId;

    @Option(
            names = "--partial",
            description = "The files do not hold the whole of their periods: does not declare them complete.")
    private boolean partial;

    ColumnNames columns() {
        return ColumnNames.of(columns, constants, composedRecordId);
    }

    boolean partial() {
        return partial;
    }
}
