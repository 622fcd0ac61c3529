package org.lodewatch.local.demo;

import java.util.List;
import java.util.Locale;
import org.lodewatch.cli.output.Figures;
import org.lodewatch.cli.output.Screen;
import org.lodewatch.cli.output.Style;
import org.lodewatch.core.policy.Policies;
import org.lodewatch.schemas.messages.DependencePolicy;

/** What is going to be seen. */
final class Opening {

    private final Screen screen;

    Opening(Screen screen) {
        this.screen = screen;
    }

    void print(List<DemoRelease> releases) {
        int rows = releases.stream().mapToInt(release -> release.rows().size()).sum();
        screen.line(
                "Replaying %s rows of US imports (US Census Bureau) through a Kafka broker and the topology, in this process."
                        .formatted(Figures.count(rows)),
                Style.BOLD);
        screen.line("Alerts follow as they rise, under the policies that stand from the start:");
        Policies.initial().forEach(policy -> screen.line(line(policy)));
        screen.line("starting, some seconds ...", Style.DIM);
    }

    private static String line(DependencePolicy policy) {
        return String.format(
                Locale.ROOT,
                "  %-19s  %s (warning from %s, critical from %s)",
                policy.getId(),
                policy.getDescription(),
                Figures.plain(policy.getWarning()) + " %",
                Figures.plain(policy.getCritical()) + " %");
    }
}
