package org.lodewatch.cli.shares;

import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
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
        return wrongDataset()
                .or(this::wrongReporter)
                .or(this::memberOfGroup)
                .or(this::wrongMineral)
                .or(this::wrongMonth)
                .orElse("no book has all of that: `lodewatch shares` shows those there are");
    }

    private Optional<String> wrongDataset() {
        return query.dataset()
                .filter(wanted -> !names(MineralShares::getDataset).contains(wanted))
                .map(wanted ->
                        "no shares of dataset %s: there are %s".formatted(wanted, list(MineralShares::getDataset)));
    }

    private Optional<String> wrongReporter() {
        return query.reporter()
                .filter(wanted -> !names(MineralShares::getReporter).contains(wanted))
                .map(wanted ->
                        "no shares of reporter %s: there are %s".formatted(wanted, list(MineralShares::getReporter)));
    }

    private Optional<String> memberOfGroup() {
        return query.mineral()
                .flatMap(catalogue::mineral)
                .flatMap(Mineral::memberOf)
                .map(group -> "customs codes do not tell %s apart: it is counted in %s, see `lodewatch shares %s`"
                        .formatted(query.mineral().orElseThrow(), group, group));
    }

    private Optional<String> wrongMineral() {
        return query.mineral()
                .filter(wanted -> !names(MineralShares::getMineral).contains(wanted))
                .map(wanted ->
                        "no imports of %s yet: no record has one of its headline codes, which `lodewatch minerals`"
                                        .formatted(wanted)
                                + " lists");
    }

    private Optional<String> wrongMonth() {
        return query.asOf()
                .map(wanted -> "no window ends with %s: they end with %s"
                        .formatted(
                                wanted,
                                names(MineralShares::getDataset).stream()
                                        .map(this::span)
                                        .collect(Collectors.joining("; "))));
    }

    private String span(String dataset) {
        TreeSet<String> months = published.all().stream()
                .filter(shares -> shares.getDataset().equals(dataset))
                .map(MineralShares::getAsOf)
                .collect(Collectors.toCollection(TreeSet::new));
        return months.size() <= 3
                ? "%s (%s)".formatted(String.join(", ", months), dataset)
                : "%s to %s (%s)".formatted(months.first(), months.last(), dataset);
    }

    private Set<String> names(Function<MineralShares, String> name) {
        return published.all().stream().map(name).collect(Collectors.toCollection(TreeSet::new));
    }

    private String list(Function<MineralShares, String> name) {
        return String.join(", ", names(name));
    }
}
