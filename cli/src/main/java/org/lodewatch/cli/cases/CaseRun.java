package org.lodewatch.cli.cases;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.lodewatch.core.book.BookKey;
import org.lodewatch.core.book.BookKey.Owner;
import org.lodewatch.core.book.Clock;
import org.lodewatch.core.book.TrackedBook;
import org.lodewatch.core.book.WindowRule;
import org.lodewatch.core.ledger.Outcome;
import org.lodewatch.core.policy.JudgedAlert;
import org.lodewatch.core.policy.Judgement;
import org.lodewatch.core.policy.MeasuredBook;
import org.lodewatch.core.policy.Policies;
import org.lodewatch.core.vintage.LogBooks;
import org.lodewatch.schemas.OperatorException;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.messages.CustomsImport;
import org.lodewatch.schemas.messages.DatasetProperties;
import org.lodewatch.schemas.messages.DependencePolicy;
import org.lodewatch.schemas.messages.PeriodComplete;
import org.lodewatch.schemas.messages.PeriodState;
import org.lodewatch.schemas.values.Months;

/** Runs a case with the ledger, the books and the judgement of the topology. */
final class CaseRun {

    /** After every period that a case may have. */
    private static final Instant PUBLISHED = Instant.parse("2099-12-31T00:00:00Z");

    private static final int ONLY_PARTITION = 0;

    private final PolicyCase test;
    private final LogBooks books;
    private final Judgement judgement;

    private final List<CaseTransition> came = new ArrayList<>();
    private int monthsJudged;

    private CaseRun(PolicyCase test, Catalogue catalogue) {
        this.test = test;
        this.books = new LogBooks(catalogue, WindowRule.DEFAULT, ONLY_PARTITION + 1);
        this.judgement = new Judgement(catalogue, WindowRule.DEFAULT.windowMonths(), "");
    }

    /** @throws OperatorException if a row cannot be used */
    static CaseResult of(PolicyCase test, Catalogue catalogue) {
        CaseRun run = new CaseRun(test, catalogue);
        run.publish();
        run.judge();
        run.came.sort(Comparator.comparing(CaseTransition::asOf).thenComparing(CaseTransition::toString));
        return CaseResult.of(test.name(), run.monthsJudged, test.expected(), run.came);
    }

    private void publish() {
        test.codes()
                .ifPresent(codes -> apply(
                        "properties",
                        new DatasetProperties(
                                test.dataset(),
                                test.rows().get(0).period().months(),
                                0,
                                null,
                                null,
                                "USD",
                                codes,
                                PUBLISHED)));
        Set<List<String>> periods = new LinkedHashSet<>();
        int number = 0;
        for (CaseRow row : test.rows()) {
            number++;
            apply(
                    Integer.toString(number),
                    CustomsImport.newBuilder()
                            .setDataset(test.dataset())
                            .setRevision(1)
                            .setReporter(row.reporter())
                            .setOrigin(row.origin())
                            .setCommodityCode(row.code())
                            .setPeriod(row.period().toString())
                            .setCustomsValueCents(row.cents())
                            .setNetWeightGrams(
                                    row.grams().isPresent() ? (Long) row.grams().getAsLong() : null)
                            .setCompletionFollows(true)
                            .setPublishedAt(PUBLISHED)
                            .build());
            periods.add(List.of(row.reporter(), row.period().toString()));
        }
        for (List<String> period : periods) {
            String text = period.get(1);
            if (!test.provisional().contains(text)) {
                apply(
                        "state",
                        new PeriodComplete(
                                test.dataset(),
                                period.get(0),
                                text,
                                PUBLISHED,
                                test.states().getOrDefault(text, PeriodState.COMPLETE)));
            }
        }
    }

    private void apply(String key, SpecificRecord message) {
        Outcome outcome = books.apply(ONLY_PARTITION, key.getBytes(UTF_8), message);
        if (outcome == Outcome.REJECTED) {
            throw fault(books.rejection(ONLY_PARTITION).message());
        }
        if (outcome == Outcome.UNCLASSIFIED && message instanceof CustomsImport line) {
            throw fault("commodity code %s belongs to no mineral in %s"
                    .formatted(line.getCommodityCode(), line.getPeriod()));
        }
    }

    private OperatorException fault(String what) {
        return new OperatorException("case '%s': %s".formatted(test.name(), what));
    }

    private void judge() {
        for (Owner owner : books.owners()) {
            books.update(owner);
            Clock clock = books.clock(owner).orElseThrow();
            books.changed(owner).stream()
                    .filter(book -> test.mineral().isEmpty()
                            || test.mineral().get().equals(book.key().mineral()))
                    .forEach(book -> judge(book, clock));
        }
    }

    private void judge(TrackedBook book, Clock clock) {
        MeasuredBook measured = judgement.measured(book.key(), book.windows(clock));
        for (DependencePolicy policy : test.policies()) {
            if (Policies.selects(policy, book.key())) {
                monthsJudged += (int) measured.verdicts(policy).stream()
                        .filter(verdict -> verdict.unjudged().isEmpty())
                        .count();
                measured.judge(clock.periodMonths(), policy, Map.of()).forEach(alert -> add(book.key(), alert));
            }
        }
    }

    private void add(BookKey book, JudgedAlert alert) {
        alert.history()
                .steps()
                .forEach(step -> came.add(new CaseTransition(
                        Months.text(step.asOf()),
                        step.before(),
                        step.severity(),
                        figure(step.observed()),
                        Optional.of(alert.policy().getId()),
                        Optional.of(book.reporter()),
                        Optional.of(book.mineral()),
                        Optional.of(alert.subject()))));
    }

    private static Optional<BigDecimal> figure(OptionalDouble figure) {
        return figure.isPresent()
                ? Optional.of(new BigDecimal(Double.toString(figure.getAsDouble())))
                : Optional.empty();
    }
}
