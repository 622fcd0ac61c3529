package org.lodewatch.producer.comtrade;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.lodewatch.clients.http.Secret;
import org.lodewatch.schemas.OperatorException;

/**
 * Whose imports are asked for, and how.
 *
 * @param base where the interface is; {@link #BASE} but for trials
 * @param reporter importing country, ISO 3166-1 alpha-2
 * @param dataset the name that the figures are published under; {@link Frequency#dataset()} unless another is wanted
 * @param first the first period wanted, YYYY-MM or YYYY as the frequency has it
 * @param key without one the preview answers, which gives 500 rows at a time in place of 100,000
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

    /** What figures of this kind measure. */
    String basis() {
        return "UN Comtrade, imports (CIF), HS6, " + frequency.adjective();
    }
}
