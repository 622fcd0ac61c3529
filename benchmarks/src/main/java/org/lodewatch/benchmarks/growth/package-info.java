/** What a replay costs as its log grows in one dimension at a time. */
package org.lodewatch.benchmarks.growth;
