package org.lodewatch.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lodewatch.core.policy.Policies;
import org.lodewatch.schemas.messages.CustomsImport;
import org.lodewatch.schemas.messages.DependenceAlert;
import org.lodewatch.schemas.messages.HistoryEntry;
import org.lodewatch.schemas.messages.PeriodComplete;
import org.lodewatch.schemas.messages.PeriodState;
import org.lodewatch.schemas.messages.Severity;
import org.lodewatch.schemas.values.Months;

/** Many years that arrive in one file: every transition is published about its own month, as a plain fold gives them. */
class StandingHistoryTest {

    private static final String UNWROUGHT_NICKEL = "750210";
    private static final double WARNING = 50;
    private static final double CRITICAL = 65;
    private static final double MARGIN = 3;
    private static final long MINIMUM = 100_000_000;

    private static final List<String> TEN_YEARS = IntStream.range(0, 120)
            .mapToObj(month -> Months.text(Months.of(2014, 1) + month))
            .toList();

    private final TopologyRig rig = new TopologyRig();
    private final AlertLives lives = new AlertLives();

    @AfterEach
    void close() {
        rig.close();
    }

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 20);
    }

    /** Cents of one period and origin. */
    private record Row(int last, String period, String origin, long cents) {}

    /** A transition of the plain fold. */
    private record Change(String asOf, Severity before, Severity after, double observed, double highest) {}

    /** Unwrought nickel of KR by year, in thousand dollars. Other years have none. */
    private static final String NICKEL = """
            1999 ZA 9000 AU 40000 US 20000 NO 31000
            2000 ZA 12000 AU 62000 US 20000 NO 6000
            2001 ZA 15000 AU 70000 US 10000 NO 5000
            2002 ZA 20000 AU 55000 US 20000 NO 5000
            2003 ZA 25000 AU 48000 US 20000 NO 7000
            2004 ZA 35000 AU 25000 US 25000 NO 15000
            2005 ZA 60000 AU 10000 US 20000 NO 10000
            2006 ZA 70000 AU 5000 US 15000 NO 10000
            2007 ZA 63000 AU 7000 US 20000 NO 10000
            2008 ZA 30000 AU 20000 US 25000 NO 25000
            2009 ZA 20000 AU 20000 US 48000 NO 12000
            2010 ZA 10000 AU 10000 US 66000 NO 14000
            2011 ZA 10000 AU 30000 US 45000 NO 15000
            2012 ZA 200 AU 100 US 50 NO 20
            2013 ZA 20000 AU 30000 US 20000 NO 30000
            2015 ZA 20000 AU 30000 US 20000 NO 30000
            2017 ZA 20000 AU 80000 US 1000 NO 1000
            2018 ZA 20000 AU 80000 US 1000 NO 1000
            2019 ZA 1000 AU 49000 US 49000 NO 1000
            2020 ZA 1000 AU 47000 US 51000 NO 1000
            2021 ZA 1000 AU 20000 US 20000 NO 59000
            2022 ZA 1000 AU 20000 US 14000 NO 65000
            2023 ZA 1000 AU 20000 US 14000 NO 65000
            """;

    private static List<Row> nickel() {
        List<Row> rows = new ArrayList<>();
        for (String line : NICKEL.lines().toList()) {
            String[] cells = line.split(" ");
            for (int i = 1; i < cells.length; i += 2) {
                rows.add(year(Integer.parseInt(cells[0]), cells[i], Long.parseLong(cells[i + 1]) * 100_000));
            }
        }
        return rows;
    }

    private static Row year(int year, String origin, long cents) {
        return new Row(Months.of(year, 12), "" + year, origin, cents);
    }

    @Test
    void theYearsOfAHistoryAreThoseOfThePlainFold() {
        rig.policy(Policies.initial().get(0));

        publishAll(nickel(), 1999, 2023);

        assertThat(shown("ZA")).containsExactly("2005-12 WARNING", "2006-12 CRITICAL", "2008-12 NONE");
        assertThat(shown("US")).contains("2010-12 CRITICAL");
        assertThat(shown("AU")).startsWith("2000-12 WARNING", "2001-12 CRITICAL", "2002-12 WARNING", "2004-12 NONE");
        assertHistories(nickel(), 12);
    }

    /** Transitions of an alert as they were published. */
    private List<String> shown(String subject) {
        return lives.transitions(id(subject)).stream()
                .map(alert -> alert.getAsOf() + " " + alert.getSeverity())
                .toList();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void yearsInAnyOrderGiveTheHistoryOfThePlainFold(long seed) {
        Random random = new Random(seed);
        List<Row> rows = new ArrayList<>();
        for (String origin : List.of("ZA", "AU", "US", "NO", "CA", "RU")) {
            long size = 1 + random.nextInt(40);
            for (int year = 1999; year <= 2023; year++) {
                size = Math.max(1, random.nextInt(4) == 0 ? random.nextInt(120) : size + random.nextInt(11) - 5);
                if (random.nextInt(25) > 0) {
                    rows.add(year(year, origin, size * 40_000_000));
                }
            }
        }
        rig.policy(Policies.initial().get(0));

        inAnyOrder(rows, 1999, 2023, random);

        assertHistories(rows, 12);
    }

    @Test
    void tenYearsOfMonthsInOneFileGiveEveryTransitionInOrderWithItsOwnMonth() {
        List<Row> rows = months(new Random(4));
        rig.policy(Policies.initial().get(0));
        rows.forEach(this::publish);
        TEN_YEARS.forEach(this::complete);

        rig.settle();
        lives.check(rig);

        assertThat(expected(rows, 1)).hasSizeGreaterThan(1);
        expected(rows, 1).forEach((subject, changes) -> {
            List<DependenceAlert> published = lives.transitions(id(subject));
            assertThat(published).hasSameSizeAs(changes);
            for (int i = 0; i < changes.size(); i++) {
                DependenceAlert alert = published.get(i);
                Change change = changes.get(i);
                assertThat(alert.getNumber()).isEqualTo(i + 1);
                assertThat(alert.getAsOf()).isEqualTo(change.asOf());
                assertThat(alert.getPreviousSeverity()).isEqualTo(change.before());
                assertThat(alert.getSeverity()).isEqualTo(change.after());
                assertThat(alert.getObserved()).isEqualTo(change.observed(), within(1e-9));
                assertThat(alert.getAgeMonths()).isEqualTo(Months.of("2023-12") - Months.of(change.asOf()));
                assertThat(alert.getSentence()).contains("12 months to " + change.asOf());
            }
        });
        assertHistories(rows, 1);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void monthsInAnyOrderGiveTheHistoryOfThePlainFold(long seed) {
        Random random = new Random(seed);
        List<Row> rows = months(random);
        rig.policy(Policies.initial().get(0));
        List<Row> shuffled = new ArrayList<>(rows);
        Collections.shuffle(shuffled, random);
        for (Row row : shuffled) {
            publish(row);
            pause(random);
        }
        TEN_YEARS.forEach(period -> {
            complete(period);
            pause(random);
        });
        settle();

        assertHistories(rows, 1);
    }

    private static List<Row> months(Random random) {
        List<Row> rows = new ArrayList<>();
        for (String origin : List.of("ZA", "AU", "US", "NO")) {
            long size = 5;
            for (String period : TEN_YEARS) {
                size = random.nextInt(15) == 0 ? 1L << random.nextInt(8) : size;
                rows.add(new Row(Months.of(period), period, origin, (size * 10 + random.nextInt(10)) * 10_000_000));
            }
        }
        return rows;
    }

    private void publishAll(List<Row> rows, int first, int last) {
        rows.forEach(this::publish);
        for (int year = first; year <= last; year++) {
            complete("" + year);
        }
        settle();
    }

    private void inAnyOrder(List<Row> rows, int first, int last, Random random) {
        List<Row> shuffled = new ArrayList<>(rows);
        Collections.shuffle(shuffled, random);
        shuffled.forEach(row -> {
            publish(row);
            pause(random);
        });
        publishAll(List.of(), first, last);
    }

    private void pause(Random random) {
        if (random.nextInt(20) == 0) {
            rig.advance(random.nextInt(3) == 0 ? TopologyRig.RESTATEMENT : TopologyRig.FLUSH);
            lives.check(rig);
        }
    }

    private void settle() {
        for (int i = 0; i < 3 || rig.isAnythingUnpublished(); i++) {
            assertThat(i).isLessThan(100);
            rig.advance(TopologyRig.RESTATEMENT);
            lives.check(rig);
        }
    }

    private void publish(Row row) {
        rig.publish(
                row.origin() + row.period(),
                CustomsImport.newBuilder()
                        .setDataset("kr-file")
                        .setRevision(1)
                        .setReporter("KR")
                        .setOrigin(row.origin())
                        .setCommodityCode(UNWROUGHT_NICKEL)
                        .setPeriod(row.period())
                        .setCustomsValueCents(row.cents())
                        .setPublishedAt(TopologyRig.NOW)
                        .build());
        // A record of another mineral, so that the period is published.
        rig.publish(
                "other" + row.period(),
                CustomsImport.newBuilder()
                        .setDataset("kr-file")
                        .setRevision(1)
                        .setReporter("KR")
                        .setOrigin("CN")
                        .setCommodityCode("810610")
                        .setPeriod(row.period())
                        .setCustomsValueCents(100)
                        .setPublishedAt(TopologyRig.NOW)
                        .build());
    }

    private void complete(String period) {
        rig.publish(
                "kr-file/KR@" + period,
                new PeriodComplete("kr-file", "KR", period, TopologyRig.NOW, PeriodState.COMPLETE));
    }

    private static String id(String subject) {
        return "single-source/kr-file/KR/nickel-metal/" + subject;
    }

    private void assertHistories(List<Row> rows, int periodMonths) {
        Map<String, List<Change>> expected = expected(rows, periodMonths);
        Map<String, DependenceAlert> statuses = rig.statuses();
        assertThat(statuses.values().stream()
                        .filter(status -> status.getMineral().equals("nickel-metal"))
                        .filter(status -> !status.getHistory().isEmpty())
                        .map(DependenceAlert::getSubject))
                .containsExactlyInAnyOrderElementsOf(expected.keySet());
        expected.forEach((subject, changes) -> {
            List<HistoryEntry> history = statuses.get(id(subject)).getHistory();
            assertThat(history).as(subject).hasSameSizeAs(changes);
            for (int i = 0; i < changes.size(); i++) {
                assertThat(history.get(i).getAsOf())
                        .as(subject)
                        .isEqualTo(changes.get(i).asOf());
                assertThat(history.get(i).getSeverity())
                        .as(subject)
                        .isEqualTo(changes.get(i).after());
                assertThat(history.get(i).getObserved())
                        .as(subject)
                        .isEqualTo(changes.get(i).observed(), within(1e-9));
                if (changes.get(i).after() == Severity.NONE) {
                    assertThat(history.get(i).getHighest()).isNull();
                } else {
                    assertThat(history.get(i).getHighest())
                            .as(subject)
                            .isEqualTo(changes.get(i).highest(), within(1e-9));
                }
            }
        });
    }

    /** The plain fold: for each origin, the share of each twelve months, from the first to the last. */
    private static Map<String, List<Change>> expected(List<Row> rows, int periodMonths) {
        int first = rows.stream().mapToInt(Row::last).min().orElseThrow() + (periodMonths == 1 ? 11 : 0);
        int last = rows.stream().mapToInt(Row::last).max().orElseThrow();
        Map<String, List<Change>> histories = new TreeMap<>();
        for (String origin : new TreeSet<>(rows.stream().map(Row::origin).toList())) {
            NavigableMap<Integer, Change> changes = new TreeMap<>();
            Severity severity = Severity.NONE;
            for (int asOf = first; asOf <= last; asOf += periodMonths) {
                long all = 0;
                long own = 0;
                for (Row row : rows) {
                    if (row.last() > asOf - 12 && row.last() <= asOf) {
                        all += row.cents();
                        own += row.origin().equals(origin) ? row.cents() : 0;
                    }
                }
                double percent = all == 0 ? 0 : 100.0 * own / all;
                Severity next = all < MINIMUM ? Severity.NONE : next(severity, percent);
                if (next != severity) {
                    changes.put(asOf, new Change(Months.text(asOf), severity, next, percent, percent));
                } else if (severity != Severity.NONE
                        && percent > changes.lastEntry().getValue().highest()) {
                    Change held = changes.lastEntry().getValue();
                    changes.put(
                            changes.lastKey(),
                            new Change(held.asOf(), held.before(), held.after(), held.observed(), percent));
                }
                severity = next;
            }
            if (!changes.isEmpty()) {
                histories.put(origin, List.copyOf(changes.values()));
            }
        }
        return histories;
    }

    private static Severity next(Severity severity, double percent) {
        if (percent >= CRITICAL || severity == Severity.CRITICAL && percent >= CRITICAL - MARGIN) {
            return Severity.CRITICAL;
        }
        return percent >= WARNING || severity != Severity.NONE && percent >= WARNING - MARGIN
                ? Severity.WARNING
                : Severity.NONE;
    }
}
