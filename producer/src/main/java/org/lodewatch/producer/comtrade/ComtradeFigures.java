package org.lodewatch.producer.comtrade;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.lodewatch.producer.comtrade.ComtradeApi.Reply;
import org.lodewatch.producer.feed.FeedItem.Line;
import org.lodewatch.producer.feed.RecordSet;
import org.lodewatch.producer.feed.SourceLine;
import org.lodewatch.producer.poll.OriginCodes;
import org.lodewatch.producer.poll.StatisticsSource.Figures;
import org.lodewatch.producer.poll.StatisticsSource.Part;
import org.lodewatch.schemas.OperatorException;
import org.lodewatch.schemas.values.RejectionReason;

/**
 * The figures of a group of periods, a batch of scopes at a time: as many as fit into one request. A request whose
 * response is cut off is repeated in halves.
 */
final class ComtradeFigures implements Figures {

    private final ComtradeOptions options;
    private final ComtradeApi api;
    private final OriginCodes partners;
    private final List<String> periods;
    private final SortedMap<String, List<String>> codes = new TreeMap<>();
    private final Iterator<List<String>> batches;
    private final Deque<Part> ready = new ArrayDeque<>();

    /** Empty scopes of periods without any row so far: the response may have been empty by mistake. */
    private final Map<String, List<Part>> withheld = new LinkedHashMap<>();

    private final Set<String> periodsWithRows = new HashSet<>();
    private String lastAddress = "";

    /**
     * @param periods published ones, in order
     * @param sixDigitCodes all of the Harmonized System, in order
     */
    ComtradeFigures(
            ComtradeOptions options,
            ComtradeApi api,
            OriginCodes partners,
            List<String> periods,
            Collection<String> sixDigitCodes) {
        this.options = options;
        this.api = api;
        this.partners = partners;
        this.periods = List.copyOf(periods);
        for (String scope : options.scopes()) {
            codes.put(
                    scope,
                    sixDigitCodes.stream()
                            .filter(code -> code.startsWith(scope))
                            .toList());
        }
        this.batches = batches().iterator();
    }

    @Override
    public Optional<Part> next() throws IOException, InterruptedException {
        while (ready.isEmpty() && batches.hasNext()) {
            read(batches.next());
        }
        if (ready.isEmpty()) {
            withheld.keySet().forEach(period -> ready.add(emptyPeriod(period)));
            withheld.clear();
        }
        return Optional.ofNullable(ready.poll());
    }

    /** Scopes that are read together; none is in two batches, so that each is whole once its batch is read. */
    private List<List<String>> batches() {
        int room = api.codesARequest(periods.subList(0, Math.min(periods.size(), api.periodsARequest())));
        List<List<String>> batches = new ArrayList<>();
        int taken = 0;
        for (String scope : codes.keySet()) {
            int size = codes.get(scope).size();
            if (batches.isEmpty() || taken + size > room) {
                batches.add(new ArrayList<>());
                taken = 0;
            }
            batches.get(batches.size() - 1).add(scope);
            taken += size;
        }
        return batches;
    }

    private void read(List<String> scopes) throws IOException, InterruptedException {
        List<String> requested =
                scopes.stream().flatMap(scope -> codes.get(scope).stream()).toList();
        Map<String, Map<String, CodeFigures>> figures = new HashMap<>();
        if (!requested.isEmpty()) {
            request(new ComtradeQuery(periods, requested), figures);
            if (figures.isEmpty()) {
                // An empty result would withdraw all lines of these scopes, so a second request confirms it.
                request(new ComtradeQuery(periods, requested), figures);
            }
        }
        for (String period : periods) {
            Map<String, CodeFigures> byCode = figures.getOrDefault(period, Map.of());
            List<Part> parts =
                    scopes.stream().map(scope -> part(period, scope, byCode)).toList();
            if (figures.containsKey(period)) {
                periodsWithRows.add(period);
                Optional.ofNullable(withheld.remove(period)).ifPresent(ready::addAll);
            }
            if (periodsWithRows.contains(period)) {
                ready.addAll(parts);
            } else {
                withheld.computeIfAbsent(period, any -> new ArrayList<>()).addAll(parts);
            }
        }
    }

