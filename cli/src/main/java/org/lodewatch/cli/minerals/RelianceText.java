package org.lodewatch.cli.minerals;

import java.util.Optional;
import org.lodewatch.schemas.catalogue.NetImportReliance;

/** Net import reliance as a person reads it: {@code 100 %}, {@code >50 %}, {@code <25 %}, exporter; a dash if unknown. */
public final class RelianceText {

    private static final String UNKNOWN = "-";

    private RelianceText() {}

    public static String of(Optional<NetImportReliance> reliance) {
        return reliance.map(NetImportReliance::printed).map(RelianceText::of).orElse(UNKNOWN);
    }

    private static String of(String printed) {
        return switch (printed) {
            case "E" -> "exporter";
            case "NA", "W", "s", "-" -> UNKNOWN;
            default -> printed + " %";
        };
    }
}
