package org.lodewatch.service;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A gauge whose rows come and go. An unknown figure has no row, because 0 would be a figure. */
public final class GaugeTable {

    private final MultiGauge gauge;
    private Map<Tags, Double> shown = Map.of();

    public GaugeTable(String name, String description, MeterRegistry registry) {
        gauge = MultiGauge.builder(name).description(description).register(registry);
    }

    /** Replaces all rows; all must have the same tag names. */
    public synchronized void show(Map<Tags, Double> rows) {
        if (!rows.equals(shown)) {
            shown = new LinkedHashMap<>(rows);
            List<Row<?>> all = shown.entrySet().stream()
                    .<Row<?>>map(row -> Row.of(row.getKey(), row.getValue()))
                    .toList();
            gauge.register(all, true);
        }
    }
}
