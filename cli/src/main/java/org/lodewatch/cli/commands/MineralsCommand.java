package org.lodewatch.cli.commands;

import java.util.Optional;
import org.lodewatch.cli.minerals.MineralsReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "minerals",
        description = "The catalogue: which minerals, on which lists of the United States, how much of them is imported"
                + " (net import reliance in percent, USGS), and which commodity codes count.")
final class MineralsCommand implements Runnable {

    @ParentCommand
    private LodewatchCommand lodewatch;

    @Mixin
    private CatalogueOption catalogue;

    @Mixin
    private OutputOption output;

    @Option(
            names = "--edition",
            paramLabel = "MCSYYYY",
            description =
                    "Net import reliance as this edition of the Mineral Commodity Summaries has it, such as MCS2024"
                            + " (default: the newest).")
    private Optional<String> edition = Optional.empty();

    @Override
    public void run() {
        MineralsReport report = new MineralsReport(catalogue.load(), edition);
        if (output.json()) {
            lodewatch.screen().json(report.json());
        } else {
            lodewatch.screen().table(report.table());
        }
    }
}
