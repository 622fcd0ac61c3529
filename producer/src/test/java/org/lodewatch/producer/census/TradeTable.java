package org.lodewatch.producer.census;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/** The Census Bureau's figures, and its totals. */
final class TradeTable {

    private static final Map<Character, String> CONTINENTS = Map.of(
            '1', "NORTH AMERICA",
            '2', "CENTRAL AMERICA",
            '3', "SOUTH AMERICA",
            '4', "EUROPE",
            '5', "ASIA",
            '6', "AUSTRALIA AND OCEANIA",
            '7', "AFRICA");

    private final SortedMap<String, Trade> trades = new TreeMap<>();
    private final Map<String, String> lastUpdates = new TreeMap<>();

    void put(Trade trade, String lastUpdate) {
        trades.put(trade.key(), trade);
        lastUpdates.put(trade.key(), lastUpdate);
    }

    void remove(String code, String month, String country) {
        trades.remove(month + " " + code + " " + country);
    }

    void update(String month, String lastUpdate) {
        trades.keySet().stream().filter(key -> key.startsWith(month)).forEach(key -> lastUpdates.put(key, lastUpdate));
    }

    void clear() {
        trades.clear();
    }

    /** Every row of a level in those months: of each code the total, the countries, and the groups of countries. */
    List<Map<String, String>> rows(int digits, Predicate<String> wantedCode, Predicate<String> wantedMonth) {
        List<Map<String, String>> rows = new ArrayList<>();
        for (String month : published()) {
            if (wantedMonth.test(month)) {
                byCode(digits, month).forEach((code, countries) -> {
                    if (wantedCode.test(code)) {
                        rows.addAll(rows(digits, month, code, countries));
                    }
                });
            }
        }
        return rows;
    }

    private SortedSet<String> published() {
        return trades.values().stream().map(Trade::month).collect(Collectors.toCollection(TreeSet::new));
    }

    /** Code, country, trades: of a month, and with no trades the countries of earlier months of its year. */
    private SortedMap<String, SortedMap<String, List<Trade>>> byCode(int digits, String month) {
        SortedMap<String, SortedMap<String, List<Trade>>> codes = new TreeMap<>();
        for (Trade trade : trades.values()) {
            boolean sameYear = trade.month().startsWith(month.substring(0, 4));
            if (sameYear && trade.month().compareTo(month) <= 0 && trade.code().length() >= digits) {
                List<Trade> together = codes.computeIfAbsent(trade.code().substring(0, digits), none -> new TreeMap<>())
                        .computeIfAbsent(trade.country(), none -> new ArrayList<>());
                if (trade.month().equals(month)) {
                    together.add(trade);
                }
            }
        }
        return codes;
    }

    private List<Map<String, String>> rows(
            int digits, String month, String code, SortedMap<String, List<Trade>> countries) {
        List<Trade> all = countries.values().stream().flatMap(List::stream).toList();
        List<Map<String, String>> rows = new ArrayList<>();
        rows.add(row(digits, month, code, "-", "TOTAL FOR ALL COUNTRIES", "DET", all));
        countries.forEach((country, trades) -> {
            Map<String, String> row = row(digits, month, code, country, "COUNTRY " + country, "DET", trades);
            trades.stream().filter(trade -> trade.code().equals(code)).forEach(trade -> row.putAll(trade.shown()));
            rows.add(row);
        });
        all.stream()
                .collect(Collectors.groupingBy(trade -> trade.country().charAt(0), TreeMap::new, Collectors.toList()))
                .forEach((continent, trades) -> rows.add(row(
                        digits,
                        month,
                        code,
                        continent + "XXX",
                        CONTINENTS.getOrDefault(continent, "ELSEWHERE"),
                        "CGP",
                        trades)));
        rows.add(row(digits, month, code, "0003", "EUROPEAN UNION", "CGP", all));
        return rows;
    }

    private Map<String, String> row(
            int digits, String month, String code, String country, String name, String summary, List<Trade> trades) {
        Map<String, String> row = new LinkedHashMap<>();
        row.put("I_COMMODITY", code);
        row.put("I_COMMODITY_SDESC", "COMMODITY " + code);
        row.put("CTY_CODE", country);
        row.put("CTY_NAME", name);
        row.put("SUMMARY_LVL", summary);
        row.put("COMM_LVL", "HS" + digits);
        row.put("time", month);
        row.put("YEAR", month.substring(0, 4));
        row.put("MONTH", month.substring(5));
        row.put("GEN_VAL_MO", sum(trades, Trade::general));
        row.put("CON_VAL_MO", sum(trades, Trade::consumption));
        quantity(row, "QY1", digits, trades, Trade::quantity, unit(trades, Trade::unit));
        quantity(row, "QY2", digits, trades, Trade::secondQuantity, unit(trades, Trade::secondUnit));
        row.put("LAST_UPDATE", lastUpdate(trades));
        return row;
    }

    // Only ten-digit codes have quantities, because all their trade is in one unit.
    private static void quantity(
            Map<String, String> row,
            String which,
            int digits,
            List<Trade> trades,
            ToLongFunction<Trade> amount,
            String unit) {
        boolean known = digits == 10;
        for (String basis : List.of("GEN", "CON")) {
            row.put("%s_%s_MO".formatted(basis, which), known ? sum(trades, amount) : "0");
            row.put("%s_%s_MO_FLAG".formatted(basis, which), known ? "-" : "M");
        }
        row.put("UNIT_" + which, known ? unit : "-");
    }

    private static String unit(List<Trade> trades, Function<Trade, String> unit) {
        return trades.stream().map(unit).findFirst().orElse("-");
    }

    private static String sum(List<Trade> trades, ToLongFunction<Trade> what) {
        return Long.toString(trades.stream().mapToLong(what).sum());
    }

    private String lastUpdate(List<Trade> trades) {
        Optional<String> newest =
                trades.stream().map(trade -> lastUpdates.get(trade.key())).max(String::compareTo);
        return newest.filter(day -> !day.isEmpty()).orElse(null);
    }
}
