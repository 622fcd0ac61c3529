package org.lodewatch.core.batch;

/**
 * A figure whose published value differs from the recount of the log.
 *
 * @param key of the shares or of the alert
 * @param live the figure and its published value, {@code CN value 12,345.67 USD}
 * @param log its value by the log, {@code 12,345.68}
 */
public record Difference(String key, String live, String log) {

    /** As one line: {@code us-census/US/antimony@2024-12: CN value 12,345.67 USD, expected 12,345.68}. */
    @Override
    public String toString() {
        return key + ": " + live + ", expected " + log;
    }
}
