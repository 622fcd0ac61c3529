package org.lodewatch.streams.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lodewatch.core.book.WindowRule;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.messages.BookPartial;
import org.lodewatch.schemas.messages.CountryTotals;
import org.lodewatch.schemas.topics.Topics;
import org.lodewatch.streams.partials.PartialsIntake;
import org.lodewatch.streams.partials.PartialsSender;
import org.lodewatch.streams.partials.PartialsStore;

class PackedPartsStoreTest {

    private static final PartialsSender SENDER = new PartialsSender(0, 100, 1);
    private static final String CHINA = "countries|0|us-census/US/bismuth|659|1";

    private final KeyValueBytesStoreSupplier supplier = spy();
    private PackedPartsStore packed;

    /** The store as a processor receives it. */
    private final KeyValueStore<String, SpecificRecord> store = Stores.keyValueStoreBuilder(
                    CheckedStore.supplier(supplier, StoredEntryChecks.parts(), new StrayEntries()),
                    Serdes.String(),
                    Topics.PARTIALS_STORE)
            .withLoggingDisabled()
            .build();

    /** Supplies the store, and keeps the one that it has supplied. */
    private KeyValueBytesStoreSupplier spy() {
        KeyValueBytesStoreSupplier real = PackedPartsStore.supplier(StoreNames.BOOK_PARTS);
        return new KeyValueBytesStoreSupplier() {
            @Override
            public String name() {
                return real.name();
            }

            @Override
            public KeyValueStore<Bytes, byte[]> get() {
                packed = (PackedPartsStore) real.get();
                return packed;
            }

            @Override
            public String metricsScope() {
                return real.metricsScope();
            }
        };
    }

    private void restore(String key, SpecificRecord entry) {
        byte[] value = entry == null ? null : Topics.PARTIALS_STORE.serializer().serialize("", entry);
        packed.restore(Bytes.wrap(key.getBytes(UTF_8)), value);
    }

    @BeforeEach
    void open() {
        store.init(TopologyRig.context().getStateStoreContext(), store);
    }

    private static BookPartial entry(int usd) {
        return SENDER.changed("bismuth", "2024-12", "CN", usd);
    }

    private long usd(String key) {
        return ((BookPartial) store.get(key))
                        .getMonths().get(0).getCountries().stream()
                                .mapToLong(CountryTotals::getValueCents)
                                .sum()
                / 100;
    }

    @Test
    void totalsInForceAreReturnedAsTheyWereRestored() {
        restore(CHINA, entry(10));
        assertThat(usd(CHINA)).isEqualTo(10);

        restore(CHINA, entry(3));
        assertThat(usd(CHINA)).isEqualTo(3);
        restore(CHINA, null);

        assertThat(store.get(CHINA)).isNull();
    }

    @Test
    void aPutOfTheTaskChangesNoTotals() {
        restore(CHINA, entry(10));

        store.put(CHINA, entry(3));
        assertThat(usd(CHINA)).isEqualTo(10);
        store.put(CHINA, null);

        assertThat(usd(CHINA)).isEqualTo(10);
    }

    @Test
    void otherEntriesAreHeldAsTheyAre() {
        store.put("standing|0", SENDER.begin());
        restore("standing|2", SENDER.begin());

        assertThat(store.get("standing|0")).isEqualTo(SENDER.begin());
        assertThat(store.get("standing|2")).isEqualTo(SENDER.begin());
        assertThat(store.get("standing|1")).isNull();
    }

    @Test
    void aKeyThatNoInstanceWritesHasNoValue() {
        String odd = "countries|0|of another program";

        restore(odd, null);

        assertThat(store.get(odd)).isNull();
        assertThat(store.delete(odd)).isNull();
    }

    @Test
    void theBooksOfATaskUseTheTotalsOfTheStore() {
        restore(CHINA, entry(10));

        PartialsIntake intake = new PartialsIntake(
                new PartialsStore(store, PackedPartsStore.countriesOf(store)),
                Catalogue.bundled(),
                WindowRule.DEFAULT,
                PartialsSender.CATALOGUE);
        intake.take(SENDER.begin(), 0);
        intake.take(SENDER.book("bismuth", "2024-12", "CN", 7), 1);
        intake.take(SENDER.end(), 2);
        intake.replaceNext(Integer.MAX_VALUE);

        assertThat(usd(CHINA)).isEqualTo(7);
        assertThat(PackedPartsStore.countriesOf(store)).isPresent();
        assertThat(PackedPartsStore.countriesOf(TopologyRig.store("plain", Topics.PARTIALS_STORE)))
                .isEmpty();
    }

    @Test
    void totalsInForceAreNotIteratedOver() {
        assertThatThrownBy(() -> store.range("countries|", "countries}"))
                .isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void aStoreThatIsOpenedAgainIsEmpty() {
        store.put(CHINA, entry(10));

        open();

        assertThat(store.get(CHINA)).isNull();
    }
}
