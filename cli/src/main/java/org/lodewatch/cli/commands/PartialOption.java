package org.lodewatch.cli.commands;

import picocli.CommandLine.Option;

/** Whether periods of which rows are missing are judged. */
final class PartialOption {

    @Option(
            names = "--accept-partial",
            description = "Has periods judged although rows of them were rejected, or figures of them refused (default:"
                    + " they are shown as partial, and policies do not judge them).")
    private boolean accepted;

    boolean accepted() {
        return accepted;
    }
}
