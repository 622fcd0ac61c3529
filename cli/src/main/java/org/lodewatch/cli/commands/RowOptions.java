package org.lodewatch.cli.commands;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.lodewatch.producer.layout.Setting;
import picocli.CommandLine.Option;

/** How the rows of files are to be read. */
final class RowOptions {

    @Option(
            names = "--column",
            paramLabel = "FIELD=NAME",
            description = "The name of a field's column in the files, such as commodity_code=hs10.")
    private Map<String, String> columns = Map.of();

    @Option(
            names = "--set",
            paramLabel = "FIELD=VALUE",
            description = "The value, in every row, of a field that the files do not have, such as dataset=our-own.")
    private Map<String, String> constants = Map.of();

    @Option(
            names = "--compose-record-id",
            description = "Composes record ids from commodity code, reporter, origin and period: for files with at most"
                    + " one row of each.")
    private boolean composedRecordId;

    @Option(
            names = {"--part", "--partial"},
            description = "The files hold only a part of their periods: does not declare the periods complete;"
                    + " `lodewatch produce complete` does when all parts are published.")
    private boolean part;

    /** The settings that these options stand for. */
    List<Setting> settings() {
        List<Setting> settings = new ArrayList<>();
        columns.forEach((field, name) -> settings.add(Setting.option("column", field + "=" + name)));
        constants.forEach((field, value) -> settings.add(Setting.option("set", field + "=" + value)));
        if (composedRecordId) {
            settings.add(Setting.option("compose-record-id", "true"));
        }
        return settings;
    }

    boolean part() {
        return part;
    }

    boolean composedRecordId() {
        return composedRecordId;
    }
}
