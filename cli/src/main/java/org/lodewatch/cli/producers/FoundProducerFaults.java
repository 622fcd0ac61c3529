package org.lodewatch.cli.producers;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Faults as they are found, counted by kind; of each kind the first is kept. Not thread-safe. */
final class FoundProducerFaults {

    private final Map<String, ProducerFault> faults = new LinkedHashMap<>();

    /** Counts one more of a kind; what describes it is that of the first one. */
    void add(String kind, String meaning, String first, String remedy) {
        ProducerFault known = faults.get(kind);
        faults.put(
                kind,
                known == null
                        ? new ProducerFault(kind, 1, meaning, first, remedy)
                        : new ProducerFault(kind, known.count() + 1, known.meaning(), known.first(), known.remedy()));
    }

    /** In the order in which their kinds were found first. */
    List<ProducerFault> list() {
        return List.copyOf(faults.values());
    }
}
