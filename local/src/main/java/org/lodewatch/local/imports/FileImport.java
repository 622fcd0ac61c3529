package org.lodewatch.local.imports;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.lodewatch.local.cluster.KafkaCluster;
import org.lodewatch.local.output.ProgressLine;
import org.lodewatch.local.output.Screen;
import org.lodewatch.schemas.OperatorException;

/**
 * Files of customs imports to be published.
 *
 * @param columns header of the file by canonical column, where they differ
 * @param constants value by canonical column that the file lacks
 * @param partial whether more of the last period will follow
 * @param again whether files that have been published before are published once more
 */
public record FileImport(
        Format format,
        List<Path> files,
        Map<String, String> columns,
        Map<String, String> constants,
        boolean partial,
        boolean again) {

    /** How a file writes its rows. */
    public enum Format {
        CSV,
        JSONL
    }

    /** Publishes them all, and shows how far it is. */
    public ImportOutcome publish(KafkaCluster cluster, Screen screen) {
        try (ProgressLine progress = new ProgressLine(screen)) {
            progress.show("reading " + files.get(0));
            throw new OperatorException("no feed can read %s files yet".formatted(format));
        }
    }
}
