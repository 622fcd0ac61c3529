package org.lodewatch.benchmarks.growth;

import java.util.List;
import java.util.Locale;
import org.lodewatch.benchmarks.trade.Workload;

/** What grows, and through which sizes. */
enum Dimension {
    RECORDS(1_000_000, 2_000_000, 5_000_000, 10_000_000, 20_000_000, 50_000_000),
    BOOKS(50, 100, 250, 500, 1_000, 2_500, 5_000),
    COUNTRIES(10, 20, 40, 80, 160, 240),
    MONTHS(12, 24, 36, 48, 60, 72),
    PARTITIONS(1, 2, 4, 8, 12, 24, 48),
    THREADS(1, 2, 4);

    private final List<Integer> sizes;

    Dimension(Integer... sizes) {
        this.sizes = List.of(sizes);
    }

    /** As tables have it. */
    String title() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Its sizes up to this one. */
    List<Integer> sizes(long most) {
        return sizes.stream().filter(size -> size <= most).toList();
    }

    /** The trade of one of its sizes, otherwise like the other. */
    Workload grown(Workload usual, int size) {
        return switch (this) {
            case RECORDS -> usual.withRecords(size);
            case BOOKS -> usual.withBooks(size);
            case COUNTRIES -> usual.withOrigins(size);
            case MONTHS -> usual.withMonths(size);
            case PARTITIONS -> usual.withPartitions(size);
            case THREADS -> usual;
        };
    }
}
