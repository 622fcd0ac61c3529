package org.lodewatch.cli.shares;

import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.messages.MineralShares;
import org.lodewatch.service.api.PublishedShares;
import org.lodewatch.service.api.SharesQuery;
import org.lodewatch.service.whatif.BookSelection;

/**
 * Explains why a query has found no shares, and lists what there is.
 *
 * @param book that was asked for; empty for all
 */
public record NoSharesFound(SharesQuery query, Optional<String> book, PublishedShares published, Catalogue catalogue) {

    /** Why a selection of windows is empty. */
    public static NoSharesFound of(BookSelection selection, PublishedShares published, Catalogue catalogue) {
        return new NoSharesFound(
                new SharesQuery(
                        selection
                                .book()
                                .map(catalogue::withForms)
                                .map(Set::copyOf)
                                .orElse(Set.of()),
                        selection.dataset(),
                        selection.reporter(),
                        selection.asOf()),
                selection.book(),
                published,
                catalogue);
    }

    public String reason() {
        if (published.all().isEmpty()) {
            return "no shares yet: is `lodewatch stream` running, and has anything been imported with"
                    + " `lodewatch produce`?";
        }
        return unknown("dataset", query.dataset(), MineralShares::getDataset)
                .or(() -> unknown("reporter", query.reporter(), MineralShares::getReporter))
                .or(this::unknownMineral)
                .or(this::unknownMonth)
                .orElse("no book matches all of that: `lodewatch shares` shows the books");
    }

    private Optional<String> unknown(String kind, Optional<String> wanted, Function<MineralShares, String> value) {
        return wanted.filter(given -> !values(value).contains(given))
                .map(given -> "no shares of %s %s: there are shares of %s"
                        .formatted(kind, given, String.join(", ", values(value))));
    }

    private Optional<String> unknownMineral() {
        Set<String> found = values(MineralShares::getMineral);
        return book.filter(wanted -> query.books().stream().noneMatch(found::contains))
                .map(wanted ->
                        "no imports of %s yet: no record has one of its codes, which `lodewatch minerals %s` lists"
                                .formatted(catalogue.bookName(wanted), wanted));
    }

    private Optional<String> unknownMonth() {
        return query.asOf().flatMap(wanted -> {
            TreeMap<String, TreeSet<String>> monthsOfDatasets = published.all().stream()
                    .filter(shares -> agrees(query.dataset(), shares.getDataset()))
                    .filter(shares -> agrees(query.reporter(), shares.getReporter()))
                    .filter(shares -> query.books().isEmpty() || query.books().contains(shares.getMineral()))
                    .collect(Collectors.groupingBy(
                            MineralShares::getDataset,
                            TreeMap::new,
                            Collectors.mapping(MineralShares::getAsOf, Collectors.toCollection(TreeSet::new))));
            return monthsOfDatasets.isEmpty()
                    ? Optional.empty()
                    : Optional.of("no window ends with %s: they end with %s"
                            .formatted(
                                    wanted,
                                    monthsOfDatasets.entrySet().stream()
                                            .map(entry -> spans(entry.getValue(), wanted.toString()) + " ("
                                                    + entry.getKey() + ")")
                                            .collect(Collectors.joining("; "))));
        });
    }

    /** The months before and after the wanted one, which may lie in a gap of them. */
    private static String spans(TreeSet<String> months, String wanted) {
        return months.size() <= 3
                ? String.join(", ", months)
                : Stream.of(months.headSet(wanted), months.tailSet(wanted))
                        .filter(part -> !part.isEmpty())
                        .map(part -> part.size() == 1 ? part.first() : part.first() + " to " + part.last())
                        .collect(Collectors.joining(", "));
    }

    private static boolean agrees(Optional<String> wanted, String actual) {
        return wanted.isEmpty() || wanted.get().equals(actual);
    }

    private Set<String> values(Function<MineralShares, String> value) {
        return published.all().stream().map(value).collect(Collectors.toCollection(TreeSet::new));
    }
}
