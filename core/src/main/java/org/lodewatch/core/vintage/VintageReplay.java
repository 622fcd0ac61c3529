package org.lodewatch.core.vintage;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.apache.avro.specific.SpecificRecord;
import org.lodewatch.core.book.BookKey;
import org.lodewatch.core.book.BookKey.Owner;
import org.lodewatch.core.book.WindowRule;
import org.lodewatch.core.policy.Judgement;
import org.lodewatch.core.policy.Policies;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.messages.CustomsImport;
import org.lodewatch.schemas.messages.DatasetProperties;
import org.lodewatch.schemas.messages.DependencePolicy;
import org.lodewatch.schemas.messages.PeriodComplete;

/**
 * Applies a log to ledgers and books in this process, and judges the books by some policies after each release as it came. The
 * catalogue and the policies are today's.
 *
 * <p>A release of a dataset and reporter ends before an import that follows newly complete periods, before any message after a pause
 * of more than a minute, and at the end of the log. A dataset that does not declare its periods has the pauses alone, because a
 * period of it looks complete before all its records have come.
 */
public final class VintageReplay {

    private final List<DependencePolicy> policies;
    private final Predicate<BookKey> selected;
    private final WindowRule rule;
    private final Judgement judgement;
    private final LogBooks books;
    private final Map<String, Boolean> selectedDatasets = new HashMap<>();
    private final Map<Owner, ReporterReplay> reporters =
            new TreeMap<>(Comparator.comparing(Owner::dataset).thenComparing(Owner::reporter));

    private Owner lastOwner;
    private ReporterReplay lastReporter;

    /**
     * An empty log.
     *
     * @param windowMonths length of windows
     * @param partitions of the log
     * @param selected which books are judged, of those that a policy selects
     */
    public VintageReplay(
            Catalogue catalogue,
            int windowMonths,
            int partitions,
            List<DependencePolicy> policies,
            Predicate<BookKey> selected) {
        this.policies = List.copyOf(policies);
        this.selected = selected;
        this.rule = new WindowRule(windowMonths, WindowRule.UNLIMITED);
        this.judgement = new Judgement(catalogue, windowMonths, "");
        this.books = new LogBooks(catalogue, rule, partitions);
    }

    /** Applies the next message of the log: those of a partition in the order of their offsets, and all in the order of time. */
    public void add(LogMessage message) {
        SpecificRecord content = message.message();
        if (content instanceof CustomsImport line) {
            if (isSelected(line.getDataset())) {
                reporter(line.getDataset(), line.getReporter()).addImport(message);
            }
        } else if (content instanceof PeriodComplete period) {
            if (isSelected(period.getDataset())) {
                reporter(period.getDataset(), period.getReporter()).addDeclaration(message);
            }
        } else if (content instanceof DatasetProperties properties && isSelected(properties.getDataset())) {
            reporters.forEach((owner, reporter) -> {
                if (owner.dataset().equals(properties.getDataset())) {
                    reporter.endBefore(message.timestamp());
                }
            });
            books.apply(message.partition(), message.key(), content);
        }
    }

    /** Ends the last releases, and returns what was raised when. */
    public Vintages end() {
        List<DatasetVintages> datasets = new ArrayList<>();
        List<KnownTransition> transitions = new ArrayList<>();
        reporters.values().forEach(reporter -> {
            reporter.end();
            reporter.vintages().ifPresent(datasets::add);
            transitions.addAll(reporter.transitions());
        });
        return new Vintages(datasets, transitions);
    }

    /** Whether a policy selects books of a dataset. Records of others change no figure of it. */
    private boolean isSelected(String dataset) {
        return selectedDatasets.computeIfAbsent(
                dataset, key -> policies.stream().anyMatch(policy -> Policies.selectsDataset(policy, key)));
    }

    private ReporterReplay reporter(String dataset, String reporter) {
        if (lastOwner == null
                || !lastOwner.dataset().equals(dataset)
                || !lastOwner.reporter().equals(reporter)) {
            lastOwner = new Owner(dataset, reporter);
            lastReporter = reporters.computeIfAbsent(
                    lastOwner, owner -> new ReporterReplay(owner, books, rule, judgement, policies, selected));
        }
        return lastReporter;
    }
}
