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
import org.lodewatch.producer.poll.StatisticsSource.Figures;
import org.lodewatch.producer.poll.StatisticsSource.Part;
import org.lodewatch.schemas.OperatorException;
import org.lodewatch.schemas.values.RejectionReason;

/**
 * The figures of a group of periods, some scopes at a time: as many as one request can be asked for, so that few
 * requests do. What comes cut off is asked for again in halves.
 */
final class ComtradeFigures implements Figures {

    private static final byte[] NO_RAW = {};

    private final ComtradeOptions options;
    private final ComtradeApi api;
    private final Partners partners;
    private final List<String> periods;
    private final SortedMap<String, List<String>> codes;
    private final Iterator<List<String>> batches;

    private final Deque<Part> ready = new ArrayDeque<>();
    /** Empty scopes of periods that have shown no row yet: it may be the answer that is empty, not the scope. */
    private final Map<String, List<Part>> withheld = new LinkedHashMap<>();

    private final Set<String> believed = new HashSet<>();
    private String lastAsked = "";

    /**
     * @param periods those that are published; in order
     * @param known six-digit codes, in order
     */
    ComtradeFigures(
            ComtradeOptions options,
            ComtradeApi api,
            Partners partners,
            List<String> periods,
            Collection<String> known) {
        this.options = options;
        this.api = api;
        this.partners = partners;
        this.periods = List.copyOf(periods);
        this.codes = codesByScope(options.scopes(), known);
        this.batches = batches().iterator();
    }

    @Override
    public Optional<Part> next() throws IOException, InterruptedException {
        while (ready.isEmpty() && batches.hasNext()) {
            read(batches.next());
        }
        if (ready.isEmpty()) {
            withheld.keySet().forEach(period -> ready.add(unbelievable(period)));
            withheld.clear();
        }
        return Optional.ofNullable(ready.poll());
    }

    private static SortedMap<String, List<String>> codesByScope(List<String> scopes, Collection<String> known) {
        SortedMap<String, List<String>> codes = new TreeMap<>();
        for (String scope : scopes) {
            codes.put(
                    scope, known.stream().filter(code -> code.startsWith(scope)).toList());
        }
        return codes;
    }

