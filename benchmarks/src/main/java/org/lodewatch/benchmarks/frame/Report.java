package org.lodewatch.benchmarks.frame;

import java.time.Instant;
import java.util.Map;

/**
 * What a benchmark found, for machines.
 *
 * @param at when it ended, ISO 8601
 * @param parameters what it was asked to do
 * @param results records, or lists or maps of records
 */
public record Report(String benchmark, String at, Machine machine, Map<String, ?> parameters, Object results) {

    /** Of a benchmark that has just ended here. */
    public static Report of(String benchmark, Map<String, ?> parameters, Object results) {
        return new Report(benchmark, Instant.now().toString(), Machine.here(), parameters, results);
    }
}
