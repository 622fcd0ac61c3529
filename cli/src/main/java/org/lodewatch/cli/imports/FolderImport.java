package org.lodewatch.cli.imports;

import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import org.lodewatch.cli.output.ProgressLine;
import org.lodewatch.cli.output.Screen;
import org.lodewatch.clients.kafka.KafkaCluster;
import org.lodewatch.producer.dropfolder.DropFolder;
import org.lodewatch.producer.publish.ImportPublisher;
import org.lodewatch.producer.rules.ImportRules;
import org.lodewatch.schemas.catalogue.Catalogue;

/** A folder whose files are to be published, a line for each. */
public record FolderImport(Path folder, DropFolder.Settings settings) {

    /**
     * Publishes what is there, or, following, what comes until it is stopped.
     *
     * @param catalogue knows the countries
     * @param health hears when the folder has been looked into
     * @param stop completes when the person has had enough
     * @return whether all rows of all files could be used
     * @throws org.lodewatch.schemas.OperatorException if Kafka or the folder fails, which following waits out; or if
     *     another instance works on the same folder
     */
    public boolean publish(
            KafkaCluster cluster,
            Catalogue catalogue,
            Screen screen,
            boolean follow,
            FeedHealth health,
            CompletableFuture<?> stop) {
        ImportRules rules = new ImportRules(iso2 -> catalogue.country(iso2).isPresent(), Clock.systemUTC());
        try (ProgressLine line = new ProgressLine(screen)) {
            FolderLines lines = new FolderLines(line, health);
            DropFolder files = new DropFolder(
                    folder,
                    settings,
                    rules,
                    id -> ImportPublisher.connect(id, cluster.settings().properties(), health.registry()),
                    lines);
            stop.thenRun(files::stop);
            if (follow) {
                screen.line("watching " + folder);
                files.follow();
            } else {
                files.runOnce();
                if (lines.none()) {
                    line.print("nothing to publish in " + folder);
                }
            }
            return lines.allUsed();
        }
    }
}
