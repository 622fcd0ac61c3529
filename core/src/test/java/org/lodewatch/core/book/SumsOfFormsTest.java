package org.lodewatch.core.book;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lodewatch.core.book.RandomBooks.Line;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.values.CountryCode;

/** The book of a mineral adds up the books of its headline forms, and changes with them. */
class SumsOfFormsTest {

    private static final int FIRST = 600;
    private static final int NEWEST = FIRST + 35;
    private static final WindowRule RULE = new WindowRule(12, 0);

    private final Set<TrackedBook> changes = new LinkedHashSet<>();
    private final ReporterBooks books =
            new ReporterBooks(new BookKey.Owner("us-census", "US"), Catalogue.bundled(), RULE, changes::add);

    SumsOfFormsTest() {
        books.setInputPartitions(1);
        clock(NEWEST);
    }

    static LongStream seeds() {
        return LongStream.range(0, 20);
    }

    private void clock(int newest) {
        books.setClock(0, Optional.of(PartitionClock.ofSpan(1, FIRST, newest, OptionalInt.empty(), false)));
    }

    private Clock clock() {
        return books.clock().orElseThrow();
    }

    /** Replaces what an input partition counts in a month of a book. */
    private void put(String book, int partition, int month, Object... countriesAndValues) {
        TrackedBook of = books.book(book);
        Totals totals = new Totals(of.contribution(partition, month).countries());
        for (int i = 0; i < countriesAndValues.length; i += 2) {
            totals.add(CountryCode.of((String) countriesAndValues[i]), (int) countriesAndValues[i + 1], -1, 1);
        }
        of.replace(partition, month, totals);
    }

    /** Cents by country in the window of an as-of month. */
    private Map<String, Long> cents(String book, int asOf) {
        Totals totals = books.book(book).windows(clock()).at(asOf).orElseThrow().totals();
        Map<String, Long> cents = new TreeMap<>();
        for (int column = 0; column < totals.countries().size(); column++) {
            if (totals.get(column, Totals.RECORDS) != 0) {
                cents.put(CountryCode.text(totals.countries().country(column)), totals.get(column, Totals.VALUE));
            }
        }
        return cents;
    }

    private void publishAll() {
        books.books().forEach(book -> book.published(book.unpublished(clock()), clock(), true));
        changes.clear();
    }

    private List<Integer> stale(String book) {
        return books.book(book).windows(clock()).all().stream()
                .filter(Window::stale)
                .map(Window::asOf)
                .toList();
    }

    @Test
    void headlineFormsCountInTheBookOfTheMineralAndOtherFormsDoNot() {
        put("titanium-sponge", 0, NEWEST, "JP", 70, "KZ", 5);
        put("titanium-concentrates", 0, NEWEST, "ZA", 20, "JP", 1);
        put("titanium-scrap", 0, NEWEST, "DE", 500);

        assertThat(cents("titanium", NEWEST)).isEqualTo(Map.of("JP", 71L, "KZ", 5L, "ZA", 20L));
        assertThat(cents("titanium-sponge", NEWEST)).isEqualTo(Map.of("JP", 70L, "KZ", 5L));
        assertThat(cents("titanium-scrap", NEWEST)).isEqualTo(Map.of("DE", 500L));
        assertThat(books.book("titanium").parts())
                .extracting(part -> part.key().mineral())
                .containsExactly("titanium-sponge", "titanium-concentrates");
        assertThat(books.book("titanium-sponge").parts()).isEmpty();
    }

    @Test
    void aMineralWithOneHeadlineFormHasNoSum() {
        put("copper", 0, NEWEST, "CL", 70);
        put("copper-ore", 0, NEWEST, "PE", 20);

        assertThat(cents("copper", NEWEST)).isEqualTo(Map.of("CL", 70L));
        assertThat(books.book("copper").parts()).isEmpty();
        assertThat(books.books()).hasSize(2);
    }

    @Test
    void aRecordThatMovesFromOneFormToAnotherLeavesTheSumAsItWas() {
        put("titanium-sponge", 0, NEWEST, "JP", 70);
        put("titanium-concentrates", 0, NEWEST, "ZA", 20);

        put("titanium-sponge", 0, NEWEST);
        put("titanium-unwrought", 0, NEWEST, "JP", 70);

        assertThat(cents("titanium", NEWEST)).isEqualTo(Map.of("JP", 70L, "ZA", 20L));
        assertThat(cents("titanium-sponge", NEWEST)).isEmpty();
    }

    @Test
    void aFormThatEmptiesEmptiesTheSum() {
        put("titanium-sponge", 0, NEWEST, "JP", 70);
        put("titanium-sponge", 1, NEWEST - 1, "JP", 5);
        put("titanium-sponge", 0, NEWEST);
        assertThat(cents("titanium", NEWEST)).isEqualTo(Map.of("JP", 5L));

        put("titanium-sponge", 1, NEWEST - 1);

        assertThat(cents("titanium", NEWEST)).isEmpty();
    }

    @Test
    void aChangeOfAFormMarksTheSameWindowsOfTheSumAndNoOtherBook() {
        put("titanium-sponge", 0, NEWEST, "JP", 70);
        put("titanium-concentrates", 0, NEWEST, "ZA", 20);
        put("titanium-scrap", 0, NEWEST, "DE", 20);
        publishAll();

        put("titanium-sponge", 0, FIRST + 6, "JP", 1);

        assertThat(changes).extracting(book -> book.key().mineral()).containsExactly("titanium-sponge", "titanium");
        assertThat(books.book("titanium").unpublished(clock()))
                .isEqualTo(books.book("titanium-sponge").unpublished(clock()))
                .contains(FIRST + 6, FIRST + 6 + 23)
                .hasSize(24);
        assertThat(books.book("titanium").isUnjudged()).isTrue();
        assertThat(books.book("titanium-concentrates").isPublished()).isTrue();
    }