    /** Scopes that are read together; none is in two of them, so that each is whole once its batch is read. */
    private List<List<String>> batches() {
        int room = api.codesAtATime(periodsAtATime());
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

    private List<String> periodsAtATime() {
        return periods.subList(0, Math.min(periods.size(), api.periodsAtATime()));
    }

    private void read(List<String> scopes) throws IOException, InterruptedException {
        List<String> asked =
                scopes.stream().flatMap(scope -> codes.get(scope).stream()).toList();
        Findings findings = new Findings();
        if (!asked.isEmpty()) {
            ask(new ComtradeQuery(periods, asked), findings);
            if (findings.none()) {
                // Believed, it would withdraw all that was published of these scopes: worth a second request.
                ask(new ComtradeQuery(periods, asked), findings);
            }
        }
        for (String period : periods) {
            List<Part> parts =
                    scopes.stream().map(scope -> part(period, scope, findings)).toList();
            if (findings.any(period)) {
                believed.add(period);
                Optional.ofNullable(withheld.remove(period)).ifPresent(ready::addAll);
            }
            if (believed.contains(period)) {
                ready.addAll(parts);
            } else {
                withheld.computeIfAbsent(period, any -> new ArrayList<>()).addAll(parts);
            }
        }
    }

    private void ask(ComtradeQuery question, Findings findings) throws IOException, InterruptedException {
        if (question.periods().size() > api.periodsAtATime()) {
            askEach(question.halves(), findings);
        } else if (question.codes().size() > api.codesAtATime(question.periods())) {
            askEach(question.shorter(), findings);
        } else {
            lastAsked = api.address(question).toString();
            Reply reply = api.figures(question);
            if (reply instanceof Reply.Rows rows && (!rows.cutOff() || !question.divisible())) {
                findings.take(question, rows, lastAsked);
            } else if (!question.divisible()) {
                throw new OperatorException(
                        "UN Comtrade has nothing at " + lastAsked + "; check the address of the interface");
            } else {
                askEach(reply instanceof Reply.TooLong ? question.shorter() : question.halves(), findings);
            }
        }
    }

    private void askEach(List<ComtradeQuery> questions, Findings findings) throws IOException, InterruptedException {
        for (ComtradeQuery question : questions) {
            ask(question, findings);
        }
    }

    private Part part(String period, String scope, Findings findings) {
        List<Line> lines = new ArrayList<>();
        List<String> faults = new ArrayList<>();
        for (String code : codes.get(scope)) {
            if (findings.cutOff(period).contains(code)) {
                return fault(period, RejectionReason.CUT_OFF, cutOff(period, code));
            }
            CodeFigures figures = findings.of(period).get(code);
            if (figures != null) {
                figures.fault().ifPresent(faults::add);
                lines.addAll(figures.lines());
            }
        }
        if (!faults.isEmpty()) {
            String others = faults.size() == 1 ? "" : "; so it is with " + (faults.size() - 1) + " more of " + scope;
            return fault(
                    period,
                    RejectionReason.DOES_NOT_ADD_UP,
                    "%s %s %s".formatted(options.reporter(), period, faults.get(0)) + others);
        }
        return new Part.Lines(
                new RecordSet(options.dataset(), options.reporter(), period, scope, options.basis()), lines);
    }

    private String cutOff(String period, String code) {
        return "%s %s %s: %d rows or more, of which UN Comtrade gives no more at a time%s"
                .formatted(
                        options.reporter(),
                        period,
                        code,
                        api.rowsAtATime(),
                        api.keyed()
                                ? ""
                                : " without a key; set COMTRADE_API_KEY or --key-file (a key is free, from"
                                        + " https://comtradedeveloper.un.org)");
    }

    /** Nothing at all is also what Comtrade answers where it does not understand what it is asked. */
    private Part unbelievable(String period) {
        int asked = codes.values().stream().mapToInt(List::size).sum();
        return fault(
                period,
                RejectionReason.EMPTY_ANSWER,
                "%s %s: listed as published, and yet no row came of any of %d codes; expected some"
                        .formatted(options.reporter(), period, asked));
    }

    private Part fault(String period, RejectionReason reason, String message) {
        return new Part.Fault(List.of(period), reason, message, new SourceLine(lastAsked, 1, NO_RAW));
    }

    /** What the answers said of the codes of a batch. */
    private final class Findings {

        private final Map<String, Map<String, CodeFigures>> figures = new HashMap<>();
        private final Map<String, Set<String>> cutOff = new HashMap<>();

        /** By code; a code without rows is not among them. */
        Map<String, CodeFigures> of(String period) {
            return figures.getOrDefault(period, Map.of());
        }

        /** Whether any row came. */
        boolean any(String period) {
            return figures.containsKey(period) || cutOff.containsKey(period);
        }

        /** Whether no row came of any period. */
        boolean none() {
            return figures.isEmpty() && cutOff.isEmpty();
        }

        /** The codes of which not every row has come. */
        Set<String> cutOff(String period) {
            return cutOff.getOrDefault(period, Set.of());
        }

        void take(ComtradeQuery question, Reply.Rows rows, String address) {
            if (rows.cutOff()) {
                cutOff.computeIfAbsent(question.periods().get(0), any -> new HashSet<>())
                        .add(question.codes().get(0));
            }
            Set<String> periodsAsked = Set.copyOf(question.periods());
            Set<String> codesAsked = Set.copyOf(question.codes());
            for (FigureRow row : rows.rows()) {
                Optional<String> period = options.frequency().period(row.period());
                if (period.isPresent() && periodsAsked.contains(period.get()) && codesAsked.contains(row.code())) {
                    take(row, period.get(), address);
                }
            }
        }

        private void take(FigureRow row, String period, String address) {
            CodeFigures code = figures.computeIfAbsent(period, any -> new HashMap<>())
                    .computeIfAbsent(row.code(), CodeFigures::new);
            if (row.partner() == FigureRow.WORLD) {
                code.world(row);
            } else {
                code.partner(row, partners.iso(row.partner()), new SourceLine(address, row.number(), NO_RAW));
            }
        }
    }
}
