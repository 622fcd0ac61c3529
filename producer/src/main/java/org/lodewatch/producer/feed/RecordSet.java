package org.lodewatch.producer.feed;

/**
 * Lines that a source publishes and revises together: those of one period and one part of the tariff.
 *
 * @param dataset which body of statistics
 * @param reporter importing country, ISO 3166-1 alpha-2
 * @param period YYYY-MM or YYYY
 * @param scope which part of the period, such as a heading of the tariff: {@code 8110}. The sets of a period must not
 *     overlap, and a line must never move from one to another
 * @param basis what is measured, and by whom, such as {@code US Census API, general imports, 10 digits}. A dataset has
 *     one basis: figures of two would be added up, or replace each other
 */
public record RecordSet(String dataset, String reporter, String period, String scope, String basis) {

    /** The basis of the sets of files. */
    public static final String OF_FILES = "files";

    private static final int HEADING = 4;

    /** The set of a file's rows of one dataset, reporter, period and heading (the first four digits of their codes). */
    public static RecordSet ofCode(String dataset, String reporter, String period, String commodityCode) {
        String heading = commodityCode.length() <= HEADING ? commodityCode : commodityCode.substring(0, HEADING);
        return new RecordSet(dataset, reporter, period, heading, OF_FILES);
    }

    /** Whether its editions come from files. */
    public boolean ofFiles() {
        return basis.equals(OF_FILES);
    }

    /** The key of its newest edition: {@code us-census/US/2026-05/8110}. */
    public String key() {
        return dataset + "/" + reporter + "/" + period + "/" + scope;
    }
}
