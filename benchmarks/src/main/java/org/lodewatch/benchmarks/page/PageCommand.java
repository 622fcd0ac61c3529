package org.lodewatch.benchmarks.page;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.errors.InterruptException;
import org.lodewatch.benchmarks.experiment.BenchmarkException;
import org.lodewatch.benchmarks.experiment.BrokerProcess;
import org.lodewatch.benchmarks.experiment.Experiment;
import org.lodewatch.benchmarks.experiment.InstanceProcess;
import org.lodewatch.benchmarks.experiment.Patience;
import org.lodewatch.benchmarks.experiment.ResultTable;
import org.lodewatch.cli.policies.PolicyTopic;
import org.lodewatch.clients.kafka.Polling;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "page",
        description = {
            "Publishes the shares of synthetic books, first of one reporter and then of all, and measures an instance: how long"
                    + " the table of all minerals takes, its size, the same as of each month, and in a headless Chromium the"
                    + " time from the navigation until the first screen is drawn.",
            "Fails if the first visit loads more than --most-bytes. The browser is skipped where there is none. About a"
                    + " minute."
        })
public final class PageCommand extends Experiment {

    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final Duration ANSWER = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final double KILO = 1e3;
    private static final String TABLE = "/api/minerals?top=5";

    @Option(names = "--reporters", description = "Reporters.")
    private int reporters = 150;

    @Option(names = "--minerals", description = "Minerals of each reporter: a book each.")
    private int minerals = 50;

    @Option(names = "--months", description = "Published windows of each book.")
    private int months = 60;

    @Option(names = "--visits", description = "Visits of a new browser, after one that is not counted.")
    private int visits = 5;

    @Option(names = "--most-bytes", description = "The most that the first visit may load.")
    private long mostBytes = 600_000;

    @Option(names = "--heap", description = "Heap of the instance, in MiB.")
    private int heap = 2_400;

    private final HttpClient client = HttpClient.newHttpClient();

    /**
     * One figure.
     *
     * @param target the most that it should be; empty where there is none
     * @param bytes the largest answer, as it was sent; NaN where it was not measured
     */
    record Row(String what, int books, String target, double medianMillis, double worstMillis, double bytes) {

        private static Row of(String what, int books, String target, List<Double> millis, double bytes) {
            List<Double> inOrder = millis.stream().sorted().toList();
            return new Row(
                    what, books, target, inOrder.get(inOrder.size() / 2), inOrder.get(inOrder.size() - 1), bytes);
        }
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        List<Row> rows = new ArrayList<>();
        SyntheticBooks books = new SyntheticBooks(minerals, months);
        List<String> all = books.reporters(reporters);
        try (BrokerProcess broker = BrokerProcess.start()) {
            PolicyTopic.createTopics(broker.cluster(), Optional.empty());
            try (InstanceProcess instance = InstanceProcess.start(broker.address(), "state", heap, Map.of())
                    .awaitRunning()) {
                publish(books, broker, all.subList(0, 1), instance, 1);
                visit(instance, minerals, "1,000 ms, %,.0f KB".formatted(mostBytes / KILO))
                        .ifPresent(rows::add);
                publish(books, broker, all.subList(1, reporters), instance, reporters);
                visit(instance, reporters * minerals, "2,000 ms").ifPresent(rows::add);
                rows.addAll(tables(instance, books.asOfs(), all.get(0)));
            }
        }
        print(new ResultTable<Row>()
                .text("what", Row::what)
                .whole("books", Row::books)
                .text("target", Row::target)
                .tenths("median ms", Row::medianMillis)
                .tenths("worst ms", Row::worstMillis)
                .tenths("KB sent", row -> row.bytes() / KILO)
                .lines(rows));
        if (!Chromium.isInstalled()) {
            print(Chromium.ABSENCE);
        }
        report(Map.of("reporters", reporters, "minerals", minerals, "months", months), rows);
        rows.stream()
                .filter(row -> row.what().equals("first visit") && row.books() == minerals && row.bytes() > mostBytes)
                .findFirst()
                .ifPresent(row -> {
                    throw new BenchmarkException(
                            "the first visit loads %,.0f bytes, more than %,d".formatted(row.bytes(), mostBytes));
                });
        return 0;
    }

