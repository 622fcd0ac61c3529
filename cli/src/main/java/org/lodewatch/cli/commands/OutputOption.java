package org.lodewatch.cli.commands;

import picocli.CommandLine.Option;

/** The form in which results are printed. */
final class OutputOption {

    enum Form {
        TABLE,
        JSON
    }

    @Option(
            names = "--output",
            paramLabel = "table|json",
            defaultValue = "table",
            description = "A table, or one JSON document (default: table).")
    private Form form;

    boolean json() {
        return form == Form.JSON;
    }
}