    @Test
    void theSameFiguresOfAFormAgainChangeNothing() {
        put("titanium-sponge", 0, NEWEST, "JP", 70);
        publishAll();

        put("titanium-sponge", 0, NEWEST, "JP", 70);

        assertThat(changes).isEmpty();
        assertThat(cents("titanium", NEWEST)).isEqualTo(Map.of("JP", 70L));
    }

    @Test
    void theSumIsStaleOnlyWhenAllOfItsFormsAre() {
        put("titanium-sponge", 0, NEWEST - 10, "JP", 70);
        put("titanium-concentrates", 0, NEWEST, "ZA", 20);
        publishAll();
        assertThat(stale("titanium-sponge")).hasSize(11);
        assertThat(stale("titanium")).isEmpty();

        put("titanium-concentrates", 0, NEWEST);

        assertThat(stale("titanium")).hasSize(11).isEqualTo(stale("titanium-sponge"));
        assertThat(books.book("titanium").unpublished(clock())).containsAll(stale("titanium"));
        publishAll();
        put("titanium-unwrought", 0, NEWEST, "DE", 1);
        assertThat(stale("titanium")).isEmpty();
        assertThat(books.book("titanium").unpublished(clock())).hasSize(11);
    }

    @Test
    void aSumThatExistsBeforeItsFormsAddsThemUpAndKeepsItsMarks() {
        books.recall("titanium", new AsOfRange(FIRST - 3, FIRST - 1));

        put("titanium-sponge", 0, NEWEST, "JP", 70);

        assertThat(books.book("titanium").unpublished(clock())).contains(FIRST - 3, FIRST - 1, NEWEST);
        assertThat(cents("titanium", NEWEST)).isEqualTo(Map.of("JP", 70L));
        assertThat(books.book("titanium").parts()).hasSize(1);
    }

    @Test
    void whatAnEarlierCatalogueCountedInTheSumItselfIsReplacedByTheForms() {
        put("titanium", 0, NEWEST, "JP", 70, "ZA", 20);

        put("titanium-sponge", 0, NEWEST, "JP", 70);
        put("titanium-concentrates", 0, NEWEST, "ZA", 20);
        assertThat(books.book("titanium").months(0)).containsExactly(NEWEST);
        put("titanium", 0, NEWEST);

        assertThat(cents("titanium", NEWEST)).isEqualTo(Map.of("JP", 70L, "ZA", 20L));
        assertThat(books.book("titanium").months(0)).isEmpty();
    }

    @Test
    void aFormHasColumnsOfItsOwnCountriesOnly() {
        put("titanium-concentrates", 0, NEWEST, "ZA", 1, "AU", 2, "MG", 3, "UA", 4);
        put("titanium-sponge", 0, NEWEST, "JP", 70);

        assertThat(books.book("titanium-sponge")
                        .contribution(0, NEWEST)
                        .countries()
                        .size())
                .isEqualTo(1);
    }

    @Test
    void theWindowsOfTheFormsHaveTheColumnsOfTheSum() {
        put("titanium-concentrates", 0, NEWEST - 1, "ZA", 1, "AU", 2);
        put("titanium-sponge", 0, NEWEST, "JP", 70, "AU", 5);

        Windows windows = books.book("titanium").windows(clock());

        Map<String, Totals> parts = windows.parts(NEWEST);
        Countries countries = windows.at(NEWEST).orElseThrow().totals().countries();
        assertThat(parts).containsOnlyKeys("titanium-concentrates", "titanium-sponge");
        assertThat(parts.get("titanium-sponge").get(countries.column(CountryCode.of("JP")), Totals.VALUE))
                .isEqualTo(70);
        assertThat(parts.get("titanium-sponge").get(countries.column(CountryCode.of("AU")), Totals.VALUE))
                .isEqualTo(5);
        assertThat(parts.get("titanium-concentrates").get(countries.column(CountryCode.of("ZA")), Totals.VALUE))
                .isEqualTo(1);
        assertThat(windows.parts(NEWEST - 1)).hasSize(2);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void everyWindowOfTheSumIsTheSumOfItsFormsAtAnyMoment(long seed) {
        Random random = new Random(seed);
        List<String> forms = Catalogue.bundled().parts("titanium");
        for (int step = 0; step < 80; step++) {
            TrackedBook form = books.book(forms.get(random.nextInt(forms.size())));
            int month = FIRST + random.nextInt(36);
            List<Line> lines = RandomBooks.lines(random, random.nextInt(4), month, 1);
            int partition = random.nextInt(3);
            form.replace(
                    partition,
                    month,
                    RandomBooks.sum(form.contribution(partition, month).countries(), lines));
            if (random.nextInt(4) == 0) {
                clock(NEWEST - random.nextInt(3));
            }
            if (random.nextInt(4) == 0) {
                publishAll();
            }
            List<Map<String, Long>> expected = new ArrayList<>();
            List<Map<String, Long>> sums = new ArrayList<>();
            for (int asOf : clock().asOfs(RULE)) {
                sums.add(cents("titanium", asOf));
                Map<String, Long> expectedOfWindow = new TreeMap<>();
                forms.forEach(part -> cents(part, asOf)
                        .forEach((country, value) -> expectedOfWindow.merge(country, value, Long::sum)));
                expected.add(expectedOfWindow);
            }
            assertThat(sums).as("seed %d, step %d", seed, step).isEqualTo(expected);
        }
    }
}
