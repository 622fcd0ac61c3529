package org.lodewatch.producer.census;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import org.lodewatch.clients.http.OrderedResponses;
import org.lodewatch.clients.http.ResponseReader;
import org.lodewatch.clients.http.WebService;
import org.lodewatch.producer.poll.StatisticsSource.Figures;
import org.lodewatch.producer.poll.StatisticsSource.Part;

/** The figures of a group of months, scope by scope, some of which are asked for ahead. */
final class CensusFigures implements Figures {

    private final CensusQuery query;
    private final ScheduleC countries;
    private final WebService web;
    private final MonthRange group;
    private final Iterator<String> scopes;
    private final OrderedResponses<Optional<List<CensusRow>>> answers;
    private final Queue<Part> parts = new ArrayDeque<>();

    CensusFigures(CensusQuery query, ScheduleC countries, WebService web, MonthRange group) {
        this.query = query;
        this.countries = countries;
        this.web = web;
        this.group = group;
        this.scopes = query.scopes().iterator();
        this.answers = web.getAll(
                query.scopes().stream()
                        .map(scope -> CensusRequest.lines(query, scope, group).request())
                        .iterator(),
                unlessItFails(ScopeFigures.reader(query)));
    }

    @Override
    public Optional<Part> next() throws IOException, InterruptedException {
        while (parts.isEmpty() && scopes.hasNext()) {
            String scope = scopes.next();
            Optional<List<CensusRow>> rows =
                    answers.next().orElseThrow(() -> new IOException("no answer about " + scope + " " + group));
            parts.addAll(new ScopeFigures(query, countries, web, scope, group).parts(rows));
        }
        return Optional.ofNullable(parts.poll());
    }

    @Override
    public void close() {
        answers.close();
    }

    // An answer that fails ends them all. What is too much for the service is asked again by itself, with patience.
    private static ResponseReader<Optional<List<CensusRow>>> unlessItFails(ResponseReader<List<CensusRow>> reader) {
        return answer ->
                answer.status() == CensusReader.SERVER_ERROR ? Optional.empty() : Optional.of(reader.read(answer));
    }
}
