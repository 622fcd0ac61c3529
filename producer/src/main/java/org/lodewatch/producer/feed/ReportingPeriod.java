package org.lodewatch.producer.feed;

/**
 * A period of one dataset and reporter.
 *
 * @param reporter ISO 3166-1 alpha-2
 * @param period YYYY-MM or YYYY
 */
public record ReportingPeriod(String dataset, String reporter, String period) {

    /** As in {@code us-census/US@2024-12}. */
    @Override
    public String toString() {
        return dataset + "/" + reporter + "@" + period;
    }
}
