package org.lodewatch.service.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.lodewatch.clients.kafka.Message;
import org.lodewatch.core.book.SupplierGroup;
import org.lodewatch.schemas.OperatorException;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.messages.CountryShare;
import org.lodewatch.schemas.messages.MineralShares;

/** What a country or bloc supplies across minerals. */
class SupplierShareTest {

    private static final SupplierGroup USMCA = SupplierGroup.bloc(Catalogue.bundled(), "usmca");
    private static final SupplierGroup MEXICO = SupplierGroup.country(Catalogue.bundled(), "MX");

    private final PublishedShares published = new PublishedShares();

    private static CountryShare country(String iso2, long cents, Double change) {
        return CountryShare.newBuilder()
                .setCountry(iso2)
                .setValueCents(cents)
                .setValueShare(0.1)
                .setValueShareChange(change)
                .build();
    }

    /** A book of 100 dollars of supply, and as many of returned goods. */
    private MineralShares publish(String mineral, String asOf, CountryShare... countries) {
        MineralShares book = MineralBooksTest.book(mineral, 0.5)
                .setAsOf(asOf)
                .setTotalValueCents(20_000)
                .setReturnedValueCents(10_000)
                .setCountries(List.of(countries))
                .build();
        published.take(new Message<>("us-census/US/" + mineral + "@" + asOf, Optional.of(book), 0, 0, Instant.EPOCH));
        return book;
    }

    private List<SupplierShare> shares(SupplierGroup group) {
        return SupplierShare.of(group, published.select(SharesQuery.everything()), published);
    }

    @Test
    void sharesAreOfTheSupplyTheLargestFirst() {
        publish("tin", "2025-12", country("US", 10_000, null), country("PE", 9_000, null), country("MX", 1_000, null));
        publish(
                "silver",
                "2025-12",
                country("US", 10_000, null),
                country("MX", 6_000, null),
                country("CA", 4_000, null));
        publish("zinc", "2025-12", country("US", 10_000, null), country("PE", 10_000, null));

        assertThat(shares(MEXICO))
                .extracting(part -> part.book().getMineral(), SupplierShare::share, SupplierShare::rank)
                .containsExactly(tuple("silver", 0.6, 1), tuple("tin", 0.1, 2));
        assertThat(shares(USMCA).get(0)).satisfies(part -> {
            assertThat(part.share()).isEqualTo(1.0);
            assertThat(part.rank()).isEqualTo(1);
            assertThat(part.largest()).isEqualTo("MX");
        });
    }

    @Test
    void theChangeCountsMembersThatHaveStoppedSupplying() {
        publish("tin", "2024-12", country("CA", 5_000, null), country("MX", 1_000, null), country("PE", 4_000, null));
        publish("tin", "2025-12", country("MX", 2_000, 0.05), country("PE", 8_000, 0.2));

        assertThat(shares(USMCA).get(0).change().orElseThrow()).isEqualTo(-0.4, within(1e-12));
    }

    @Test
    void thereIsNoChangeWhereTheWindowBeforeIsNotComparable() {
        publish("tin", "2024-12", country("MX", 1_000, null));
        publish("tin", "2025-12", country("MX", 2_000, null));

        assertThat(shares(MEXICO).get(0).change()).isEmpty();
    }

    @Test
    void countriesAndBlocsAreFoundByCodeIdOrName() {
        Catalogue catalogue = Catalogue.bundled();

        assertThat(List.of("MX", "mx", "Mexico", "mexico"))
                .allSatisfy(typed ->
                        assertThat(SupplierGroup.country(catalogue, typed)).isEqualTo(MEXICO));
        assertThat(List.of("usmca", "USMCA"))
                .allSatisfy(typed ->
                        assertThat(SupplierGroup.bloc(catalogue, typed)).isEqualTo(USMCA));
        assertThat(SupplierGroup.bloc(catalogue, "European Union").id()).isEqualTo("eu27");
        assertThatThrownBy(() -> SupplierGroup.country(catalogue, "Mexiko City"))
                .isInstanceOf(OperatorException.class)
                .hasMessageContaining("country 'Mexiko City' is not known");
        assertThatThrownBy(() -> SupplierGroup.bloc(catalogue, "nafta"))
                .isInstanceOf(OperatorException.class)
                .hasMessageContaining("the blocs are china, entities-of-concern, eu27, usmca");
    }
}
