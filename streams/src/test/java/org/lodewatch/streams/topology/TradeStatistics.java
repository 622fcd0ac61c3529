package org.lodewatch.streams.topology;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.catalogue.Classification;
import org.lodewatch.schemas.messages.CustomsImport;
import org.lodewatch.schemas.messages.DatasetProperties;
import org.lodewatch.schemas.messages.PeriodComplete;
import org.lodewatch.schemas.messages.PeriodState;
import org.lodewatch.schemas.values.Months;

/**
 * Random trade: a monthly and a yearly dataset of two reporters, with revisions of every field, withdrawals, repetitions,
 * mistyped periods and their corrections, declarations of every state, descriptions of the datasets, and invalid records,
 * in an order in which it may arrive. A revision number of an id means one thing.
 */
final class TradeStatistics {

    private static final int NEWEST_MONTH = Months.of(2026, 5);
    /**
     * How far a record may be from its place in time, as a part of the whole log: from a steady feed to no order at
     * all.
     */
    private static final double[] DISORDERS = {0.02, 0.2, 5};

    /** The year of publication: it is not over. */
    private static final int NEWEST_YEAR = 2026;

    private static final List<String> REPORTERS = List.of("US", "DE");
    private static final List<String> COUNTRIES =
            List.of("CN", "RU", "HK", "BE", "CA", "MX", "AU", "CL", "ZA", "KR", "IR", "US", "DE");
    /** Of no mineral, and of forms that may have few other records. */
    private static final List<String> OTHER_CODES = List.of("990000", "0101", "2617100000", "260300", "251910");

    /** Has codes that begin and end within the time of the trade, and forms in and outside the headline. */
    private static final String CHANGING = "germanium";

    private final Random random;
    private final int months;
    private final int years;
    private final double density;
    private final double disorder;
    private final List<List<String>> codesByMineral;
    private final List<String> countries;
    private final Map<Integer, Integer> topSupplier = new HashMap<>();
    private final Map<Long, List<LogEntry>> byTime = new TreeMap<>();

    private TradeStatistics(Random random, int months, int years, double density) {
        this.random = random;
        this.months = months;
        this.years = years;
        this.density = density;
        this.disorder = DISORDERS[random.nextInt(DISORDERS.length)];
        this.codesByMineral = codes();
        List<String> shuffled = new ArrayList<>(COUNTRIES);
        Collections.shuffle(shuffled, random);
        this.countries = new ArrayList<>(shuffled.subList(0, 5 + random.nextInt(6)));
        this.countries.add("XX");
    }

    /** Trade of 18 to 40 months and 2 to 5 years: all of it is within the horizon. */
    static List<LogEntry> withinTheHorizon(Random random) {
        return new TradeStatistics(random, 18 + random.nextInt(23), 2 + random.nextInt(4), 0.3).log();
    }

    /** Trade of 70 to 110 months and 5 to 9 years. */
    static List<LogEntry> acrossTheHorizon(Random random) {
        return new TradeStatistics(random, 70 + random.nextInt(41), 5 + random.nextInt(5), 0.07).log();
    }

    private List<LogEntry> log() {
        for (String reporter : REPORTERS) {
            lines("us-census", reporter, months);
            lines("un-comtrade", reporter, years);
            declare("us-census", reporter, months);
            declare("un-comtrade", reporter, years);
        }
        describe("us-census");
        describe("un-comtrade");
        addInvalid();
        List<LogEntry> log = new ArrayList<>();
        byTime.values().forEach(log::addAll);
        return log;
    }

    private void lines(String dataset, String reporter, int periods) {
        // A dataset may begin later than another, and end earlier.
        int first = random.nextInt(4) == 0 ? random.nextInt(periods / 3 + 1) : 0;
        int end = random.nextInt(4) == 0 ? periods - random.nextInt(periods / 4 + 1) : periods;
        for (int mineral = 0; mineral < codesByMineral.size(); mineral++) {
            for (String country : countries) {
                for (int period = first; period < end; period++) {
                    if (random.nextDouble() < density * (dataset.equals("un-comtrade") ? 2 : 1)) {
                        revisions(dataset, reporter, mineral, country, period, periods);
                    }
                }
            }
        }
    }

