package org.lodewatch.cli.imports;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.lodewatch.cli.output.Figures;
import org.lodewatch.producer.feed.LeftOut;

/** What files have besides records, in one line. */
public final class LeftOutText {

    private LeftOutText() {}

    /** Such as {@code left out: total 'World' 1 (line 2), blank lines 3 (first: line 9)}; empty if there is nothing. */
    public static Optional<String> of(Collection<LeftOut> leftOut) {
        Map<String, LeftOut> kinds = new LinkedHashMap<>();
        leftOut.forEach(kind -> kinds.merge(
                kind.what(),
                kind,
                (first, next) -> new LeftOut(first.what(), first.count() + next.count(), first.firstLine())));
        return kinds.isEmpty()
                ? Optional.empty()
                : Optional.of(kinds.values().stream()
                        .map(LeftOutText::text)
                        .collect(Collectors.joining(", ", "left out: ", "")));
    }

    private static String text(LeftOut kind) {
        return "%s %s (%s %d)"
                .formatted(
                        kind.what(),
                        Figures.count(kind.count()),
                        kind.count() == 1 ? "line" : "first: line",
                        kind.firstLine());
    }
}
