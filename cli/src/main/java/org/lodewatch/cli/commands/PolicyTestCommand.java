package org.lodewatch.cli.commands;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.Month;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.lodewatch.cli.backtest.BacktestReport;
import org.lodewatch.cli.cases.PolicyFile;
import org.lodewatch.cli.policies.PolicyTopic;
import org.lodewatch.cli.vintage.KnownThen;
import org.lodewatch.cli.vintage.KnownThenJson;
import org.lodewatch.cli.vintage.KnownThenText;
import org.lodewatch.clients.kafka.KafkaCluster;
import org.lodewatch.core.backtest.Backtest;
import org.lodewatch.core.backtest.BacktestRange;
import org.lodewatch.core.backtest.SweepRange;
import org.lodewatch.core.book.WindowRule;
import org.lodewatch.schemas.OperatorException;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.messages.DependencePolicy;
import org.lodewatch.schemas.messages.MineralShares;
import org.lodewatch.schemas.values.Months;
import org.lodewatch.service.api.PublishedShares;
import org.lodewatch.service.backtest.BacktestAnswer;
import org.lodewatch.service.backtest.BacktestJson;
import org.lodewatch.service.backtest.BacktestRequest;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.TypeConversionException;

@Command(
        name = "test",
        description =
                "What the policies of a file would have raised, judged over the published shares. Publishes nothing.")
final class PolicyTestCommand implements Runnable {

    @ParentCommand
    private PoliciesCommand policies;

    @Mixin
    private ConnectionOptions connection;

    @Mixin
    private CatalogueOption catalogueOption;

    @Mixin
    private OutputOption output;

    @Parameters(paramLabel = "FILE", description = "A policy as a JSON object, or an array of them.")
    private Path file;

    @Option(
            names = "--against",
            paramLabel = "ID|FILE",
            description =
                    "Shows the difference to a policy of the cluster, or to those of a file: to its only one, or to"
                            + " those of the same ids.")
    private Optional<String> against = Optional.empty();

    @Option(
            names = "--from",
            paramLabel = "YYYY[-MM]",
            converter = FromConverter.class,
            description =
                    "The first month that is reported on; a year means its January (default: the first published one).")
    private Optional<YearMonth> from = Optional.empty();

    @Option(
            names = "--to",
            paramLabel = "YYYY[-MM]",
            converter = AsOfConverter.class,
            description = "The last month that is judged; a year means its December (default: the newest).")
    private Optional<YearMonth> to = Optional.empty();

    @Option(names = "--dataset", paramLabel = "NAME", description = "Only books of this dataset.")
    private Optional<String> dataset = Optional.empty();

    @Option(
            names = "--mineral",
            paramLabel = "MINERAL",
            description = "Only the books of this mineral and its forms, or of this form: an id, a name or a symbol.")
    private Optional<String> mineral = Optional.empty();

    @Option(
            names = "--sweep",
            paramLabel = "FROM:TO:STEP",
            converter = SweepConverter.class,
            description = "Tries other warning lines, such as 30:80:5. The critical line moves with them.")
    private Optional<SweepRange> sweep = Optional.empty();

    @Option(
            names = "--as-known",
            paramLabel = "now|then",
            defaultValue = "now",
            description =
                    "Figures as they are published now (default), or also as they were known at the time: reads all of the log.")
    private AsKnown asKnown;

    enum AsKnown {
        NOW,
        THEN
    }

    /** A month, or a year, which means its January. */
    static final class FromConverter implements ITypeConverter<YearMonth> {

        @Override
        public YearMonth convert(String text) {
            try {
                return ValueConverters.month(text, Month.JANUARY);
            } catch (DateTimeException e) {
                throw new TypeConversionException("'%s' is not a month, such as 2024-12, or a year".formatted(text));
            }
        }
    }

    static final class SweepConverter implements ITypeConverter<SweepRange> {

        @Override
        public SweepRange convert(String text) {
            try {
                return SweepRange.of(text);
            } catch (OperatorException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }

    @Override
    public void run() {
        List<DependencePolicy> wanted = PolicyFile.read(file);
        Catalogue catalogue = catalogueOption.load();
        Set<String> books =
                mineral.map(typed -> BacktestRequest.books(typed, catalogue)).orElse(Set.of());
        BacktestRange range = BacktestRange.of(month(from), month(to));
        try (KafkaCluster cluster = connection.connect()) {
            List<DependencePolicy> others =
                    against.map(given -> others(given, cluster)).orElse(List.of());
            PublishedShares published = PublishedShares.of(cluster);
            BacktestRequest request = new BacktestRequest(wanted, others, range, sweep, dataset, books);
            BacktestAnswer answer = request.answer(
                    new Backtest(catalogue),
                    published.windows(catalogue, Optional.empty(), Optional.empty()),
                    catalogue,
                    Instant.now());
            if (asKnown == AsKnown.THEN) {
                print(answer, KnownThen.read(cluster, catalogue, windowMonths(published), request));
            } else {
                print(answer);
            }
        }
    }

    private void print(BacktestAnswer answer) {
        if (output.json()) {
            policies.screen().json(BacktestJson.of(answer));
        } else {
            new BacktestReport(policies.screen()).print(answer);
        }
    }

    private void print(BacktestAnswer answer, KnownThen known) {
        if (output.json()) {
            policies.screen().json(KnownThenJson.of(known, answer));
        } else {
            BacktestReport report = new BacktestReport(policies.screen());
            report.printResults(answer);
            new KnownThenText(policies.screen()).print(known);
            report.printNotSimulated(KnownThen.NOT_SIMULATED);
        }
    }

    /** The length of the published windows. */
    private static int windowMonths(PublishedShares published) {
        return published.all().stream()
                .findFirst()
                .map(MineralShares::getWindowMonths)
                .orElse(WindowRule.DEFAULT.windowMonths());
    }

    private static List<DependencePolicy> others(String given, KafkaCluster cluster) {
        Map<String, DependencePolicy> current = new PolicyTopic(cluster).current();
        if (current.containsKey(given)) {
            return List.of(current.get(given));
        }
        Optional<Path> path = path(given);
        if (path.isEmpty()) {
            throw new OperatorException(
                    "--against %s: there is neither such a file nor such a policy: the policies are %s"
                            .formatted(given, String.join(", ", current.keySet())));
        }
        return PolicyFile.read(path.get());
    }

    private static Optional<Path> path(String given) {
        try {
            return Optional.of(Path.of(given)).filter(Files::exists);
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    private static OptionalInt month(Optional<YearMonth> month) {
        return month.isPresent()
                ? OptionalInt.of(Months.of(month.get().getYear(), month.get().getMonthValue()))
                : OptionalInt.empty();
    }
}
