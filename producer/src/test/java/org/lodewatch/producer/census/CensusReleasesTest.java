package org.lodewatch.producer.census;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lodewatch.producer.poll.Release;

class CensusReleasesTest {

    private static final String CODE = "8110100000";
    private static final String CHINA = "5700";

    private CensusFixture fixture;
    private CensusStub stub;
    private CensusSource source;

    @BeforeEach
    void start(@TempDir Path folder) {
        fixture = new CensusFixture(folder);
        stub = fixture.stub;
        source = fixture.source("8110");
    }

    @AfterEach
    void stop() {
        fixture.close();
    }

    @Test
    void oneSmallRequestListsEveryConfiguredMonth() throws Exception {
        stub.publish("2025-02-05", Trade.of(CODE, "2024-12", CHINA, 1));
        stub.publish("2026-06-09", Trade.of(CODE, "2026-04", CHINA, 1));
        stub.publish("2026-07-07", Trade.of(CODE, "2026-05", CHINA, 1), Trade.of("7403110000", "2026-05", CHINA, 2));

        SortedMap<String, Release> releases = source.releases();

        assertThat(releases).containsOnlyKeys("2026-04", "2026-05");
        assertThat(releases.get("2026-04").vintage()).isEqualTo(20260609000000L);
        assertThat(releases.get("2026-05").vintage()).isEqualTo(20260707000000L);
        assertThat(releases.values()).extracting(Release::mark).allMatch(mark -> mark.matches("[0-9a-f]{16}"));
        assertThat(stub.requests()).hasSize(1);
        CensusStubQuery asked = stub.requests().get(0);
        assertThat(asked.get("get")).isEqualTo("I_COMMODITY,GEN_VAL_MO,LAST_UPDATE");
        assertThat(asked.get("COMM_LVL")).isEqualTo("HS2");
        assertThat(asked.get("CTY_CODE")).isEqualTo("-");
        assertThat(asked.get("time")).isEqualTo("from 2025-01 to 2026-07");
    }

    @Test
    void beforeAnythingIsPublishedThereAreNoReleases() throws Exception {
        assertThat(source.releases()).isEmpty();
    }

    @Test
    void aMarkChangesWithAChapterAndWithTheDayAndWithNothingElse() throws Exception {
        stub.publish("2026-06-09", Trade.of(CODE, "2026-04", CHINA, 1), Trade.of(CODE, "2026-03", CHINA, 1));
        SortedMap<String, Release> first = source.releases();
        stub.publish("2026-07-07", Trade.of(CODE, "2026-05", CHINA, 1));
        assertThat(source.releases()).containsAllEntriesOf(first);

        stub.publish("2026-06-09", Trade.of(CODE, "2026-04", CHINA, 2));
        SortedMap<String, Release> corrected = source.releases();
        assertThat(corrected.get("2026-04").mark())
                .isNotEqualTo(first.get("2026-04").mark());
        assertThat(corrected.get("2026-03")).isEqualTo(first.get("2026-03"));

        stub.touch("2026-03", "2026-07-08");
        Release touched = source.releases().get("2026-03");
        assertThat(touched.mark()).isNotEqualTo(first.get("2026-03").mark());
        assertThat(touched.vintage()).isEqualTo(20260708000000L);
    }

    @Test
    void aMonthWithoutADayHasTheDayOfTheRequest() throws Exception {
        stub.publish("", Trade.of(CODE, "2026-05", CHINA, 1));

        assertThat(source.releases().get("2026-05").vintage()).isEqualTo(20260710000000L);
    }

    @Test
    void newMonthsAreReadAYearAtATimeAndWithoutGaps() {
        SortedMap<String, Release> published = published("2025-01", "2026-03", "a");
        published.remove("2026-02");

        List<List<String>> due = source.due(published, new TreeMap<>());

        assertThat(due).hasSize(3);
        assertThat(due.get(0)).hasSize(12).startsWith("2025-01").endsWith("2025-12");
        assertThat(due.get(1)).containsExactly("2026-01");
        assertThat(due.get(2)).containsExactly("2026-03");
    }

    @Test
    void nothingIsReadWhileNothingChanges() {
        SortedMap<String, Release> read = published("2025-01", "2026-05", "a");
        SortedMap<String, Release> published = new TreeMap<>();
        // If only the vintage differs, only the day of the request was another.
        read.forEach((month, release) -> published.put(month, new Release(release.vintage() + 1, release.mark())));

        assertThat(source.due(published, read)).isEmpty();
    }

    @Test
    void aNewMonthAloneIsReadAlone() {
        assertThat(source.due(published("2025-01", "2026-05", "a"), published("2025-01", "2026-04", "a")))
                .containsExactly(List.of("2026-05"));
    }

    @Test
    void afterOneChangedMonthThreeYearsAreReadAgainAndOlderMonthsThatChanged() {
        SortedMap<String, Release> read = published("2022-01", "2026-03", "a");
        SortedMap<String, Release> published = published("2022-01", "2026-04", "a");
        published.put("2022-06", new Release(20260609000000L, "b"));

        List<List<String>> due = source.due(published, read);

        assertThat(due.get(0)).containsExactly("2022-06");
        assertThat(due.get(1)).hasSize(12).startsWith("2023-05");
        assertThat(due.get(3)).hasSize(12).endsWith("2026-04");
        assertThat(due).hasSize(4);
    }

    @Test
    void itPollsHourlyWhileAMonthIsExpectedAndDailyOtherwise() {
        assertThat(source.nextPoll(Instant.parse("2026-07-04T10:00:00Z"), Optional.of("2026-04")))
                .isEqualTo(Instant.parse("2026-07-04T11:00:00Z"));
        assertThat(source.nextPoll(Instant.parse("2026-07-04T10:00:00Z"), Optional.of("2026-05")))
                .isEqualTo(Instant.parse("2026-07-05T10:00:00Z"));
    }

    private static SortedMap<String, Release> published(String first, String last, String mark) {
        SortedMap<String, Release> releases = new TreeMap<>();
        new MonthRange(YearMonth.parse(first), YearMonth.parse(last))
                .periods()
                .forEach(month -> releases.put(month, new Release(20260609000000L, mark)));
        return releases;
    }
}
