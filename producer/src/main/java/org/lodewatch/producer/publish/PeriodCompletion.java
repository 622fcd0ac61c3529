package org.lodewatch.producer.publish;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.lodewatch.producer.feed.ReportingPeriod;
import org.lodewatch.schemas.OperatorException;
import org.lodewatch.schemas.messages.FeedPeriod;
import org.lodewatch.schemas.messages.PeriodState;
import org.lodewatch.schemas.values.Months;
import org.lodewatch.schemas.values.Period;

/** Declares a period of a dataset complete on request, such as one that was published in parts. */
public final class PeriodCompletion {

    private final ImportPublisher publisher;
    private final Clock clock;

    /** @param publisher connected under {@link #id} */
    public PeriodCompletion(ImportPublisher publisher, Clock clock) {
        this.publisher = publisher;
        this.clock = clock;
    }

    /** The id of a publisher that declares periods of a dataset. */
    public static String id(String dataset) {
        return "complete:" + dataset;
    }

    /**
     * Declares a period.
     *
     * @param period YYYY-MM or YYYY
     * @param reporters ISO 3166-1 alpha-2; none for all of which the period was published
     * @param acceptPartial declare a period of which rows were rejected as accepted
     * @return what was declared
     * @throws OperatorException if nothing of the period is published, or it is not over, or rows of it were rejected
     */
    public List<ReportingPeriod> declare(
            String dataset, String period, Collection<String> reporters, boolean acceptPartial) {
        requireOver(dataset, period);
        Map<String, FeedPeriod> published = published(dataset, period);
        Set<String> wanted = reporters.isEmpty() ? published.keySet() : new TreeSet<>(reporters);
        if (published.isEmpty() || !published.keySet().containsAll(wanted)) {
            throw new OperatorException(
                    "nothing of %s is published in dataset %s%s: check the names, and publish it first"
                            .formatted(
                                    period,
                                    dataset,
                                    reporters.isEmpty()
                                            ? ""
                                            : " for " + String.join(", ", missing(wanted, published))));
        }
        ImportBatch batch = new ImportBatch();
        List<ReportingPeriod> declared = new ArrayList<>();
        for (String reporter : wanted) {
            FeedPeriod before = published.get(reporter);
            boolean partial = PeriodState.PARTIAL.name().equals(before.getDeclared())
                    || !before.getRejecting().isEmpty();
            if (partial && !acceptPartial) {
                throw new OperatorException(
                        "%s of %s/%s is partial, because rows of it were rejected: correct and publish them, or --accept-partial"
                                .formatted(period, dataset, reporter));
            }
            PeriodState state = partial ? PeriodState.ACCEPTED : PeriodState.COMPLETE;
            ReportingPeriod declaration = new ReportingPeriod(dataset, reporter, period);
            batch.declare(declaration, state);
            batch.period(new FeedPeriod(
                    dataset, reporter, period, state.name(), before.getOrigins(), before.getRejecting(), null, null));
            if (before.getDeclaredAt() != null) {
                batch.declareAfter(before.getDeclaredAt());
            }
            declared.add(declaration);
        }
        publisher.publish(batch);
        return declared;
    }

    private static List<String> missing(Set<String> wanted, Map<String, FeedPeriod> published) {
        return wanted.stream()
                .filter(reporter -> !published.containsKey(reporter))
                .toList();
    }

    private void requireOver(String dataset, String text) {
        Period period = Period.parse(text);
        if (period == null) {
            throw new OperatorException("'%s' is neither a month YYYY-MM nor a year YYYY".formatted(text));
        }
        Instant end = Months.end(period.lastMonth());
        if (clock.instant().isBefore(end)) {
            throw new OperatorException("%s is not over: it can be declared complete from %s on"
                    .formatted(text, end.toString().substring(0, 10)));
        }
        int months = publisher.state().datasets().containsKey(dataset)
                ? publisher.state().datasets().get(dataset).getPeriodMonths()
                : period.months();
        if (months != period.months()) {
            throw new OperatorException("dataset %s holds %s, and %s is a %s"
                    .formatted(dataset, months == 1 ? "months" : "years", text, period.isYear() ? "year" : "month"));
        }
    }

    /** What is published of a period, by reporter. */
    private Map<String, FeedPeriod> published(String dataset, String period) {
        Map<String, FeedPeriod> published = new TreeMap<>();
        publisher.state().periods(dataset).values().stream()
                .filter(each -> each.getPeriod().equals(period))
                .forEach(each -> published.put(each.getReporter(), each));
        return published.isEmpty() ? fromLog(dataset, period) : published;
    }

    /** Records of versions before these messages. */
    private Map<String, FeedPeriod> fromLog(String dataset, String period) {
        Map<String, Set<String>> origins = new HashMap<>();
        publisher.state().readLog(Set.of(dataset), (recordId, line) -> {
            if (line.getPeriod().equals(period) && !line.getWithdrawn()) {
                origins.computeIfAbsent(line.getReporter(), none -> new TreeSet<>())
                        .add(line.getOrigin());
            }
        });
        Map<String, FeedPeriod> published = new TreeMap<>();
        origins.forEach((reporter, codes) -> published.put(
                reporter,
                new FeedPeriod(dataset, reporter, period, null, new ArrayList<>(codes), List.of(), null, null)));
        return published;
    }
}
