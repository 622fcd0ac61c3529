package org.lodewatch.cli.commands;

import org.lodewatch.cli.output.Screen;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "produce",
        description = "Publishes customs imports from a feed, exactly once, and continues where it was stopped.",
        subcommands = {
            CensusCommand.class,
            CensusBulkCommand.class,
            ComtradeCommand.class,
            DropFolderCommand.class,
            FileCommand.CsvCommand.class,
            FileCommand.JsonlCommand.class,
            CompleteCommand.class
        })
public final class ProduceCommand {

    /** Exit code when everything was read, but some rows could not be used. */
    public static final int SOME_REJECTED = 3;

    @ParentCommand
    private LodewatchCommand lodewatch;

    Screen screen() {
        return lodewatch.screen();
    }
}
