package org.lodewatch.service.backtest;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.lodewatch.core.backtest.Backtest;
import org.lodewatch.core.backtest.BacktestCase;
import org.lodewatch.core.backtest.BacktestRange;
import org.lodewatch.core.backtest.BacktestResult;
import org.lodewatch.core.backtest.SweepRange;
import org.lodewatch.core.book.BookKey;
import org.lodewatch.core.book.PublishedWindows;
import org.lodewatch.core.policy.KnownNames;
import org.lodewatch.schemas.OperatorException;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.messages.DependencePolicy;
import org.lodewatch.service.api.SharesQuery;

/**
 * What a backtest is asked for.
 *
 * @param policies valid policies with different ids
 * @param against policies to compare them with: if it is one, all are compared with it, otherwise each with that of its id; none to
 *     compare nothing
 * @param dataset only books of this dataset; empty for all
 * @param books only these books, by id; none for all
 */
public record BacktestRequest(
        List<DependencePolicy> policies,
        List<DependencePolicy> against,
        BacktestRange range,
        Optional<SweepRange> sweep,
        Optional<String> dataset,
        Set<String> books) {

    /** The most policies that are tested at once. */
    static final int MOST_POLICIES = 20;

    /** The most lines that are tried at once, those of the policies included. */
    static final int MOST_JUDGEMENTS = 400;

    public BacktestRequest {
        policies = List.copyOf(policies);
        against = List.copyOf(against);
        books = Set.copyOf(books);
    }

    /**
     * The ids of the book of a mineral or form, and of its forms.
     *
     * @param typed an id, a name or a symbol
     * @throws OperatorException if the catalogue does not have it
     */
    public static Set<String> books(String typed, Catalogue catalogue) {
        return Set.copyOf(catalogue.withForms(SharesQuery.book(catalogue, typed)));
    }

    /**
     * Tests the policies. A disabled one is tested as if it were enabled.
     *
     * @param published the windows of each dataset and reporter
     * @throws OperatorException if the sweep does not fit a policy
     */
    public BacktestAnswer answer(
            Backtest backtest, Collection<PublishedWindows> published, Catalogue catalogue, Instant now) {
        List<BacktestCase> cases = tested().stream()
                .map(policy -> new BacktestCase(policy, counterpart(policy)))
                .toList();
        List<BacktestResult> results = backtest.run(published, selected(), cases, range, sweep, now);
        return new BacktestAnswer(range, results, notes(published, results, catalogue));
    }

    /** Which books are asked for. */
    public Predicate<BookKey> selected() {
        return book -> (dataset.isEmpty() || dataset.get().equals(book.dataset()))
                && (books.isEmpty() || books.contains(book.mineral()));
    }

    /** The policies as they are tested. */
    public List<DependencePolicy> tested() {
        return policies.stream().map(BacktestRequest::enabled).toList();
    }

    private static DependencePolicy enabled(DependencePolicy policy) {
        return policy.getEnabled()
                ? policy
                : DependencePolicy.newBuilder(policy).setEnabled(true).build();
    }

    private Optional<DependencePolicy> counterpart(DependencePolicy policy) {
        if (against.size() == 1) {
            return Optional.of(against.get(0));
        }
        Map<String, DependencePolicy> byId =
                against.stream().collect(Collectors.toMap(DependencePolicy::getId, Function.identity()));
        return Optional.ofNullable(byId.get(policy.getId()));
    }

    /** What a reader should know before the figures, a line each. */
    private List<String> notes(
            Collection<PublishedWindows> published, List<BacktestResult> results, Catalogue catalogue) {
        Set<String> datasets =
                published.stream().map(of -> of.owner().dataset()).collect(Collectors.toSet());
        List<String> notes = new ArrayList<>();
        if (published.isEmpty()) {
            notes.add("nothing is published: there are no months to judge");
        } else if (dataset.isPresent() && !datasets.contains(dataset.get())) {
            notes.add("dataset %s has no published shares: there are those of %s"
                    .formatted(
                            dataset.get(),
                            String.join(", ", datasets.stream().sorted().toList())));
        } else if (results.stream().allMatch(result -> result.coverage().booksKnown() == 0)) {
            notes.add("%s shares of %s"
                    .formatted(
                            dataset.map("dataset %s has no published"::formatted)
                                    .orElse("no dataset has published"),
                            books.stream()
                                    .min(Comparator.comparing(String::length))
                                    .orElse("any mineral")));
        }
        KnownNames names = new KnownNames(catalogue, datasets);
        for (BacktestResult result : results) {
            String id = result.policy().getId();
            names.doubts(result.policy()).forEach(doubt -> notes.add("policy %s: %s".formatted(id, doubt)));
            if (result.coverage().booksKnown() > 0 && result.coverage().books().isEmpty()) {
                notes.add("policy %s selects none of the %d books that are published and asked for"
                        .formatted(id, result.coverage().booksKnown()));
            }
            if (against.size() > 1 && result.difference().isEmpty()) {
                notes.add("policy %s is compared with nothing, because there is no other policy of this id"
                        .formatted(id));
            }
        }
        policies.stream()
                .filter(policy -> !policy.getEnabled())
                .forEach(policy ->
                        notes.add("policy %s is not enabled, and is tested as if it were".formatted(policy.getId())));
        return notes;
    }
}
