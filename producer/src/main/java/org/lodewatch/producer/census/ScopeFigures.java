package org.lodewatch.producer.census;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.lodewatch.clients.http.QuotaExhaustedException;
import org.lodewatch.clients.http.ResponseReader;
import org.lodewatch.clients.http.WebService;
import org.lodewatch.producer.feed.RecordSet;
import org.lodewatch.producer.poll.StatisticsSource.Part;
import org.lodewatch.schemas.values.RejectionReason;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One scope's figures in a group of months. The interface is known to cut large answers short without a word, and to
 * fail at them, so that a month is believed only if its countries add up to the total that comes with them. If they do
 * not, less is asked for at a time, down to a month; and a month without rows is believed to be empty only if the
 * heading's own total says so.
 */
final class ScopeFigures {

    private static final Logger LOG = LoggerFactory.getLogger(ScopeFigures.class);

    private final CensusQuery query;
    private final ScheduleC countries;
    private final WebService web;
    private final String scope;
    private final MonthRange group;
    private final ScopeControl control;
    private final List<Part> parts = new ArrayList<>();

    ScopeFigures(CensusQuery query, ScheduleC countries, WebService web, String scope, MonthRange group) {
        this.query = query;
        this.countries = countries;
        this.web = web;
        this.scope = scope;
        this.group = group;
        this.control = new ScopeControl(query, web, scope, group);
    }

    /**
     * A part of each month, in their order.
     *
     * @param rows what the interface answered for the whole group; empty if it failed at so much
     */
    List<Part> parts(Optional<List<CensusRow>> rows) throws IOException, InterruptedException {
        settle(group, rows.isPresent() ? rows : ask(group));
        return parts;
    }

    private void settle(MonthRange months, Optional<List<CensusRow>> answer) throws IOException, InterruptedException {
        if (answer.isEmpty()) {
            split(months, "the service fails at so much");
            return;
        }
        String file = CensusRequest.lines(query, scope, months).name();
        List<CensusRow> rows = answer.get();
        Optional<Doubt> unasked = unasked(rows, months, file);
        if (unasked.isPresent()) {
            parts.add(unasked.get().fault(months.periods()));
            return;
        }
        SortedMap<String, MonthRows> byMonth = byMonth(rows, months);
        Map<String, Doubt> doubts = doubts(byMonth, file);
        Optional<Doubt> cutShort =
                doubts.values().stream().filter(Doubt::mayBeCutShort).findFirst();
        if (cutShort.isPresent() && !months.single()) {
            split(months, cutShort.get().message());
        } else {
            byMonth.forEach((month, its) -> parts.add(
                    doubts.containsKey(month) ? doubts.get(month).fault(List.of(month)) : lines(month, its, file)));
        }
    }

    private void split(MonthRange months, String why) throws IOException, InterruptedException {
        LOG.info("US Census API: asking for {} {} in two halves: {}", scope, months, why);
        for (MonthRange half : months.halves()) {
            settle(half, ask(half));
        }
    }

    /**
     * Asks for some of the months.
     *
     * @return empty if the service fails at them whenever it is asked, and less could be asked for
     */
    private Optional<List<CensusRow>> ask(MonthRange months) throws IOException, InterruptedException {
        AtomicInteger status = new AtomicInteger();
        ResponseReader<List<CensusRow>> reader = reader(query);
        try {
            return Optional.of(web.get(CensusRequest.lines(query, scope, months).request(), answer -> {
                status.set(answer.status());
                return reader.read(answer);
            }));
        } catch (QuotaExhaustedException e) {
            throw e;
        } catch (IOException e) {
            if (status.get() == CensusReader.SERVER_ERROR && !months.single()) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** Reads an answer about lines. */
    static ResponseReader<List<CensusRow>> reader(CensusQuery query) {
        return new CensusReader<>(query.secret(), table -> CensusRow.lines(table, query));
    }

    private Optional<Doubt> unasked(List<CensusRow> rows, MonthRange months, String file) {
        List<String> periods = months.periods();
        return rows.stream()
                .filter(row -> row.code().length() != query.digits()
                        || !row.code().startsWith(scope)
                        || !periods.contains(row.month()))
                .findFirst()
                .map(row -> Doubt.lasting(
                        RejectionReason.NOT_ASKED_FOR,
                        "a row of %s in %s; asked for codes of %d digits that begin with %s, %s"
                                .formatted(row.code(), row.month(), query.digits(), scope, months),
                        row.source(file)));
    }

    private static SortedMap<String, MonthRows> byMonth(List<CensusRow> rows, MonthRange months) {
        SortedMap<String, MonthRows> byMonth = new TreeMap<>();
        months.periods().forEach(month -> byMonth.put(month, new MonthRows()));
        rows.forEach(row -> byMonth.get(row.month()).add(row));
        return byMonth;
    }

    private Map<String, Doubt> doubts(SortedMap<String, MonthRows> byMonth, String file)
            throws IOException, InterruptedException {
        Map<String, Doubt> doubts = new TreeMap<>();
        for (Map.Entry<String, MonthRows> entry : byMonth.entrySet()) {
            String month = entry.getKey();
            MonthRows rows = entry.getValue();
            Optional<Doubt> doubt = rows.isEmpty() ? control.doubtThatEmpty(month) : rows.doubt(file);
            doubt.ifPresent(found -> doubts.put(month, found));
        }
        return doubts;
    }

    private Part lines(String month, MonthRows rows, String file) {
        RecordSet set = new RecordSet(query.dataset(), CensusSource.REPORTER, month, scope, query.basisText());
        return new Part.Lines(set, rows.lines(countries, file));
    }
}
