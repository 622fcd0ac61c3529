package org.lodewatch.service.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.lodewatch.core.book.BookKey;
import org.lodewatch.core.policy.PublishedSupply.Part;
import org.lodewatch.schemas.messages.MineralShares;
import org.lodewatch.schemas.messages.Severity;
import org.lodewatch.schemas.values.Months;
import org.lodewatch.service.Json;
import org.lodewatch.service.api.MeasuresJson.CoverageJson;
import org.lodewatch.service.api.MeasuresJson.RelianceJson;
import org.lodewatch.service.api.PublishedShares.EncodedRow;
import org.lodewatch.service.api.SharesRowJson.NamedPartJson;
import org.lodewatch.service.api.SharesRowJson.PartJson;
import org.lodewatch.service.api.SharesRowJson.RecentJson;

/** Makes the rows of one dataset and reporter from their published windows, which it decodes. */
final class SharesRows {

    private final TableQuery query;
    private final Map<String, EncodedRow> byMineral;
    private final Map<BookKey, Severity> alerts;

    /**
     * @param rows of one dataset and reporter
     * @param alerts the severity of the worst alert of each book
     */
    SharesRows(TableQuery query, List<EncodedRow> rows, Map<BookKey, Severity> alerts) {
        this.query = query;
        this.byMineral =
                rows.stream().collect(Collectors.toMap(row -> row.book().mineral(), Function.identity()));
        this.alerts = alerts;
    }

    /** The minerals in the order of tables, each with its forms. */
    List<SharesRowJson> all() {
        List<MineralShares> windows = byMineral.values().stream()
                .flatMap(row -> row.window().get().stream())
                .toList();
        return MineralBooks.of(RankedSupply.ranked(windows, query.measure())).stream()
                .map(books -> row(
                        books.whole(),
                        books.forms().stream().map(form -> row(form, List.of())).toList()))
                .toList();
    }

    private SharesRowJson row(MineralShares shares, List<SharesRowJson> forms) {
        EncodedRow encoded = byMineral.get(shares.getMineral());
        Money money = new Money(shares.getCurrency());
        RankedSupply supply = RankedSupply.of(shares, query.measure());
        Optional<RankedSupply> before = before(shares, encoded);
        Severity alert = alerts.getOrDefault(encoded.book(), Severity.NONE);
        boolean isPresent = supply.absence().isEmpty();
        return new SharesRowJson(
                shares.getDataset(),
                shares.getReporter(),
                shares.getMineral(),
                shares.getFormOf(),
                shares.getAsOf(),
                shares.getWindowMonths(),
                shares.getCoveredMonths(),
                shares.getComplete(),
                shares.getPartial(),
                shares.getStale(),
                shares.getSeriesBreak(),
                shares.getBasis(),
                money.isDollars() ? null : shares.getCurrency(),
                money.usd(shares.getTotalValueCents()),
                money.other(shares.getTotalValueCents()),
                Json.word(query.measure()),
                supply.absence().orElse(null),
                Json.rounded(Json.number(supply.hhi())),
                isPresent && before.isPresent()
                        ? Json.rounded(
                                supply.hhi().getAsDouble() - before.get().hhi().getAsDouble())
                        : null,
                supply.top().map(Part::country).orElse(null),
                Json.rounded(supply.top().map(Part::share).orElse(null)),
                supply.suppliers().stream()
                        .limit(query.top())
                        .map(part -> new PartJson(
                                part.country(),
                                Json.rounded(part.share()),
                                change(part.share(), Set.of(part.country()), before)))
                        .toList(),
                isPresent ? otherShare(supply) : null,
                Json.rounded(Json.number(supply.unknownShare())),
                query.suppliers().isEmpty() ? null : named(supply, before),
                Json.rounded(shares.getEffectiveDependence()),
                RelianceJson.of(shares),
                shares.getRelianceAbsence(),
                CoverageJson.of(shares),
                alert == Severity.NONE ? null : Json.word(alert),
                query.months() == 0 ? null : recent(supply, encoded),
                forms);
    }

    /** The supply a year before; empty where it is not comparable: then no country of the window has a change. */
    private Optional<RankedSupply> before(MineralShares shares, EncodedRow encoded) {
        boolean isComparable =
                shares.getCountries().stream().anyMatch(country -> country.getValueShareChange() != null);
        return isComparable
                ? encoded.yearBefore()
                        .get()
                        .map(window -> RankedSupply.of(window, query.measure()))
                        .filter(supply -> supply.absence().isEmpty())
                : Optional.empty();
    }

    private static Double change(double share, Set<String> members, Optional<RankedSupply> before) {
        return before.map(supply -> Json.rounded(share - supply.share(members))).orElse(null);
    }

    private Double otherShare(RankedSupply supply) {
        return Json.rounded(supply.suppliers().stream()
                .skip(query.top())
                .mapToDouble(Part::share)
                .sum());
    }

    private List<NamedPartJson> named(RankedSupply supply, Optional<RankedSupply> before) {
        return query.suppliers().stream()
                .filter(group -> supply.share(group.members()) > 0)
                .map(group -> new NamedPartJson(
                        group.id(),
                        Json.rounded(supply.share(group.members())),
                        change(supply.share(group.members()), group.members(), before)))
                .toList();
    }

    private RecentJson recent(RankedSupply supply, EncodedRow encoded) {
        List<String> months = encoded.months().stream().map(Months::text).toList();
        Double[] hhi = new Double[months.size()];
        Double[] topShare = new Double[months.size()];
        Set<String> top = supply.top().map(part -> Set.of(part.country())).orElse(Set.of());
        List<Optional<RankedSupply>> windows = new ArrayList<>();
        for (Supplier<Optional<MineralShares>> window : encoded.recent()) {
            windows.add(window.get()
                    .map(shares -> RankedSupply.of(shares, query.measure()))
                    .filter(then -> then.absence().isEmpty()));
        }
        for (int at = 0; at < months.size(); at++) {
            if (windows.get(at).isPresent()) {
                RankedSupply then = windows.get(at).get();
                hhi[at] = Json.rounded(Json.number(then.hhi()));
                topShare[at] = top.isEmpty() ? null : Json.rounded(then.share(top));
            }
        }
        return new RecentJson(months, hhi, topShare);
    }
}