    private void publish(
            SyntheticBooks books, BrokerProcess broker, List<String> some, InstanceProcess instance, int expected) {
        progress("publishing %,d windows", some.size() * minerals * months);
        books.publish(broker.cluster(), some);
        Patience patience = Patience.withProgress(() -> published(instance), PATIENCE);
        Published before = published(instance);
        // The tag is the same twice once no more shares arrive.
        for (Published now = published(instance);
                !now.equals(before) || now.reporters() != expected;
                now = published(instance)) {
            before = now;
            if (patience.end().isPresent()) {
                throw new BenchmarkException("the shares of %d of %d reporters are published, %s"
                        .formatted(now.reporters(), expected, patience.end().get()));
            }
            Polling.pause(POLL);
        }
    }

    /** What an instance has published. @param tag of all that it has read */
    private record Published(String tag, int reporters) {}

    private Published published(InstanceProcess instance) {
        instance.requireAlive();
        HttpResponse<byte[]> datasets = get(instance, "/api/datasets", "identity");
        return new Published(
                datasets.headers().firstValue("ETag").orElse(""),
                datasets.statusCode() == HttpURLConnection.HTTP_OK
                        ? new String(datasets.body(), StandardCharsets.UTF_8).split("\"reporter\"", -1).length - 1
                        : 0);
    }

    private Optional<Row> visit(InstanceProcess instance, int books, String target) {
        if (!Chromium.isInstalled()) {
            return Optional.empty();
        }
        progress("visiting the page of %,d books", books);
        List<Double> millis = new ArrayList<>();
        long bytes = 0;
        for (int visit = 0; visit <= visits; visit++) {
            Chromium.Visit measured = Chromium.visit(instance.url() + "/");
            if (visit > 0) {
                millis.add(measured.millis());
            }
            bytes = Math.max(bytes, measured.bytes());
        }
        return Optional.of(Row.of("first visit", books, target, millis, bytes));
    }

    private List<Row> tables(InstanceProcess instance, List<String> asOfs, String reporter) {
        progress("asking for tables");
        int books = reporters * minerals;
        // Another number of suppliers, so that what is measured is not there yet.
        asOfs.forEach(asOf -> get(instance, "/api/minerals?top=4&asOf=" + asOf));
        String one = "&dataset=%s&reporter=%s".formatted(SyntheticBooks.DATASET, reporter);
        return List.of(
                asked(instance, "as of each month, first", books, "100 ms", at(TABLE, asOfs)),
                asked(instance, "as of each month, again", books, "100 ms", at(TABLE, asOfs)),
                asked(instance, TABLE, books, "100 ms, 1,000 KB", Collections.nCopies(40, TABLE)),
                asked(instance, "one reporter, as of each month", minerals, "100 ms", at(TABLE + one, asOfs)),
                asked(
                        instance,
                        "one reporter, with 24 months",
                        minerals,
                        "100 ms",
                        at(TABLE + "&months=24" + one, asOfs)));
    }

    private static List<String> at(String path, List<String> asOfs) {
        return asOfs.stream().map(asOf -> path + "&asOf=" + asOf).toList();
    }

    private Row asked(InstanceProcess instance, String what, int books, String target, List<String> paths) {
        List<Double> millis = new ArrayList<>();
        int bytes = 0;
        for (String path : paths) {
            long start = System.nanoTime();
            HttpResponse<byte[]> answer = get(instance, path);
            millis.add((System.nanoTime() - start) / 1e6);
            if (answer.statusCode() != 200) {
                throw new BenchmarkException("%s: status %d".formatted(path, answer.statusCode()));
            }
            bytes = Math.max(bytes, answer.body().length);
        }
        return Row.of(what, books, target, millis, bytes);
    }

    private HttpResponse<byte[]> get(InstanceProcess instance, String path) {
        return get(instance, path, "gzip");
    }

    /** @param encoding that the answer may have */
    private HttpResponse<byte[]> get(InstanceProcess instance, String path, String encoding) {
        try {
            return client.send(
                    HttpRequest.newBuilder(URI.create(instance.url() + path))
                            .timeout(ANSWER)
                            .header("Accept-Encoding", encoding)
                            .build(),
                    BodyHandlers.ofByteArray());
        } catch (IOException e) {
            instance.requireAlive();
            throw new BenchmarkException("%s: %s".formatted(path, e.getMessage()));
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }
}
