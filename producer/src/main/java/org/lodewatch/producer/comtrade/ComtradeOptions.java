package org.lodewatch.producer.comtrade;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.lodewatch.clients.http.Secret;
import org.lodewatch.schemas.OperatorException;

/**
 * What to read from UN Comtrade.
 *
 * @param base the address of the API; {@link #BASE} except in tests
 * @param reporter importing country, ISO 3166-1 alpha-2
 * @param dataset the name to publish under; {@link Frequency#dataset()} by default
 * @param first the first period to read, YYYY-MM or YYYY according to the frequency
 * @param key without one the preview is used: 500 rows a response in place of 100,000
 * @param scopes headings or chapters of the tariff, none of which begins with another
 */
public record ComtradeOptions(
        URI base,
        Frequency frequency,
        String reporter,
        String dataset,
        String first,
        Optional<Secret> key,
        List<String> scopes) {

    public static final URI BASE = URI.create("https://comtradeapi.un.org");

    /** The United States. */
    public static final String REPORTER = "US";

    /**
     * @throws OperatorException if the first period is not one of the frequency
     */
    public ComtradeOptions {
        scopes = List.copyOf(scopes);
        if (!frequency.period(first).equals(Optional.of(first))) {
            throw new OperatorException("UN Comtrade, %s figures: the first period is %s; expected %s"
                    .formatted(frequency.adjective(), first, frequency.expected()));
        }
    }

    /** What the figures measure, as record sets name it. */
    String basis() {
        return "UN Comtrade, imports (CIF), HS6, " + frequency.adjective();
    }
}
