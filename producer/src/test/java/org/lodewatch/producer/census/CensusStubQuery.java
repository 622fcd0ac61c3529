package org.lodewatch.producer.census;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A request that the {@link CensusStub} was sent: its parameters, decoded, in their order. */
public record CensusStubQuery(Map<String, List<String>> parameters) {

    private static final Pattern RANGE = Pattern.compile("from ([0-9]{4}-[0-9]{2}) to ([0-9]{4}-[0-9]{2})");

    static CensusStubQuery of(String url) {
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        int from = url.indexOf('?') + 1;
        if (from > 0) {
            for (String parameter : url.substring(from).split("&")) {
                String[] parts = parameter.split("=", 2);
                parameters
                        .computeIfAbsent(parts[0], none -> new ArrayList<>())
                        .add(parts.length < 2 ? "" : URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
            }
        }
        return new CensusStubQuery(parameters);
    }

    /** A parameter's first value; empty if there is none. */
    public String get(String parameter) {
        return parameters.getOrDefault(parameter, List.of("")).get(0);
    }

    /** Level, commodity and time, such as {@code HS10 8110* 2026-05}. */
    @Override
    public String toString() {
        return "%s %s %s".formatted(get("COMM_LVL"), get("I_COMMODITY"), get("time"));
    }

    List<String> variables() {
        return List.of(get("get").split(",", -1));
    }

    /** The predicates, which are columns of the answer too. */
    List<String> predicates() {
        return parameters.keySet().stream()
                .filter(name -> !name.equals("get") && !name.equals("key"))
                .toList();
    }

    int digits() {
        return Integer.parseInt(get("COMM_LVL").substring(2));
    }

    /** A code itself, or all codes that begin with the text before a star; a list or a bare prefix fits none. */
    Predicate<String> codes() {
        List<String> wanted = parameters.getOrDefault("I_COMMODITY", List.of("*"));
        return code -> wanted.stream()
                .anyMatch(one ->
                        one.endsWith("*") ? code.startsWith(one.substring(0, one.length() - 1)) : code.equals(one));
    }

    Predicate<String> months() {
        Matcher range = RANGE.matcher(get("time"));
        return range.matches()
                ? month -> month.compareTo(range.group(1)) >= 0 && month.compareTo(range.group(2)) <= 0
                : month -> month.startsWith(get("time"));
    }

    /** How many months it spans. */
    int span() {
        Matcher range = RANGE.matcher(get("time"));
        if (!range.matches()) {
            return 1;
        }
        return (int) YearMonth.parse(range.group(1)).until(YearMonth.parse(range.group(2)), ChronoUnit.MONTHS) + 1;
    }

    boolean wants(Map<String, String> row) {
        return fits(row, "CTY_CODE") && fits(row, "SUMMARY_LVL");
    }

    private boolean fits(Map<String, String> row, String column) {
        return Optional.ofNullable(parameters.get(column))
                .map(wanted -> wanted.contains(row.get(column)))
                .orElse(true);
    }
}
