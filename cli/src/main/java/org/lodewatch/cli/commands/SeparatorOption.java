package org.lodewatch.cli.commands;

import picocli.CommandLine.Option;

/** How the fields of a CSV file are told apart. */
final class SeparatorOption {

    @Option(
            names = "--separator",
            paramLabel = "CHAR",
            converter = SeparatorConverter.class,
            description = "What stands between fields: a character, or the word tab (default: a comma).")
    private char separator = ',';

    char separator() {
        return separator;
    }
}
