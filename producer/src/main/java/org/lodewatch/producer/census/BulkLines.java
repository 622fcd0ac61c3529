package org.lodewatch.producer.census;

import java.time.YearMonth;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.lodewatch.producer.feed.FeedItem.Line;
import org.lodewatch.producer.feed.ImportField;
import org.lodewatch.producer.feed.RawImport;
import org.lodewatch.producer.feed.RecordSet;
import org.lodewatch.producer.feed.SourceLine;
import org.lodewatch.producer.poll.StatisticsSource.Part;

/**
 * The sums of a monthly file as lines, a record set a scope. A sum's weight is its quantity as the Census Bureau sums it:
 * districts that report none count as nothing, and a sum of none at all is an unknown weight.
 */
final class BulkLines {

    private final BulkQuery query;
    private final YearMonth month;
    private final SourceLine source;
    private final ScheduleC countries;

    private record LineKey(String commodity, String origin) {}

    private record Sum(long dollars, NetWeight weight) {

        Sum plus(Sum other) {
            return new Sum(Math.addExact(dollars, other.dollars), weight.plus(other.weight));
        }
    }

    BulkLines(BulkQuery query, YearMonth month, String file, ScheduleC countries) {
        this.query = query;
        this.month = month;
        this.source = new SourceLine(file, 0, new byte[0]); // a sum of many lines stands in none
        this.countries = countries;
    }

    /** Every scope's lines, also of those that have none. */
    List<Part.Lines> of(ImdbFile file) {
        Map<LineKey, Sum> sums = new LinkedHashMap<>();
        file.cells().forEach((commodity, country, dollars, quantity1, quantity2) -> {
            if (dollars != 0) {
                ImdbUnits.Units units = file.units().of(commodity);
                NetWeight weight = NetWeight.of(
                        new NetWeight.Quantity(quantity1, units.first()),
                        new NetWeight.Quantity(quantity2, units.second()));
                sums.merge(
                        new LineKey("%010d".formatted(commodity), countries.iso("%04d".formatted(country))),
                        new Sum(dollars, weight),
                        Sum::plus);
            }
        });
        Map<String, List<Line>> scopes = new TreeMap<>();
        query.scopes().forEach(scope -> scopes.put(scope, new ArrayList<>()));
        sums.forEach((key, sum) -> scopes.get(scope(key.commodity())).add(line(key, sum)));
        return scopes.entrySet().stream()
                .map(scope -> new Part.Lines(set(scope.getKey()), scope.getValue()))
                .toList();
    }

    private String scope(String commodity) {
        return query.scopes().stream().filter(commodity::startsWith).findFirst().orElseThrow();
    }

    private Line line(LineKey key, Sum sum) {
        return new Line(
                new RawImport()
                        .with(ImportField.COMMODITY_CODE, key.commodity())
                        .with(ImportField.ORIGIN, key.origin())
                        .with(ImportField.CUSTOMS_VALUE_USD, Long.toString(sum.dollars()))
                        .with(ImportField.NET_WEIGHT_KG, sum.weight().text()),
                source);
    }

    private RecordSet set(String scope) {
        return new RecordSet(query.dataset(), CensusSource.REPORTER, month.toString(), scope, query.basisText());
    }
}
