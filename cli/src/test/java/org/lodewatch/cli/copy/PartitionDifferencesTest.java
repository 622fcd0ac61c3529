package org.lodewatch.cli.copy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.lodewatch.cli.copy.CopyFault.Kind;
import org.lodewatch.cli.copy.PartitionDifferences.Found;

/** Records are written as words: key, colon, content; a word without a content is a tombstone. All have one timestamp. */
class PartitionDifferencesTest {

    private static final String SOURCE = "a:1 b:1 c:1 d:1 e:1 f:1";

    @Test
    void equalRecordsDifferInNothing() {
        assertThat(all(SOURCE, "x:9", SOURCE)).isEmpty();
        assertThat(all("", "x:9", "")).isEmpty();
    }

    @Test
    void recordsOfAbortedTransactionsAreFoundWhereverTheyAre() {
        assertThat(all(SOURCE, "x:1 y:1 z:1", "x:1 a:1 b:1 c:1 y:1 d:1 e:1 f:1 z:1"))
                .isEqualTo(Map.of(Kind.ABORTED_RECORDS, new Found(3, true, 0)));
    }

    /** A feed publishes the rows of an aborted transaction again. Of equal records the later one counts as additional. */
    @Test
    void anAbortedRecordThatWasRepeatedAndCommittedIsNoRepetitionOfTheMirror() {
        assertThat(all("a:1 b:1 c:1", "b:1", "a:1 b:1 b:1 c:1"))
                .isEqualTo(Map.of(Kind.ABORTED_RECORDS, new Found(1, true, 2)));
    }

    @Test
    void missingRecordsAreAtTheBeginningInBetweenOrAtTheEnd() {
        assertThat(all(SOURCE, "", "c:1 d:1 e:1 f:1")).isEqualTo(Map.of(Kind.MISSING_HEAD, new Found(2, false, 0)));
        assertThat(all(SOURCE, "", "a:1 b:1 f:1")).isEqualTo(Map.of(Kind.MISSING_RECORDS, new Found(3, false, 2)));
        assertThat(all(SOURCE, "", "a:1 b:1 c:1 d:1")).isEqualTo(Map.of(Kind.MISSING_END, new Found(2, false, 4)));
        assertThat(all(SOURCE, "", "")).isEqualTo(Map.of(Kind.MISSING_END, new Found(6, false, 0)));
        assertThat(all(SOURCE, "", "b:1 d:1 e:1"))
                .isEqualTo(Map.of(
                        Kind.MISSING_HEAD, new Found(1, false, 0),
                        Kind.MISSING_RECORDS, new Found(1, false, 2),
                        Kind.MISSING_END, new Found(1, false, 5)));
    }

    @Test
    void aMissingHeadDoesNotHideAbortedRecords() {
        assertThat(all(SOURCE, "x:1", "c:1 x:1 d:1 e:1 f:1"))
                .isEqualTo(
                        Map.of(Kind.MISSING_HEAD, new Found(2, false, 0), Kind.ABORTED_RECORDS, new Found(1, true, 1)));
    }

    @Test
    void recordsOfTheCopyAreRepeatedOrOfAnotherOrigin() {
        assertThat(all(SOURCE, "", "a:1 b:1 c:1 b:1 c:1 d:1 e:1 f:1"))
                .isEqualTo(Map.of(Kind.REPEATED_RECORDS, new Found(2, true, 3)));
        assertThat(all(SOURCE, "", "q:1 a:1 b:1 c:1 d:1 e:1 f:1"))
                .isEqualTo(Map.of(Kind.OTHER_RECORDS, new Found(1, true, 0)));
        assertThat(all(SOURCE, "", "a:1 b:2 c:1 d:1 e:1 f:1"))
                .isEqualTo(Map.of(
                        Kind.OTHER_RECORDS, new Found(1, true, 1), Kind.MISSING_RECORDS, new Found(1, false, 1)));
    }

    @Test
    void theOrderOfRecordsCounts() {
        assertThat(all(SOURCE, "", "a:1 c:1 b:1 d:1 e:1 f:1"))
                .isEqualTo(Map.of(Kind.OTHER_ORDER, new Found(2, true, 1)));
    }

    @Test
    void timestampsCount() {
        List<LoggedRecord> later = new ArrayList<>(records("a:1 b:1 c:1"));
        later.set(1, new LoggedRecord(1, later.get(1).key(), later.get(1).content(), 7, false));

        assertThat(PartitionDifferences.ofAllRecords(records("a:1 b:1 c:1"), List.of(), later))
                .isEqualTo(Map.of(Kind.OTHER_TIMESTAMPS, new Found(1, false, 1)));
        assertThat(PartitionDifferences.ofLastRecords(records("a:1 b:1 c:1"), List.of(), later))
                .isEqualTo(Map.of(Kind.OTHER_TIMESTAMPS, new Found(1, false, 1)));
    }

    @Test
    void ofACompactedTopicOnlyTheLastRecordsCount() {
        assertThat(last("a:1 b:1 a:2 c:1 c", "", "b:1 a:2")).isEmpty();
        assertThat(last("b:1 a:2", "", "a:1 b:1 a:2 c:1 c")).isEmpty();
        assertThat(last("a:1 b:1", "", "b:1 a:1")).isEmpty();
    }

    @Test
    void ofACompactedTopicTheLastRecordOfAKeyMayBeMissingAbortedOlderOrOther() {
        assertThat(last("a:1 a:2 b:1", "", "a:1 b:1")).isEqualTo(Map.of(Kind.MISSING_RECORDS, new Found(1, false, 1)));
        assertThat(last("a:1 b:1", "a:9 q:9", "a:1 a:9 b:1 q:9"))
                .isEqualTo(Map.of(Kind.ABORTED_RECORDS, new Found(2, true, 1)));
        assertThat(last("a:1 a:2 b:1", "", "a:2 a:1 b:1")).isEqualTo(Map.of(Kind.OTHER_ORDER, new Found(1, true, 1)));
        assertThat(last("a:1", "", "a:1 q:1")).isEqualTo(Map.of(Kind.OTHER_RECORDS, new Found(1, true, 1)));
    }

    /** As initial policies that were deleted in the source, whose tombstones are gone too. */
    @Test
    void ofACompactedTopicATombstoneMustReachTheCopy() {
        assertThat(last("a:1 a b:1", "", "a:1 b:1")).isEqualTo(Map.of(Kind.MISSING_RECORDS, new Found(1, false, 1)));
        assertThat(last("b:1", "", "a:1 b:1")).isEqualTo(Map.of(Kind.OTHER_RECORDS, new Found(1, true, 0)));
        assertThat(last("a:1 b:1", "a", "a:1 a b:1")).isEqualTo(Map.of(Kind.ABORTED_RECORDS, new Found(1, true, 1)));
    }

    private static Map<Kind, Found> all(String source, String aborted, String copy) {
        return PartitionDifferences.ofAllRecords(records(source), records(aborted), records(copy));
    }

    private static Map<Kind, Found> last(String source, String aborted, String copy) {
        return PartitionDifferences.ofLastRecords(records(source), records(aborted), records(copy));
    }

    private static List<LoggedRecord> records(String words) {
        List<LoggedRecord> records = new ArrayList<>();
        Arrays.stream(words.split(" ")).filter(word -> !word.isEmpty()).forEach(word -> {
            String[] parts = word.split(":");
            records.add(new LoggedRecord(records.size(), parts[0].hashCode(), word.hashCode(), 0, parts.length == 1));
        });
        return records;
    }
}
