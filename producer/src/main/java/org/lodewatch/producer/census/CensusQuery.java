package org.lodewatch.producer.census;

import java.net.URI;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import org.lodewatch.clients.http.Secret;
import org.lodewatch.schemas.OperatorException;

/**
 * What to read from the US Census Bureau's API. A dataset has one basis and one level of codes: figures of two
 * would replace each other, or be added up.
 *
 * @param base the API's address, without a query
 * @param digits of the commodity codes: 10 or 6. Only codes of ten digits come with a net weight
 * @param dataset the name to publish under; see {@link #datasetOf}
 * @param first the first month to read
 * @param key the caller's own, which every request needs
 * @param scopes the parts of the tariff to read, in order, none beginning with another: {@code 8110}
 */
public record CensusQuery(
        URI base, Basis basis, int digits, String dataset, YearMonth first, Optional<Secret> key, List<String> scopes) {

    /** Monthly imports by commodity of the Harmonized System and country. */
    public static final URI BASE = URI.create("https://api.census.gov/data/timeseries/intltrade/imports/hs");

    /** The environment variable that may hold the key. */
    public static final String KEY_VARIABLE = "CENSUS_API_KEY";

    static final String HOW_TO_GET_A_KEY = "set the environment variable " + KEY_VARIABLE
            + " or name a file that holds the key by --key-file;"
            + " a key is free at https://api.census.gov/data/key_signup.html";

    /** @throws OperatorException if there is no key, or the digits are neither 10 nor 6 */
    public CensusQuery {
        if (digits != 10 && digits != 6) {
            throw new OperatorException("the US Census API is read by codes of 10 or 6 digits, not " + digits);
        }
        if (key.isEmpty()) {
            throw new OperatorException("the US Census API needs a key for every request: " + HOW_TO_GET_A_KEY);
        }
        scopes = List.copyOf(scopes);
    }

    /** The name of the dataset of a basis and level: {@code us-census}, {@code us-census-hs6-consumption}. */
    public static String datasetOf(Basis basis, int digits) {
        return "us-census" + (digits == 6 ? "-hs6" : "") + (basis == Basis.CONSUMPTION ? "-consumption" : "");
    }

    /** As record sets name it: {@code US Census API, general imports, 10 digits}. */
    String basisText() {
        return "US Census API, %s, %d digits".formatted(basis, digits);
    }

    Secret secret() {
        return key.orElseThrow();
    }

    boolean hasWeights() {
        return digits == 10;
    }

    /** The variable that holds the customs value. */
    String valueVariable() {
        return basis.variable("VAL_MO");
    }
}
