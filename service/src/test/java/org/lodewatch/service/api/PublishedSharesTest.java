package org.lodewatch.service.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.lodewatch.clients.kafka.Message;
import org.lodewatch.core.book.BookKey;
import org.lodewatch.core.book.Clock;
import org.lodewatch.core.book.Countries;
import org.lodewatch.core.book.PartitionClock;
import org.lodewatch.core.book.Shares;
import org.lodewatch.core.book.WindowRule;
import org.lodewatch.core.book.WindowSums;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.messages.MineralShares;
import org.lodewatch.schemas.values.Months;

/** Selecting published shares. */
class PublishedSharesTest {

    private static final Shares SHARES = new Shares(Catalogue.bundled());

    private final PublishedShares published = new PublishedShares();
    private final List<String> decoded = new ArrayList<>();

    private static MineralShares shares(String key) {
        int asOf = Months.of(key.substring(key.indexOf('@') + 1));
        return SHARES.of(
                BookKey.of(key.substring(0, key.indexOf('@'))),
                new WindowSums(new TreeMap<>(), new Countries())
                        .windows(
                                Clock.of(List.of(PartitionClock.ofSpan(1, asOf, asOf, OptionalInt.empty(), true)), 1),
                                WindowRule.DEFAULT)
                        .at(asOf)
                        .orElseThrow(),
                Optional.empty());
    }

    private void publish(String key) {
        published.take(key, Optional.of(() -> {
            decoded.add(key);
            return Optional.of(shares(key));
        }));
    }

    private List<String> found(SharesQuery query) {
        return published.select(query).stream()
                .map(shares -> shares.getMineral() + "@" + shares.getAsOf())
                .toList();
    }

    @Test
    void onlySelectedSharesAreDecoded() {
        publish("acme/US/cobalt@2024-11");
        publish("acme/US/cobalt@2024-12");
        publish("acme/US/antimony@2024-12");
        assertThat(decoded).isEmpty();

        assertThat(found(SharesQuery.everything())).containsExactly("antimony@2024-12", "cobalt@2024-12");

        assertThat(decoded).containsExactly("acme/US/antimony@2024-12", "acme/US/cobalt@2024-12");
    }

    @Test
    void aQuerySelectsByDatasetReporterMineralAndMonth() {
        publish("acme/US/cobalt@2024-11");
        publish("acme/US/cobalt@2024-12");
        publish("acme/JP/gallium@2024-12");
        publish("census/US/nickel@2024-12");

        assertThat(found(new SharesQuery(
                        Set.of(), Optional.of("acme"), Optional.of("US"), Optional.of(YearMonth.of(2024, 11)))))
                .containsExactly("cobalt@2024-11");
        assertThat(found(new SharesQuery(
                        Set.of("nickel", "nickel-ore"), Optional.empty(), Optional.empty(), Optional.empty())))
                .containsExactly("nickel@2024-12");
    }

    @Test
    void aTombstoneRevealsTheWindowBefore() {
        publish("acme/US/cobalt@2024-11");
        publish("acme/US/cobalt@2024-12");

        published.take(new Message<>("acme/US/cobalt@2024-12", Optional.empty(), 0, 0, Instant.EPOCH));

        assertThat(found(SharesQuery.everything())).containsExactly("cobalt@2024-11");
    }

    @Test
    void recordsWithAnotherKeyAreSkipped() {
        publish("acme/US/cobalt@2024-12");
        published.take(null, Optional.of(Optional::empty));
        published.take("greetings", Optional.of(Optional::empty));
        published.take("acme/US/zinc@2024-12", Optional.of(Optional::empty));
        published.take("acme/US/cobalt@2024-13", Optional.of(Optional::empty));

        assertThat(found(SharesQuery.everything())).containsExactly("cobalt@2024-12");
    }

    @Test
    void aBookWithoutAWindowIsNone() {
        publish("acme/US/cobalt@2024-12");
        publish("acme/US/zinc@2023-12");
        publish("acme/US/zinc@2024-12");
        published.take("acme/US/cobalt@2024-12", Optional.empty());
        published.take("acme/US/cobalt@2024-12", Optional.empty());

        assertThat(published.books()).extracting(BookKey::mineral).containsExactly("zinc");
        assertThat(published.months(BookKey.of("acme/US/zinc")))
                .extracting(Months::text)
                .containsExactly("2023-12", "2024-12");
        assertThat(published.months(BookKey.of("acme/US/cobalt"))).isEmpty();
    }
}
