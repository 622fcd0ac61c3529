package org.lodewatch.benchmarks.backtest;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.lodewatch.benchmarks.experiment.BenchmarkException;
import org.lodewatch.benchmarks.experiment.Experiment;
import org.lodewatch.benchmarks.experiment.ResultTable;
import org.lodewatch.core.backtest.Backtest;
import org.lodewatch.core.backtest.BacktestCase;
import org.lodewatch.core.backtest.BacktestRange;
import org.lodewatch.core.backtest.BacktestResult;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.service.ServicePort;
import org.lodewatch.service.ServiceSettings;
import org.lodewatch.service.api.PolicyDocument;
import org.lodewatch.service.backtest.BacktestApi;
import org.lodewatch.service.backtest.PublishedBacktest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "backtest",
        description = {
            "Tests policies over published shares by POST /api/backtest of a warm process, and fails if the median is above"
                    + " the limit. The shares are kept encoded, as an instance keeps them.",
            "Also measures the live heap in the middle of a backtest over half of the months and over all: it must not grow"
                    + " with them but by the result. About half a minute."
        })
public final class BacktestCommand extends Experiment {

    private static final int WINDOW = 12;
    private static final Duration ANSWER = Duration.ofSeconds(30);

    /** How much more live heap twice the months may take, besides the result. */
    private static final long MOST_GROWTH_BYTES = 4 << 20;

    @Option(names = "--books", description = "Books.")
    private int books = 60;

    @Option(names = "--months", description = "Published months of each book, 24 or more.")
    private int months = 72;

    @Option(names = "--policies", description = "Policies, at most 20.")
    private int policies = 10;

    @Option(names = "--limit-ms", description = "The most that the median may be.")
    private double limit = 300;

    @Option(names = "--warm-up", description = "Requests before those that are measured.")
    private int warmUp = 60;

    @Option(names = "--requests", description = "Requests that are measured.")
    private int requests = 40;

    /**
     * The result over some months.
     *
     * @param cpuMillis processor time of this JVM a request, the client's and the garbage collector's included
     * @param answerBytes size of the answer
     * @param liveBytes heap that is reachable in the middle of a backtest, and not before it
     * @param resultBytes heap that the result takes
     */
    record Row(
            int months,
            long sharesBytes,
            long transitions,
            double medianMillis,
            double slowestMillis,
            double cpuMillis,
            long answerBytes,
            long liveBytes,
            long resultBytes) {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        List<Row> rows = new ArrayList<>();
        for (int some : List.of(months / 2, months)) {
            progress("%d months", some);
            rows.add(measured(new SyntheticShares(books, some), some));
        }
        print(new ResultTable<Row>()
                .whole("months", Row::months)
                .mebibytes("shares MiB", Row::sharesBytes)
                .whole("transitions", Row::transitions)
                .tenths("median ms", Row::medianMillis)
                .tenths("slowest ms", Row::slowestMillis)
                .tenths("CPU ms", Row::cpuMillis)
                .whole("answer KiB", row -> row.answerBytes() / 1024.0)
                .whole("live KiB midway", row -> row.liveBytes() / 1024.0)
                .whole("result KiB", row -> row.resultBytes() / 1024.0)
                .lines(rows));
        report(Map.of("books", books, "months", months, "policies", policies), rows);
        Row half = rows.get(0);
        Row all = rows.get(1);
        if (all.medianMillis() > limit) {
            throw new BenchmarkException(
                    "a backtest of %d books, %d months and %d policies takes %.0f ms, more than %.0f"
                            .formatted(books, months, policies, all.medianMillis(), limit));
        }
        long growth = all.liveBytes() - half.liveBytes() - (all.resultBytes() - half.resultBytes());
        if (growth > MOST_GROWTH_BYTES) {
            throw new BenchmarkException(
                    "the live heap grows by %d KiB with twice the months".formatted(growth / 1024));
        }
        return 0;
    }

    private Row measured(SyntheticShares shares, int some) throws IOException, InterruptedException {
        String body = "{\"policy\": %s}".formatted(SyntheticShares.policies(policies));
        List<Double> millis = new ArrayList<>();
        String answer = "";
        double cpuSeconds = 0;
        try (ServicePort port = ServicePort.open(
                ServiceSettings.of(Map.of("http.port", "0")),
                new BacktestApi(shares, new PublishedBacktest(shares, Catalogue.bundled()), Catalogue.bundled()))) {
            HttpClient client = HttpClient.newHttpClient();
            HttpRequest request = HttpRequest.newBuilder(URI.create(port.url() + "/api/backtest"))
                    .timeout(ANSWER)
                    .POST(HttpRequest.BodyPublishers.ofString(body))
                    .build();
            for (int i = 0; i < warmUp + requests; i++) {
                if (i == warmUp) {
                    cpuSeconds = cpuSeconds();
                }
                long start = System.nanoTime();
                HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
                if (i >= warmUp) {
                    millis.add((System.nanoTime() - start) / 1e6);
                }
                if (response.statusCode() != 200) {
                    throw new BenchmarkException("status %d: %s".formatted(response.statusCode(), response.body()));
                }
                answer = response.body();
            }
            cpuSeconds = cpuSeconds() - cpuSeconds;
        }
        String judged = "\"monthsJudged\":%d,".formatted(shares.books() * (some - WINDOW + 1));
        if (!answer.contains(judged)) {
            throw new BenchmarkException("no policy judged %s".formatted(judged));
        }
        millis.sort(null);
        long[] heap = heap(shares);
        return new Row(
                some,
                shares.bytes(),
                answer.split("\"simulated\":true", -1).length - 1,
                millis.get(millis.size() / 2),
                millis.get(millis.size() - 1),
                1e3 * cpuSeconds / requests,
                answer.length(),
                heap[0],
                heap[1]);
    }

    /** The live heap in the middle of a backtest, and with its result, each without that before it. */
    private long[] heap(SyntheticShares shares) {
        List<BacktestCase> cases = new PolicyDocument(
                        "policies", SyntheticShares.policies(policies).getBytes(StandardCharsets.UTF_8))
                .read().stream()
                        .map(policy -> new BacktestCase(policy, Optional.empty()))
                        .toList();
        Backtest backtest = new Backtest(Catalogue.bundled());
        long before = liveBytes();
        long[] midway = new long[1];
        AtomicInteger count = new AtomicInteger();
        List<BacktestResult> results = backtest.run(
                shares.windows(Optional.empty(), Optional.empty()),
                book -> {
                    if (count.incrementAndGet() == books / 2) {
                        midway[0] = liveBytes() - before;
                    }
                    return true;
                },
                cases,
                BacktestRange.ALL,
                Optional.empty(),
                Instant.now());
        long after = liveBytes() - before;
        return results.isEmpty() ? new long[2] : new long[] {midway[0], after};
    }

    private static double cpuSeconds() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime() / 1e9;
    }

    private static long liveBytes() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
