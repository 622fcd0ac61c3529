package org.lodewatch.service.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lodewatch.schemas.messages.MineralShares;
import org.lodewatch.schemas.messages.PublishedReliance;
import org.lodewatch.schemas.messages.RelianceBound;
import org.lodewatch.schemas.messages.Severity;

/** The order of minerals, and which books belong to one. */
class MineralBooksTest {

    static MineralShares.Builder book(String mineral, double topShare) {
        return MineralShares.newBuilder()
                .setDataset("us-census")
                .setReporter("US")
                .setMineral(mineral)
                .setAsOf("2025-12")
                .setWindowMonths(12)
                .setCoveredMonths(12)
                .setComplete(true)
                .setTotalValueCents(1_000_000_000)
                .setWeightCoverage(0)
                .setRecords(1)
                .setCountries(List.of())
                .setHhi(0)
                .setTopCountry("CN")
                .setTopShare(topShare)
                .setTop3Share(topShare)
                .setWithoutTopValueCents(0);
    }

    private static MineralShares.Builder relied(String mineral, double topShare, String printed, double reliance) {
        return book(mineral, topShare)
                .setReliance(new PublishedReliance(printed, RelianceBound.EXACT, 2025, "MCS2026"))
                .setNetImportReliance(reliance)
                .setEffectiveDependence(topShare * reliance);
    }

    private static List<String> order(MineralShares.Builder... books) {
        return MineralBooks.of(List.of(books).stream()
                        .map(MineralShares.Builder::build)
                        .toList())
                .stream()
                .map(minerals -> minerals.whole().getMineral())
                .toList();
    }

    @Test
    void consumptionThatDependsOnOneCountryComesFirstAndNetExportsLast() {
        assertThat(order(
                        book("coal", 0.99),
                        relied("boron", 0.99, "E", 0),
                        relied("phosphate", 0.99, "16", 0.16),
                        relied("graphite", 0.34, "100", 1),
                        book("hafnium", 0.7)))
                .containsExactly("graphite", "phosphate", "coal", "hafnium", "boron");
    }

    @Test
    void aMineralStandsWhereItsMostDependentFormWould() {
        assertThat(order(
                        relied("potash", 0.8, "92", 0.92),
                        book("titanium", 0.37),
                        relied("titanium-sponge", 0.78, "100", 1).setFormOf("titanium"),
                        book("titanium-slag", 0.99).setFormOf("titanium")))
                .containsExactly("titanium", "potash");
    }

    @Test
    void smallBooksFollowAndDecideNothing() {
        assertThat(order(
                        relied("thallium", 1, "100", 1).setTotalValueCents(99_999_999),
                        relied("barite", 0.2, "75", 0.75),
                        book("tin", 0.4),
                        relied("tin-oxides", 1, "100", 1).setFormOf("tin").setTotalValueCents(5)))
                .containsExactly("barite", "tin", "thallium");
    }

    @Test
    void aFormWithoutABookOfItsMineralStandsAlone() {
        List<MineralBooks> alone = MineralBooks.of(
                List.of(book("aluminum-scrap", 0.6).setFormOf("aluminum").build()));

        assertThat(alone).singleElement().satisfies(minerals -> {
            assertThat(minerals.whole().getMineral()).isEqualTo("aluminum-scrap");
            assertThat(minerals.forms()).isEmpty();
        });
    }

    @Test
    void documentsCarryTheFormsUnderTheirMineral() {
        List<SharesJson> documents = SharesJson.of(
                List.of(
                        book("titanium", 0.37).build(),
                        book("titanium-slag", 0.99).setFormOf("titanium").build(),
                        relied("titanium-sponge", 0.78, "100", 1)
                                .setFormOf("titanium")
                                .build()),
                any -> Severity.NONE);

        assertThat(documents)
                .singleElement()
                .satisfies(titanium -> assertThat(titanium.forms())
                        .extracting(SharesJson::mineral)
                        .containsExactly("titanium-sponge", "titanium-slag"));
    }

    @Test
    void datasetsAndReportersStayApart() {
        assertThat(order(
                        book("tin", 0.4),
                        book("tin", 0.5).setDataset("other"),
                        book("zinc", 0.9).setReporter("DE")))
                .containsExactly("tin", "tin", "zinc");
    }
}
