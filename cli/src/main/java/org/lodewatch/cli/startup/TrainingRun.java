package org.lodewatch.cli.startup;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.lodewatch.cli.commands.LodewatchCommand;
import org.lodewatch.cli.instance.InstancePort;
import org.lodewatch.cli.output.Screen;
import org.lodewatch.clients.kafka.Polling;
import org.lodewatch.schemas.OperatorException;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.service.ProcessMetrics;
import org.lodewatch.service.ServiceSettings;
import org.lodewatch.streams.app.StreamsApp;
import org.lodewatch.streams.app.StreamsConfiguration;

/**
 * Runs an instance of the topology and the usual commands once. A JVM that is started for this with
 * {@code -XX:ArchiveClassesAtExit}, or {@code -XX:AOTCacheOutput} from Java 25 on, writes the classes that they load into an
 * archive, with which later JVMs start faster.
 */
public final class TrainingRun {

    private static final String DATASET = "training";

    /** A window with one supplier above every line, so that there are shares and alerts. */
    private static final String ROWS = """
            dataset,record_id,revision,reporter,origin,commodity_code,period,customs_value_usd,net_weight_kg
            training,1,1,US,CN,811010,2025-01,9000,90
            training,2,1,US,BE,811010,2025-01,1000,10
            """;

    private static final List<String> ON_A_CLUSTER = List.of(
            "topics check",
            "shares",
            "shares antimony",
            "shares --output json",
            "alerts",
            "alternatives antimony",
            "policies list",
            "rejected",
            "lag");

    private static final List<String> ALONE = List.of("--help", "shares --help", "minerals", "settings");

    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);

    private final String servers;
    private final Path folder;

    private TrainingRun(String servers, Path folder) {
        this.servers = servers;
        this.folder = folder;
    }

    /** @param args {@code host:port} of a broker without data, and an empty folder */
    public static void main(String[] args) {
        on(args[0], Path.of(args[1]));
        System.exit(0);
    }

    /**
     * Runs them.
     *
     * @param servers {@code host:port} of a broker without data, which has the topics and some records afterwards
     * @param folder an empty one for its files; the caller deletes it
     * @throws OperatorException if the cluster has no shares after a minute
     */
    public static void on(String servers, Path folder) {
        new TrainingRun(servers, folder).run();
    }

    private void run() {
        onCluster("topics create");
        onCluster("produce csv " + rows());
        Map<String, String> settings =
                Map.of("bootstrap.servers", servers, "state.dir", folder.toString(), ServiceSettings.PORT, "0");
        Catalogue catalogue = Catalogue.bundled();
        try (ProcessMetrics metrics = new ProcessMetrics();
                StreamsApp app = new StreamsApp(settings, catalogue, metrics.registry());
                InstancePort port = InstancePort.open(
                        StreamsConfiguration.of(settings),
                        ServiceSettings.of(settings),
                        catalogue,
                        metrics,
                        app::health)) {
            app.start();
            if (Polling.until(code -> code == 0, () -> onCluster("verify"), PAUSE, LONGEST_WAIT) != 0) {
                throw new OperatorException("nothing was published on " + servers);
            }
            read(port.url() + "/api/shares?dataset=" + DATASET);
            ON_A_CLUSTER.forEach(this::onCluster);
            ALONE.forEach(TrainingRun::execute);
        }
    }

    private Path rows() {
        try {
            return Files.writeString(folder.resolve("rows.csv"), ROWS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void read(String url) {
        try (InputStream in = URI.create(url).toURL().openStream()) {
            in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private int onCluster(String command) {
        return execute(command + " --bootstrap-server " + servers);
    }

    private static int execute(String command) {
        PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
        return new LodewatchCommand(Screen.plain(nowhere, nowhere), List.of()).execute(command.split(" "));
    }
}