    /** All revisions of one line. A later one may bring it to another month, country, mineral or reporter. */
    private void revisions(String dataset, String reporter, int mineral, String country, int period, int periods) {
        // The same in both datasets, whose ids must not be confused.
        String id = "%s/%d/%s/%d".formatted(reporter, mineral, country, period);
        int revisions = random.nextInt(10) < 7 ? 1 : 2 + random.nextInt(3);
        // A slip that the second revision corrects or withdraws, and so the clock must forget it.
        boolean mistyped = revisions > 1 && random.nextInt(20) == 0;
        long revision = random.nextInt(3);
        for (int i = 0; i < revisions; i++) {
            CustomsImport line = CustomsImport.newBuilder()
                    .setDataset(dataset)
                    .setRevision(revision)
                    .setReporter(reporter)
                    .setOrigin(country)
                    .setCommodityCode(code(mineral))
                    .setPeriod(mistyped && i == 0 ? mistyped(dataset) : period(dataset, period, periods))
                    .setCustomsValueCents(cents(mineral, country))
                    .setNetWeightGrams(random.nextInt(40) == 0 ? null : (long) random.nextInt(5_000_000))
                    .setWithdrawn(random.nextInt(i == 0 ? 40 : 5) == 0)
                    // Rarely, so that often no record of a dataset and reporter announces it.
                    .setCompletionFollows(random.nextInt(400) == 0)
                    .setPublishedAt(TopologyRig.NOW)
                    .build();
            int copies = random.nextInt(10) == 0 ? 2 : 1;
            for (int copy = 0; copy < copies; copy++) {
                at(period, periods, LogEntry.byKey(id, line));
            }
            revision += 1 + random.nextInt(3);
            switch (random.nextInt(8)) {
                case 0, 1 -> period = random.nextInt(periods);
                case 2 -> country = countries.get(random.nextInt(countries.size()));
                case 3 -> mineral = random.nextInt(codesByMineral.size());
                case 4 -> reporter = REPORTERS.get(random.nextInt(REPORTERS.size()));
                default -> {
                    // Only the figures change.
                }
            }
        }
    }

    /** Any period that has begun, far from the others. */
    private String mistyped(String dataset) {
        return dataset.equals("un-comtrade")
                ? String.valueOf(NEWEST_YEAR - random.nextInt(30))
                : Months.text(NEWEST_MONTH + 1 - random.nextInt(250));
    }

    /** Some datasets declare every period, others some of them, and others none. */
    private void declare(String dataset, String reporter, int periods) {
        int of = random.nextInt(3);
        for (int period = -3; period < periods; period++) {
            // Some periods have no records, and the newest year is not over.
            if (of > 0 && (of == 1 || random.nextInt(3) == 0)) {
                int declarations = 1 + random.nextInt(4) / 3 * random.nextInt(3);
                for (int i = 0; i < declarations; i++) {
                    declare(dataset, reporter, period, periods);
                }
            }
        }
    }

    private void declare(String dataset, String reporter, int period, int periods) {
        String text = period(dataset, period, periods);
        PeriodState state = random.nextInt(12) > 0 ? PeriodState.COMPLETE : PeriodState.values()[random.nextInt(3)];
        // Often at the same time, so that the state decides.
        Instant publishedAt = TopologyRig.NOW.plusMillis(random.nextInt(3));
        at(
                Math.max(0, period),
                periods,
                LogEntry.everywhere(
                        dataset + "/" + reporter + "@" + text,
                        new PeriodComplete(dataset, reporter, text, publishedAt, state),
                        random.nextInt(30) == 0 ? 1 : Integer.MAX_VALUE));
    }

