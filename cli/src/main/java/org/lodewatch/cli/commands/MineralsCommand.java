package org.lodewatch.cli.commands;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.lodewatch.cli.minerals.MineralsReport;
import org.lodewatch.cli.minerals.RelianceSearch;
import org.lodewatch.cli.output.Style;
import org.lodewatch.schemas.OperatorException;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.catalogue.Mineral;
import org.lodewatch.service.catalogue.MineralJson;
import org.lodewatch.service.catalogue.RelianceFigures;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "minerals",
        description =
                "The catalogue: the minerals and their forms, the US lists that have them, their net import reliance"
                        + " (in percent, USGS), and the commodity codes with the months in which the tariff has them.")
final class MineralsCommand implements Runnable {

    /** The years of the US lists of critical minerals. */
    private enum CriticalList {
        OF_2022("2022", Mineral::on2022List),
        OF_2025("2025", Mineral::on2025List);

        private final String year;
        private final Predicate<Mineral> has;

        CriticalList(String year, Predicate<Mineral> has) {
            this.year = year;
            this.has = has;
        }

        static CriticalList of(String year) {
            for (CriticalList list : values()) {
                if (list.year.equals(year)) {
                    return list;
                }
            }
            throw new OperatorException(
                    "there is no US list of critical minerals of %s: write 2022 or 2025".formatted(year));
        }
    }

    @ParentCommand
    private LodewatchCommand lodewatch;

    @Mixin
    private CatalogueOption catalogueOption;

    @Mixin
    private OutputOption output;

    @Parameters(arity = "0..1", paramLabel = "MINERAL", description = "Only this mineral: an id, a name or a symbol.")
    private Optional<String> mineral = Optional.empty();

    @Option(
            names = "--list",
            paramLabel = "2022|2025",
            description = "Only the minerals of this US list of critical minerals.")
    private Optional<String> list = Optional.empty();

    @Option(
            names = "--reliance",
            paramLabel = "PERCENT",
            description = "Only minerals of which the United States imports this percentage of its consumption or more."
                    + " A bound counts as far as it decides that: >75 is 50 or more, <50 is not.")
    private Optional<Double> reliance = Optional.empty();

    @Option(
            names = "--edition",
            paramLabel = "MCSYYYY",
            description = "The edition of the Mineral Commodity Summaries that net import reliance is from, such as"
                    + " MCS2024 (default: the newest).")
    private Optional<String> edition = Optional.empty();

    @Option(
            names = "--year",
            paramLabel = "YYYY",
            description = "The year that net import reliance is of (default: the newest).")
    private Optional<Integer> year = Optional.empty();

    @Override
    public void run() {
        Catalogue catalogue = catalogueOption.load();
        RelianceFigures figures = figures(catalogue);
        List<Mineral> chosen = chosen(catalogue);
        Optional<RelianceSearch> search = reliance.map(line -> new RelianceSearch(chosen, figures, percent(line)));
        List<Mineral> shown = search.map(RelianceSearch::found).orElse(chosen);
        if (output.json()) {
            search.ifPresent(this::note);
            lodewatch
                    .screen()
                    .json(shown.stream()
                            .map(each -> MineralJson.of(each, figures))
                            .toList());
            return;
        }
        search.ifPresent(found -> lodewatch.screen().line(found.answer()));
        new MineralsReport(figures).print(shown, search.isEmpty(), lodewatch.screen());
        search.ifPresent(found ->
                found.doubts().forEach(doubt -> lodewatch.screen().line(doubt, Style.DIM)));
        if (mineral.isPresent()) {
            shown.forEach(one -> one.note().ifPresent(lodewatch.screen()::line));
        }
    }

    private void note(RelianceSearch search) {
        lodewatch.screen().note(search.answer());
        search.doubts().forEach(lodewatch.screen()::note);
    }

    private RelianceFigures figures(Catalogue catalogue) {
        edition.filter(wanted -> !catalogue.editions().contains(wanted)).ifPresent(wanted -> {
            throw new OperatorException("the catalogue has no edition %s of net import reliance: it has %s"
                    .formatted(wanted, String.join(", ", catalogue.editions())));
        });
        year.filter(wanted -> !catalogue.relianceYears().contains(wanted)).ifPresent(wanted -> {
            throw new OperatorException("the catalogue has no net import reliance of %d: it has %s"
                    .formatted(
                            wanted,
                            catalogue.relianceYears().stream()
                                    .map(known -> Integer.toString(known))
                                    .collect(Collectors.joining(", "))));
        });
        return new RelianceFigures(catalogue, edition, year.map(OptionalInt::of).orElseGet(OptionalInt::empty));
    }

    private List<Mineral> chosen(Catalogue catalogue) {
        Optional<String> only = mineral.map(given -> catalogue.mineralOf(CatalogueOption.book(catalogue, given)));
        Optional<CriticalList> on = list.map(CriticalList::of);
        return catalogue.minerals().stream()
                .filter(each -> only.isEmpty() || only.get().equals(each.id()))
                .filter(each -> on.isEmpty() || on.get().has.test(each))
                .toList();
    }

    private static double percent(double line) {
        if (!(line >= 0 && line <= 100)) {
            throw new OperatorException(
                    "--reliance %s is not a percentage: write a number from 0 to 100".formatted(line));
        }
        return line;
    }
}
