package org.lodewatch.producer.layout;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The keys of a layout file. Each is also an option of the command line. */
final class LayoutKeys {

    /** What files of a layout are called, and by which columns they are recognised. */
    private static final Set<String> OF_FILES = Set.of("title", "header");

    /** Which column holds which field. */
    private static final Set<String> OF_COLUMNS = Set.of("column", "set", "compose-record-id");

    /** How a file is divided into cells. */
    static final Set<String> OF_TABLES = Set.of("separator", "charset", "skip-lines");

    /** How cells are read and which rows count. */
    static final Set<String> OF_CELLS = Set.of(
            "optional-column",
            "country-codes",
            "where",
            "where-not",
            "thousands",
            "decimal",
            "na",
            "round",
            "value-scale",
            "weight-unit",
            "unit-column",
            "pad-codes",
            "revision-format",
            "period-columns",
            "indicator-column",
            "value-indicator",
            "weight-indicator");

    /** What the figures are. */
    private static final Set<String> OF_DATASETS = Set.of("imports", "valuation", "currency", "code-level");

    static final List<String> ALL = Stream.of(OF_FILES, OF_COLUMNS, OF_TABLES, OF_CELLS, OF_DATASETS)
            .flatMap(Set::stream)
            .sorted()
            .toList();

    private LayoutKeys() {}
}
