package org.lodewatch.producer.census;

import java.time.YearMonth;
import java.util.List;

/**
 * What is wanted of the monthly files.
 *
 * @param dataset the name to publish under; see {@link #datasetOf}
 * @param first the first month wanted
 * @param scopes the parts of the tariff to read, of 2 to 4 digits, in order, none beginning with another
 */
public record BulkQuery(Basis basis, String dataset, YearMonth first, List<String> scopes) {

    public BulkQuery {
        scopes = List.copyOf(scopes);
    }

    /** The name of the dataset of a basis: {@code us-census-bulk}, {@code us-census-bulk-consumption}. */
    public static String datasetOf(Basis basis) {
        return "us-census-bulk" + (basis == Basis.CONSUMPTION ? "-consumption" : "");
    }

    String basisText() {
        return "US Census monthly files, %s, 10 digits".formatted(basis);
    }
}
