package org.lodewatch.cli.commands;

import org.lodewatch.cli.settings.SettingsTable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "settings",
        description = "Prints every setting that `lodewatch stream --set` takes, as a table in Markdown.")
final class SettingsCommand implements Runnable {

    @ParentCommand
    private LodewatchCommand lodewatch;

    @Override
    public void run() {
        SettingsTable.ofStream().lines().forEach(lodewatch.screen()::line);
    }
}
