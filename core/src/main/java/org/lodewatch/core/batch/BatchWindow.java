package org.lodewatch.core.batch;

/**
 * One window of one book.
 *
 * @param asOf its last month
 * @param coveredMonths how many of its months lie within the dataset
 * @param whole whether all of them do
 * @param complete whether its last month is
 */
record BatchWindow(int asOf, int coveredMonths, boolean whole, boolean complete, ComparisonCounts tally) {}
