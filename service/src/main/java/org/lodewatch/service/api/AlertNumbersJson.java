package org.lodewatch.service.api;

import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.lodewatch.schemas.topics.CloudEvents;

/**
 * The number of the last transition of each alert as a JSON object. With it, a client of the stream of transitions recognises
 * what it has not received.
 *
 * @param now the time of this answer
 * @param last the id of the transition that was read last, after which a client can resume; null if there is none
 * @param newestPublishedAt when the newest transition was published, by its broker; null if there is none
 * @param numbers by alert id, resolved alerts included
 */
public record AlertNumbersJson(String now, String last, String newestPublishedAt, Map<String, Long> numbers) {

    static AlertNumbersJson of(
            Instant now, Optional<DatedAlert> last, Optional<Instant> newest, Collection<DatedAlert> statuses) {
        Map<String, Long> numbers = new TreeMap<>();
        statuses.forEach(
                dated -> numbers.put(dated.alert().getAlertId(), dated.alert().getNumber()));
        return new AlertNumbersJson(
                now.toString(),
                last.map(DatedAlert::alert).map(CloudEvents::id).orElse(null),
                newest.map(Instant::toString).orElse(null),
                numbers);
    }
}
