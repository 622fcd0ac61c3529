package org.lodewatch.producer.census;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.lodewatch.clients.http.QuotaExhaustedException;
import org.lodewatch.clients.http.ResponseReader;
import org.lodewatch.clients.http.WebService;
import org.lodewatch.producer.census.MonthRows.Defect;
import org.lodewatch.producer.feed.RecordSet;
import org.lodewatch.producer.poll.OriginCodes;
import org.lodewatch.producer.poll.StatisticsSource.Part;
import org.lodewatch.schemas.values.RejectionReason;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One scope's figures in a group of months. The API sometimes truncates large responses without notice, or fails at
 * them. So a month is published only if its countries add up to the total in the response. If they do not, the months
 * are requested again in halves, down to single months. A month without rows is published as empty only if the scope's
 * own total confirms it, because the API also returns no rows for a request that it does not understand.
 */
final class ScopeFigures {

    private static final Logger LOG = LoggerFactory.getLogger(ScopeFigures.class);

    private final CensusQuery query;
    private final CensusApi api;
    private final OriginCodes countries;
    private final WebService web;
    private final String scope;
    private final MonthRange group;
    private final List<Part> parts = new ArrayList<>();

    /** The scope's own totals by month, requested at most once for the whole group; null until then. */
    private Map<String, List<CensusRow>> totals;

    ScopeFigures(CensusQuery query, OriginCodes countries, WebService web, String scope, MonthRange group) {
        this.query = query;
        this.api = new CensusApi(query);
        this.countries = countries;
        this.web = web;
        this.scope = scope;
        this.group = group;
    }

    /**
     * A part of each month, in their order.
     *
     * @param rows the response for the whole group; empty if the service failed at it
     */
    List<Part> parts(Optional<List<CensusRow>> rows) throws IOException, InterruptedException {
        add(group, rows.isPresent() ? rows : request(group));
        return parts;
    }

    private void add(MonthRange months, Optional<List<CensusRow>> response) throws IOException, InterruptedException {
        if (response.isEmpty()) {
            split(months, "the service fails at the whole range");
            return;
        }
        String file = api.lines(scope, months);
        Optional<Defect> unrequested = unrequested(response.get(), months, file);
        if (unrequested.isPresent()) {
            parts.add(unrequested.get().fault(months.periods()));
            return;
        }
        SortedMap<String, MonthRows> byMonth = new TreeMap<>();
        months.periods().forEach(month -> byMonth.put(month, new MonthRows()));
        response.get().forEach(row -> byMonth.get(row.month()).add(row));
        Map<String, Defect> defects = defects(byMonth, file);
        Optional<Defect> truncated =
                defects.values().stream().filter(Defect::truncated).findFirst();
        if (truncated.isPresent() && !months.single()) {
            split(months, truncated.get().message());
        } else {
            byMonth.forEach((month, rows) -> parts.add(
                    defects.containsKey(month) ? defects.get(month).fault(List.of(month)) : lines(month, rows, file)));
        }
    }

    private void split(MonthRange months, String why) throws IOException, InterruptedException {
        LOG.info("US Census API: requesting {} {} in two halves: {}", scope, months, why);
        for (MonthRange half : months.halves()) {
            add(half, request(half));
        }
    }

    /** The response for some of the months; empty if the service keeps failing at them, and fewer can be requested. */
    private Optional<List<CensusRow>> request(MonthRange months) throws IOException, InterruptedException {
        AtomicInteger status = new AtomicInteger();
        ResponseReader<List<CensusRow>> reader = api.reader(table -> CensusRow.lines(table, query));
        try {
            return Optional.of(web.get(api.request(api.lines(scope, months)), response -> {
                status.set(response.status());
                return reader.read(response);
            }));
        } catch (QuotaExhaustedException e) {
            throw e;
        } catch (IOException e) {
            if (status.get() == CensusApi.SERVER_ERROR && !months.single()) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private Optional<Defect> unrequested(List<CensusRow> rows, MonthRange months, String file) {
        List<String> periods = months.periods();
        return rows.stream()
                .filter(row -> row.code().length() != query.digits()
                        || !row.code().startsWith(scope)
                        || !periods.contains(row.month()))
                .findFirst()
                .map(row -> new Defect(
                        RejectionReason.NOT_ASKED_FOR,
                        "a row of %s in %s; the request was for codes of %d digits that begin with %s, %s"
                                .formatted(row.code(), row.month(), query.digits(), scope, months),
                        row.source(file)));
    }

    private Map<String, Defect> defects(SortedMap<String, MonthRows> byMonth, String file)
            throws IOException, InterruptedException {
        Map<String, Defect> defects = new TreeMap<>();
        for (Map.Entry<String, MonthRows> month : byMonth.entrySet()) {
            MonthRows rows = month.getValue();
            Optional<Defect> defect = rows.isEmpty() ? missingLines(month.getKey()) : rows.defect(file);
            defect.ifPresent(found -> defects.put(month.getKey(), found));
        }
        return defects;
    }

    /** The scope's own total of a month without rows, if it contradicts that nothing was imported. */
    private Optional<Defect> missingLines(String month) throws IOException, InterruptedException {
        String address = api.totals(scope, group);
        if (totals == null) {
            totals = web.get(api.request(address), api.reader(table -> CensusRow.totals(table, query))).stream()
                    .collect(Collectors.groupingBy(CensusRow::month));
        }
        // A total that is not a figure does not confirm anything either.
        return totals.getOrDefault(month, List.of()).stream()
                .filter(row -> row.dollars().orElse(1) > 0)
                .findFirst()
                .map(row -> new Defect(
                        RejectionReason.LINES_MISSING,
                        "%s of %s: no line came, but the total of %s is %s US dollars"
                                .formatted(scope, month, row.code(), row.value()),
                        row.source(address)));
    }

    private Part lines(String month, MonthRows rows, String file) {
        RecordSet set = new RecordSet(query.dataset(), CensusSource.REPORTER, month, scope, query.basisText());
        return new Part.Lines(set, rows.lines(countries, file));
    }
}
