package org.lodewatch.benchmarks.growth;

import org.lodewatch.benchmarks.latency.LiveLoad.Waits;
import org.lodewatch.benchmarks.product.ProductRun;
import org.lodewatch.benchmarks.trade.RecountResult;
import org.lodewatch.benchmarks.trade.Workload;

/**
 * One size.
 *
 * @param size what it came to
 * @param heapMegabytes that the JVM could use
 * @param run the product's, in a warm JVM
 * @param waits for shares, under a steady load afterwards
 */
record GrowthPoint(
        Dimension dimension,
        double size,
        Workload workload,
        RecountResult reckoned,
        int threads,
        int heapMegabytes,
        ProductRun run,
        Waits waits) {}
