package org.lodewatch.core.whatif;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lodewatch.schemas.OperatorException;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.catalogue.Scenario;
import org.lodewatch.schemas.catalogue.Scenarios;

class MovesTest {

    private static final Catalogue CATALOGUE = Catalogue.bundled();

    private static Moves moves(String... texts) {
        return Moves.of(CATALOGUE, List.of(texts));
    }

    @ParameterizedTest
    @CsvSource({
        "lose china, lose CN",
        "lose Foreign Entities of Concern, lose entities-of-concern",
        "lose CD:1/2, lose CD:1/2",
        "lose CN:12.5 %, lose CN:12.5%",
        "lose CN:all, lose CN",
        "move China : 20% : Mexico, move CN:20%:MX",
        "move CN:20%:pro-rata, move CN:20%:pro-rata",
        "move others:1/10:usmca, move others:1/10:usmca",
        "cap European Union:50%, cap eu27:50%:pro-rata",
        "cap CN:50%:lost, cap CN:50%:lost",
    })
    void namesCodesAndBlocsAreUnderstood(String typed, String text) {
        assertThat(moves(typed).text()).isEqualTo(text);
        assertThat(moves(moves(typed).moves().get(0).text())).isEqualTo(moves(typed));
    }

    @Test
    void lossesComeFirstAndCapsLast() {
        assertThat(moves("cap CN:50%", "move CN:20%:MX", "lose RU", "lose BE").text())
                .isEqualTo("lose RU; lose BE; move CN:20%:MX; cap CN:50%:pro-rata");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "lose Chine | 'Chine' is neither a country nor a bloc: nearest: Chile, China",
                "lose XX | XX stands for unknown origins, which are no supplier",
                "lose CN:20%:MX | lose 'CN:20%:MX' is not understood: write CN, CN:1/2 or CN:20%",
                "lose CN: | lose 'CN:' is not understood",
                "move CN:20% | move 'CN:20%' is not understood: write CN:20%:MX",
                "move CN:20:MX | '20' is no amount: write 20% for 20 points of the supply, 1/5",
                "move CN:0%:MX | amount '0%': more than 0 and at most 100% is expected",
                "move CN:101%:MX | amount '101%': more than 0 and at most 100% is expected",
                "move CN:3/2:MX | amount '3/2': more than 0 and at most 1/1 is expected",
                "move CN:1/0:MX | amount '1/0': more than 0 and at most 1/1 is expected",
                "move CN:20%:entities-of-concern | source and destination have CN in common",
                "move others:20%:pro-rata | others move to a country or a bloc",
                "cap CN:1/2 | a cap is a part of the supply, such as 50%",
                "cap CN | cap 'CN' is not understood",
                "lose | 'lose' is not understood: write lose CN, move CN:20%:MX or cap CN:50%",
                "stop CN | 'stop CN' is not understood",
            })
    void whatIsNotUnderstoodIsNamedWithWhatToWrite(String typed, String message) {
        assertThatThrownBy(() -> moves(typed))
                .isInstanceOf(OperatorException.class)
                .hasMessageContaining(message);
    }

    @Test
    void whoIsLostCannotSupplyMore() {
        assertThatThrownBy(() -> moves("lose MX", "move CN:20%:MX"))
                .isInstanceOf(OperatorException.class)
                .hasMessage("'move CN:20%:MX': Mexico is lost, so it cannot supply more");
        assertThat(moves("lose MX", "move CN:20%:usmca").text()).isEqualTo("lose MX; move CN:20%:usmca");
    }

    @Test
    void nothingIsNoQuestion() {
        assertThatThrownBy(() -> Moves.of(CATALOGUE, List.of(), List.of(), List.of()))
                .isInstanceOf(OperatorException.class)
                .hasMessageStartingWith("nothing is assumed");
    }

    @Test
    void everyBundledScenarioIsUnderstood() {
        assertThat(Scenarios.bundled().all()).hasSize(10).allSatisfy(scenario -> {
            assertThat(Moves.of(CATALOGUE, scenario.moves()).moves()).isNotEmpty();
            if (!scenario.isOfAll()) {
                assertThat(CATALOGUE.book(scenario.mineral())).contains(scenario.mineral());
            }
            assertThat(scenario.source()).as(scenario.id()).matches(".*\\b(19|20)\\d\\d\\b.*");
        });
        assertThat(Scenarios.bundled().all()).extracting(Scenario::id).doesNotHaveDuplicates();
    }
}
