package org.lodewatch.core.batch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.lodewatch.core.batch.LogFault.Kind;
import org.lodewatch.core.book.WindowRule;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.messages.CustomsImport;
import org.lodewatch.schemas.messages.DatasetProperties;
import org.lodewatch.schemas.messages.PeriodComplete;
import org.lodewatch.schemas.messages.PeriodState;

class LogFaultsTest {

    private static final Instant NOW = Instant.parse("2026-06-07T12:00:00Z");
    private static final String OXIDE = "282580";

    /** In partition 0 everything is right, except a key that begins with "stray". */
    private final LogFaults faults = new LogFaults(
            Statistics::decode,
            Catalogue.bundled(),
            WindowRule.DEFAULT,
            key -> new String(key, UTF_8).startsWith("stray") ? 7 : 0);

    private long offset;

    @Test
    void a_log_without_faults_has_none() {
        add("a", line(1, "CN", OXIDE, "2024", 100));
        add("a", line(1, "CN", OXIDE, "2024", 100));
        add("a", line(2, "CN", OXIDE, "2024", 120));
        add("a", line(1, "CN", OXIDE, "2024", 100));
        add("b", line(1, "BE", OXIDE, "2024", 120));
        add("c", line(1, "BE", "811010", "2023", 50));
        declare("2024", PeriodState.COMPLETE);
        declare("2023", PeriodState.COMPLETE);

        assertThat(faults.faults()).isEmpty();
    }

    @Test
    void two_contents_of_one_revision_are_named_with_both() {
        add("a", line(1, "CN", OXIDE, "2024", 100));
        add("a", line(1, "CN", OXIDE, "2024", 150));

        assertThat(faults.faults())
                .singleElement()
                .satisfies(fault -> assertThat(fault.kind()).isEqualTo(Kind.CONFLICTING_CONTENT))
                .satisfies(fault -> assertThat(fault.first())
                        .contains("record id a", "revision 1", "10000 cents", "15000 cents", "offset 0", "offset 1"));
    }

    @Test
    void a_higher_revision_ends_a_conflict() {
        add("a", line(1, "CN", OXIDE, "2024", 100));
        add("a", line(1, "CN", OXIDE, "2024", 150));
        add("a", line(2, "CN", OXIDE, "2024", 150));

        assertThat(faults.faults()).isEmpty();
    }

    @Test
    void months_and_years_in_one_dataset_are_mixed() {
        add("a", line(1, "CN", OXIDE, "2024-12", 100));
        add("b", line(1, "CN", OXIDE, "2024", 1200));

        assertThat(kinds()).containsExactly(Kind.MIXED_PERIOD_LENGTHS);
    }

    @Test
    void a_subtotal_beside_its_lines_overlaps_but_not_that_of_another_origin_or_period() {
        add("a", line(1, "CN", OXIDE, "2024", 900));
        add("b", line(1, "CN", "2825800010", "2024", 400));
        add("c", line(1, "CN", "2825800050", "2024", 500));
        add("d", line(1, "NO", "2825800050", "2024", 800));
        add("e", line(1, "CN", OXIDE, "2023", 700));

        assertThat(faults.faults())
                .singleElement()
                .satisfies(fault -> assertThat(fault.kind()).isEqualTo(Kind.OVERLAPPING_CODES))
                .satisfies(fault -> assertThat(fault.count()).isEqualTo(2));
    }

    @Test
    void codes_that_no_book_counts_may_overlap() {
        add("a", line(1, "CN", "850760", "2024", 900));
        add("b", line(1, "CN", "8507600010", "2024", 400));

        assertThat(faults.faults()).isEmpty();
    }

    @Test
    void codes_of_two_forms_overlap_where_the_book_of_the_mineral_adds_both_up() {
        add("whole", line(1, "JP", "810820", "2024", 900));
        add("sponge", line(1, "JP", "8108200010", "2024", 400));
        // Scrap, which no book of a mineral adds up: its own book counts it twice.
        add("scrap", line(1, "DE", "810830", "2024", 900));
        add("part", line(1, "DE", "8108300000", "2024", 400));

        assertThat(faults.faults())
                .singleElement()
                .satisfies(fault -> assertThat(fault.kind()).isEqualTo(Kind.OVERLAPPING_CODES))
                .satisfies(fault -> assertThat(fault.count()).isEqualTo(2));
    }

    @Test
    void codes_of_two_forms_that_no_book_adds_up_may_overlap() {
        add("mixed", line(1, "CN", "282560", "2025", 900));
        add("dioxide", line(1, "CN", "2825600010", "2025", 400));
        assertThat(faults.faults()).isEmpty();
    }

    @Test
    void a_code_counts_with_another_in_the_periods_in_which_it_has_the_form_of_the_other() {
        // Until 2024 the tariff did not have the longer code.
        add("mixed", line(1, "CN", "282560", "2024", 900));
        add("dioxide", line(1, "CN", "2825600010", "2024", 400));

        assertThat(kinds()).containsExactly(Kind.OVERLAPPING_CODES);
    }

