package org.lodewatch.local.demo;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.lodewatch.cli.output.Bar;
import org.lodewatch.cli.output.Figures;
import org.lodewatch.cli.output.ProgressLine;
import org.lodewatch.cli.output.Screen;
import org.lodewatch.cli.output.Style;
import org.lodewatch.producer.publish.ImportPublisher;

/** Publishes releases one after the other, and shows the progress. */
final class Replay {

    private static final int BAR_WIDTH = 20;

    private final List<DemoRelease> releases;
    private final ImportPublisher publisher;
    private final Screen screen;
    private final ProgressLine progress;

    Replay(List<DemoRelease> releases, ImportPublisher publisher, Screen screen, ProgressLine progress) {
        this.releases = releases;
        this.publisher = publisher;
        this.screen = screen;
        this.progress = progress;
    }

    /**
     * Publishes the releases.
     *
     * @param beforeRevision called with all releases so far before periods are published again; may wait
     * @param goOn called after each release; may wait, and returns whether to publish the next one
     */
    void run(Consumer<List<DemoRelease>> beforeRevision, BooleanSupplier goOn) {
        int total = releases.stream().mapToInt(release -> release.rows().size()).sum();
        int published = 0;
        DemoRelease previous = null;
        for (DemoRelease release : releases) {
            if (previous == null || !previous.publishedWith(release)) {
                if (isRevision(release)) {
                    beforeRevision.accept(releases.subList(0, releases.indexOf(release)));
                }
                progress.print(screen.painted(announcement(release), Style.BOLD));
            }
            publisher.publish(release.batch(Instant.now()));
            previous = release;
            published += release.rows().size();
            progress.show(String.format(
                    Locale.ROOT,
                    "%-" + BAR_WIDTH + "s  %s of %s records, %s %s",
                    Bar.of((double) published / total, BAR_WIDTH),
                    Figures.count(published),
                    Figures.count(total),
                    release.dataset(),
                    release.period()));
            if (!goOn.getAsBoolean()) {
                return;
            }
        }
    }

    private String announcement(DemoRelease first) {
        List<DemoRelease> publication =
                releases.stream().filter(first::publishedWith).toList();
        String span = "%s to %s"
                .formatted(
                        first.period(), publication.get(publication.size() - 1).period());
        int records =
                publication.stream().mapToInt(release -> release.rows().size()).sum();
        String what = "%s, %s, %s records".formatted(first.dataset(), span, Figures.count(records));
        if (first.revision() == 1) {
            String imports = first.declared().imports().equals(Optional.of("general"))
                    ? "general imports"
                    : "imports for consumption";
            return what + ": yearly " + imports + " of the United States";
        }
        return "%s: %s (%s)"
                .formatted(
                        first.day(),
                        isRevision(first)
                                ? "Census's yearly revision, three years published again"
                                : "Census publishes monthly imports",
                        what);
    }

    /** Whether periods of its dataset were published before. */
    private boolean isRevision(DemoRelease release) {
        return releases.stream()
                .anyMatch(other -> other.dataset().equals(release.dataset()) && other.revision() < release.revision());
    }
}
