package org.lodewatch.core.batch;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.lodewatch.core.batch.LogFault.Kind;

/** Counts the faults of each kind, and keeps the first. */
final class FoundFaults {

    private static final class Found {
        private long count;
        private String first;
    }

    private final Map<Kind, Found> byKind = new EnumMap<>(Kind.class);

    /** @param which where the fault is, and what is wrong, in one line */
    void add(Kind kind, String which) {
        Found of = byKind.computeIfAbsent(kind, any -> new Found());
        of.count++;
        if (of.first == null) {
            of.first = which;
        }
    }

    /** The kinds that were found, the gravest first. */
    List<LogFault> list() {
        return byKind.entrySet().stream()
                .map(entry -> new LogFault(entry.getKey(), entry.getValue().count, entry.getValue().first))
                .toList();
    }
}