    @Test
    void a_withdrawn_record_overlaps_nothing() {
        add("a", line(1, "CN", OXIDE, "2024", 900));
        add("b", line(1, "CN", "2825800010", "2024", 400));
        add(
                "a",
                CustomsImport.newBuilder(line(2, "CN", OXIDE, "2024", 900))
                        .setWithdrawn(true)
                        .build());

        assertThat(faults.faults()).isEmpty();
    }

    @Test
    void a_record_outside_its_keys_partition_is_named_with_the_right_one() {
        add("stray", line(1, "CN", OXIDE, "2024", 900));

        assertThat(faults.faults()).singleElement().satisfies(fault -> {
            assertThat(fault.kind()).isEqualTo(Kind.WRONG_PARTITION);
            assertThat(fault.first()).contains("stray", "partition 0, offset 0", "belongs to partition 7");
        });
    }

    @Test
    void a_record_of_another_level_than_the_dataset_declares_is_named() {
        add("", new DatasetProperties("us-census", 12, 6, "general", "customs", "USD", null, NOW));
        add("a", line(1, "CN", OXIDE, "2024", 900));
        add("b", line(1, "BE", "2825800010", "2024", 400));

        assertThat(faults.faults()).singleElement().satisfies(fault -> {
            assertThat(fault.kind()).isEqualTo(Kind.OTHER_PROPERTIES);
            assertThat(fault.first()).contains("2825800010", "6 digits");
        });
    }

    @Test
    void a_declaration_that_is_not_valid_declares_nothing() {
        add("", new DatasetProperties("us-census", -54, 6, "general", "customs", "USD", null, NOW));
        add("a", line(1, "CN", OXIDE, "2024", 900));

        assertThat(faults.faults()).singleElement().satisfies(fault -> {
            assertThat(fault.kind()).isEqualTo(Kind.UNUSABLE);
            assertThat(fault.first()).contains("partition 0, offset 0", "period months is '-54'");
        });
    }

    @Test
    void periods_that_lack_rows_or_a_declaration_are_named() {
        add("a", line(1, "CN", OXIDE, "2022", 900));
        add("b", line(1, "CN", OXIDE, "2023", 901));
        add("c", line(1, "CN", OXIDE, "2024", 902));
        declare("2022", PeriodState.PARTIAL);
        declare("2024", PeriodState.COMPLETE);

        assertThat(faults.faults())
                .extracting(fault -> fault.kind() + " " + fault.first())
                .containsExactly("PARTIAL_PERIOD us-census/US@2022", "UNDECLARED_PERIOD us-census/US@2023");
    }

    @Test
    void an_origin_that_appears_after_the_declaration_is_named() {
        add("a", line(1, "CN", OXIDE, "2024", 900));
        declare("2024", PeriodState.COMPLETE);
        add(
                "b",
                CustomsImport.newBuilder(line(1, "NO", OXIDE, "2024", 901))
                        .setPublishedAt(NOW.plusSeconds(60))
                        .build());

        assertThat(faults.faults()).singleElement().satisfies(fault -> {
            assertThat(fault.kind()).isEqualTo(Kind.ADDED_TO_COMPLETE_PERIOD);
            assertThat(fault.first()).endsWith("NO");
        });
    }

    @Test
    void a_line_whose_origin_changed_under_another_id_is_a_possible_repetition() {
        add("old", line(20250501, "XX", OXIDE, "2024", 4_000_000));
        add("new", line(20250601, "CN", OXIDE, "2024", 4_000_000));

        assertThat(kinds()).containsExactly(Kind.POSSIBLE_REPETITION);
    }

    @Test
    void a_period_far_from_the_others_and_a_zero_weight_are_named() {
        add("a", line(1, "CN", OXIDE, "2016", 900));
        add(
                "b",
                CustomsImport.newBuilder(line(1, "CN", OXIDE, "2025", 901))
                        .setNetWeightGrams(0L)
                        .build());

        assertThat(kinds()).containsExactly(Kind.ISOLATED_PERIOD, Kind.ZERO_WEIGHT);
    }

    @Test
    void what_cannot_be_used_is_counted() {
        faults.add(0, 1, null, new byte[] {1});
        faults.add(0, 2, "a".getBytes(UTF_8), new byte[] {1, 2, 3});
        add("a", line(1, "CN", "28x", "2024", 900));

        assertThat(faults.faults()).singleElement().satisfies(fault -> {
            assertThat(fault.kind()).isEqualTo(Kind.UNUSABLE);
            assertThat(fault.count()).isEqualTo(3);
            assertThat(fault.kind().wrongFigures()).isFalse();
        });
    }

    private List<Kind> kinds() {
        return faults.faults().stream().map(LogFault::kind).toList();
    }

    private void declare(String period, PeriodState state) {
        add("US@" + period, new PeriodComplete("us-census", "US", period, NOW, state));
    }

    private void add(String id, SpecificRecord message) {
        faults.add(
                0,
                offset++,
                (id + " ").strip().isEmpty() ? new byte[] {1} : id.getBytes(UTF_8),
                Statistics.encoded(message));
    }

    private static CustomsImport line(long revision, String origin, String code, String period, long usd) {
        return Statistics.line(revision, origin, period, usd)
                .setCommodityCode(code)
                .build();
    }
}
