package org.lodewatch.cli.commands;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.lodewatch.cli.cases.CaseReport;
import org.lodewatch.cli.cases.PolicyCases;
import org.lodewatch.schemas.catalogue.Catalogue;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "check",
        description = "Runs the cases of files: rows of imports, and the transitions that policies must make of them."
                + " Needs no broker. Exit code 1 if a case differs.")
final class PolicyCheckCommand implements Callable<Integer> {

    @ParentCommand
    private PoliciesCommand policies;

    @Mixin
    private CatalogueOption catalogueOption;

    @Mixin
    private OutputOption output;

    @Parameters(
            paramLabel = "FILE",
            arity = "0..*",
            description =
                    "A JSON file with policies and cases; without one, the cases of the initial policies are run.")
    private List<Path> files = List.of();

    @Override
    public Integer call() {
        Catalogue catalogue = catalogueOption.load();
        CaseReport report = new CaseReport();
        if (files.isEmpty()) {
            report.add(PolicyCases.initial(catalogue));
        }
        files.forEach(file -> report.add(PolicyCases.of(file, catalogue)));
        if (output.json()) {
            policies.screen().json(report.json());
        } else {
            report.print(policies.screen());
        }
        return report.isAsExpected() ? ExitCode.OK : ExitCode.SOFTWARE;
    }
}