    /** @param figures receives the figures by period and code; a code without rows is not added */
    private void request(ComtradeQuery query, Map<String, Map<String, CodeFigures>> figures)
            throws IOException, InterruptedException {
        if (query.periods().size() > api.periodsARequest()) {
            requestEach(query.halves(), figures);
        } else if (query.codes().size() > api.codesARequest(query.periods())) {
            requestEach(query.shorter(), figures);
        } else {
            lastAddress = api.address(query).toString();
            Reply reply = api.figures(query);
            if (reply instanceof Reply.Rows rows && (!rows.cutOff() || !query.divisible())) {
                add(query, rows, figures);
            } else if (!query.divisible()) {
                throw new OperatorException(
                        "UN Comtrade has no data at " + lastAddress + "; check the address of the API");
            } else {
                requestEach(reply instanceof Reply.TooLong ? query.shorter() : query.halves(), figures);
            }
        }
    }

    private void requestEach(List<ComtradeQuery> queries, Map<String, Map<String, CodeFigures>> figures)
            throws IOException, InterruptedException {
        for (ComtradeQuery query : queries) {
            request(query, figures);
        }
    }

    private void add(ComtradeQuery query, Reply.Rows rows, Map<String, Map<String, CodeFigures>> figures) {
        if (rows.cutOff()) {
            figures(figures, query.periods().get(0), query.codes().get(0)).cutOff();
        }
        Set<String> periodsRequested = Set.copyOf(query.periods());
        Set<String> codesRequested = Set.copyOf(query.codes());
        rows.rows().forEach((number, row) -> {
            Optional<String> period = options.frequency().period(row.period()).filter(periodsRequested::contains);
            if (period.isPresent() && codesRequested.contains(row.cmdCode())) {
                CodeFigures code = figures(figures, period.get(), row.cmdCode());
                if (row.isWorld()) {
                    code.world(row);
                } else {
                    code.partner(
                            row,
                            partners.origin(Integer.toString(row.partnerCode())),
                            new SourceLine(lastAddress, number));
                }
            }
        });
    }

    private static CodeFigures figures(Map<String, Map<String, CodeFigures>> figures, String period, String code) {
        return figures.computeIfAbsent(period, any -> new HashMap<>()).computeIfAbsent(code, CodeFigures::new);
    }

    private Part part(String period, String scope, Map<String, CodeFigures> figures) {
        List<Line> lines = new ArrayList<>();
        List<String> imbalances = new ArrayList<>();
        for (String code : codes.get(scope)) {
            CodeFigures its = figures.get(code);
            if (its != null && its.isCutOff()) {
                return fault(period, RejectionReason.CUT_OFF, cutOff(period, code));
            }
            if (its != null) {
                its.imbalance().ifPresent(imbalances::add);
                lines.addAll(its.lines());
            }
        }
        if (!imbalances.isEmpty()) {
            String others = imbalances.size() == 1
                    ? ""
                    : "; other codes of " + scope + " with the same fault: " + (imbalances.size() - 1);
            return fault(
                    period,
                    RejectionReason.DOES_NOT_ADD_UP,
                    "%s %s %s".formatted(options.reporter(), period, imbalances.get(0)) + others);
        }
        return new Part.Lines(
                new RecordSet(options.dataset(), options.reporter(), period, scope, options.basis()), lines);
    }

    private String cutOff(String period, String code) {
        return "%s %s %s: %d rows or more, and UN Comtrade returns no more at a time%s"
                .formatted(
                        options.reporter(),
                        period,
                        code,
                        api.rowsAResponse(),
                        api.keyed()
                                ? ""
                                : " without a key; set COMTRADE_API_KEY or --key-file (a key is free, from"
                                        + " https://comtradedeveloper.un.org)");
    }

    /** Comtrade also returns nothing where it does not understand a request. */
    private Part emptyPeriod(String period) {
        int requested = codes.values().stream().mapToInt(List::size).sum();
        return fault(
                period,
                RejectionReason.EMPTY_ANSWER,
                "%s %s: listed as published, but the response has no row of any of %d codes; expected some"
                        .formatted(options.reporter(), period, requested));
    }

    private Part fault(String period, RejectionReason reason, String message) {
        return new Part.Fault(List.of(period), reason, message, new SourceLine(lastAddress, 1));
    }
}
