package org.lodewatch.core.book;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.lodewatch.schemas.catalogue.Bloc;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.messages.BlocShare;

class BlocMembersTest {

    private static Map<String, BlocShare> shares(String reporter, String origins) {
        Supply supply =
                Supply.of(new BookKey("us-census", reporter, "antimony"), Origins.values(new Countries(), origins));
        return new BlocMembers(Catalogue.bundled())
                .shares(supply).stream().collect(Collectors.toMap(BlocShare::getBloc, share -> share));
    }

    @Test
    void everyBlocOfTheCatalogueHasAPartOfTheSupply() {
        Map<String, BlocShare> shares = shares("US", "CN 40, RU 10, DE 20, BE 5, AU 25");

        assertThat(shares)
                .containsOnlyKeys(
                        Catalogue.bundled().blocs().stream().map(Bloc::id).toList());
        assertThat(shares.get("entities-of-concern")).isEqualTo(new BlocShare("entities-of-concern", 5000L, 0.5));
        assertThat(shares.get("china").getShare()).isEqualTo(0.4);
        assertThat(shares.get("eu27").getShare()).isEqualTo(0.25);
        assertThat(shares.get("usmca")).isEqualTo(new BlocShare("usmca", 0L, 0.0));
    }

    @Test
    void returnedGoodsAreInNoBloc() {
        assertThat(shares("US", "US 900, MX 25, CN 75").get("usmca")).isEqualTo(new BlocShare("usmca", 2500L, 0.25));
        assertThat(shares("DE", "US 20, MX 20, CN 60").get("usmca").getShare()).isEqualTo(0.4);
    }

    @Test
    void withoutAnySupplyEveryPartIsZero() {
        assertThat(shares("US", "US 900").values())
                .extracting(BlocShare::getShare)
                .containsOnly(0.0);
    }
}
