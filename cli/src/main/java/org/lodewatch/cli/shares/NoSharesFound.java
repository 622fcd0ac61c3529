package org.lodewatch.cli.shares;

import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.catalogue.Mineral;
import org.lodewatch.schemas.messages.MineralShares;
import org.lodewatch.service.api.PublishedShares;
import org.lodewatch.service.api.SharesQuery;

/** Explains why a query has found no shares, and lists what there is. */
public record NoSharesFound(SharesQuery query, PublishedShares published, Catalogue catalogue) {

    public String reason() {
        if (published.all().isEmpty()) {
            return "no shares yet: is `lodewatch stream` running, and has anything been imported with"
                    + " `lodewatch produce`?";
        }
        return unknown("dataset", query.dataset(), MineralShares::getDataset)
                .or(() -> unknown("reporter", query.reporter(), MineralShares::getReporter))
                .or(this::memberOfGroup)
                .or(this::unknownMineral)
                .or(this::unknownMonth)
                .orElse("no book matches all of that: `lodewatch shares` shows the books");
    }

    private Optional<String> unknown(String kind, Optional<String> wanted, Function<MineralShares, String> value) {
        return wanted.filter(given -> !values(value).contains(given))
                .map(given -> "no shares of %s %s: there are shares of %s"
                        .formatted(kind, given, String.join(", ", values(value))));
    }

    private Optional<String> memberOfGroup() {
        return query.mineral()
                .flatMap(catalogue::mineral)
                .flatMap(Mineral::memberOf)
                .map(group -> "customs codes do not distinguish %s: it is counted in %s, see `lodewatch shares %s`"
                        .formatted(query.mineral().orElseThrow(), group, group));
    }

    private Optional<String> unknownMineral() {
        return query.mineral()
                .filter(wanted -> !values(MineralShares::getMineral).contains(wanted))
                .map(wanted ->
                        "no imports of %s yet: no record has one of its headline codes, which `lodewatch minerals`"
                                        .formatted(wanted)
                                + " lists");
    }

    private Optional<String> unknownMonth() {
        return query.asOf().flatMap(wanted -> {
            TreeMap<String, TreeSet<String>> monthsOfDatasets = published.all().stream()
                    .filter(shares -> agrees(query.dataset(), shares.getDataset()))
                    .filter(shares -> agrees(query.reporter(), shares.getReporter()))
                    .filter(shares -> agrees(query.mineral(), shares.getMineral()))
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
