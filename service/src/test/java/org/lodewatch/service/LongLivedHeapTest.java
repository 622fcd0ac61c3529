package org.lodewatch.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LongLivedHeapTest {

    private static final long MEGABYTE = 1 << 20;
    private static final Health RUNNING = new Health(true, true, HealthState.RUNNING, Map.of());

    /** A pool whose usage after its last collection is known. */
    private static MemoryPoolMXBean pool(String name, MemoryType type, long usedMegabytes, long maxMegabytes) {
        Map<String, Object> answers = Map.of(
                "getName",
                name,
                "getType",
                type,
                "getCollectionUsage",
                new MemoryUsage(0, usedMegabytes * MEGABYTE, maxMegabytes * MEGABYTE, maxMegabytes * MEGABYTE));
        return (MemoryPoolMXBean) Proxy.newProxyInstance(
                MemoryPoolMXBean.class.getClassLoader(),
                new Class<?>[] {MemoryPoolMXBean.class},
                (proxy, method, arguments) -> answers.get(method.getName()));
    }

    private static LongLivedHeap parallel(long oldUsed) {
        return new LongLivedHeap(List.of(
                pool("PS Eden Space", MemoryType.HEAP, 300, 300),
                pool("PS Survivor Space", MemoryType.HEAP, 40, 40),
                pool("Metaspace", MemoryType.NON_HEAP, 90, 100),
                pool("PS Old Gen", MemoryType.HEAP, oldUsed, 1000)));
    }

    @Test
    void theOldGenerationAloneCounts() {
        assertThat(parallel(400).usedRatio()).isCloseTo(0.4, within(1e-9));
        assertThat(new LongLivedHeap(List.of(
                                pool("ZGC Young Generation", MemoryType.HEAP, 500, 1000),
                                pool("ZGC Old Generation", MemoryType.HEAP, 900, 1000)))
                        .usedRatio())
                .isCloseTo(0.9, within(1e-9));
    }

    @Test
    void beforeTheFirstCollectionNothingIsSaid() {
        assertThat(parallel(0).usedRatio()).isNaN();
        assertThat(parallel(0).judge(RUNNING)).isEqualTo(RUNNING);
    }

    @Test
    void anInstanceThatWorksHasLowMemoryFrom85PercentOn() {
        assertThat(parallel(849).judge(RUNNING)).isEqualTo(RUNNING);

        Health low = parallel(851).judge(RUNNING);

        assertThat(low.state()).isEqualTo(HealthState.LOW_MEMORY);
        assertThat(low.live() && low.ready()).isTrue();
        assertThat(low.reason())
                .hasValueSatisfying(reason -> assertThat(reason)
                        .startsWith(
                                "85 % of the heap for what lives long was in use after a collection: give it more"));
    }

    @Test
    void oneThatDoesNotWorkKeepsItsState() {
        Health failed = RUNNING.notLive(HealthState.FAILED, "a thread has ended");

        assertThat(parallel(990).judge(failed)).isEqualTo(failed);
    }

    @Test
    void thisJvmHasOne() {
        System.gc();

        assertThat(new LongLivedHeap(ManagementFactory.getMemoryPoolMXBeans()).usedRatio())
                .isBetween(0.0, 1.0);
    }
}