    private void describe(String dataset) {
        for (int i = random.nextInt(4); i > 0; i--) {
            at(
                    random.nextInt(4),
                    4,
                    LogEntry.everywhere(
                            dataset,
                            new DatasetProperties(
                                    dataset,
                                    dataset.equals("un-comtrade") ? 12 : 1,
                                    random.nextBoolean() ? 6 : 10,
                                    random.nextBoolean() ? "general" : null,
                                    random.nextBoolean() ? "cif" : "customs",
                                    random.nextBoolean() ? "USD" : "EUR",
                                    someCodes(),
                                    TopologyRig.NOW.plusMillis(random.nextInt(2))),
                            Integer.MAX_VALUE));
        }
    }

    /** Often not all codes of a book, some as a longer or shorter code; null for a feed that does not declare them. */
    private List<String> someCodes() {
        if (random.nextInt(3) == 0) {
            return null;
        }
        int most = random.nextInt(4);
        return codesByMineral.stream()
                .flatMap(List::stream)
                .filter(code -> random.nextInt(4) <= most)
                .map(code -> random.nextInt(6) == 0 ? code.substring(0, Math.min(6, code.length())) : code)
                .map(code -> random.nextInt(3) == 0 && code.length() < 9 ? code + "00" : code)
                .distinct()
                .sorted()
                .toList();
    }

    private void addInvalid() {
        CustomsImport.Builder line = TopologyRig.line(99, "CN", "810610", "2026-01", 1_000_000);
        at(0, 1, LogEntry.invalid(null, TopologyRig.encoded(line.build())));
        at(0, 1, LogEntry.invalid(new byte[] {1}, null));
        at(0, 1, LogEntry.invalid(new byte[] {2}, new byte[] {3, 4, 5}));
        at(0, 1, LogEntry.byKey("q1", line.setOrigin("QQ").build()));
        at(0, 1, LogEntry.byKey("q2", line.setOrigin("CN").setPeriod("2026-07").build()));
        at(
                0,
                1,
                LogEntry.byKey(
                        "q3", line.setPeriod("2026-01").setCustomsValueCents(-1).build()));
    }

    /** The place of an entry in the log: in some logs at random, in others about when its period ended. */
    private void at(int period, int periods, LogEntry entry) {
        long time = (long) (1e9 * ((double) period / periods + disorder * random.nextDouble()));
        byTime.computeIfAbsent(time, t -> new ArrayList<>()).add(entry);
    }

    private String code(int mineral) {
        if (random.nextInt(12) == 0) {
            return OTHER_CODES.get(random.nextInt(OTHER_CODES.size()));
        }
        List<String> codes = codesByMineral.get(mineral);
        return codes.get(random.nextInt(codes.size()));
    }

    /** One supplier of a mineral sells as much as the others together, or a little more or less: shares cross the lines. */
    private long cents(int mineral, String country) {
        int top = topSupplier.computeIfAbsent(mineral, key -> random.nextInt(countries.size()));
        int others = countries.size() - 1;
        boolean round = mineral % 2 == 0;
        int units = country.equals(countries.get(top)) ? 1 + random.nextInt(3 * others) : 1 + random.nextInt(3);
        return round ? units * 10_000_000L : units * 7_000_000L + random.nextInt(7_000_000);
    }

    private static String period(String dataset, int period, int periods) {
        return dataset.equals("un-comtrade")
                ? String.valueOf(NEWEST_YEAR - periods + 1 + period)
                : Months.text(NEWEST_MONTH - periods + 1 + period);
    }

    /** The codes of all forms of 2 to 5 minerals of the bundled catalogue, and of one whose codes begin and end. */
    private List<List<String>> codes() {
        Map<String, List<String>> byMineral = new TreeMap<>();
        for (Classification commodity : Catalogue.bundled().commodities()) {
            byMineral
                    .computeIfAbsent(commodity.mineral(), mineral -> new ArrayList<>())
                    .add(commodity.prefix());
        }
        List<List<String>> minerals = new ArrayList<>();
        minerals.add(byMineral.remove(CHANGING));
        List<List<String>> others = new ArrayList<>(byMineral.values());
        Collections.shuffle(others, random);
        minerals.addAll(others.subList(0, 2 + random.nextInt(4)));
        return minerals;
    }
}
