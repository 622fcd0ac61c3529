package org.lodewatch.guarantees;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.lodewatch.guarantees.TopicLog.Entry;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.messages.CountryShare;
import org.lodewatch.schemas.messages.DependenceAlert;
import org.lodewatch.schemas.messages.Metric;
import org.lodewatch.schemas.messages.MineralShares;
import org.lodewatch.schemas.messages.Supplier;

/**
 * Every transition carries figures of shares that were published in the same transaction. All records of a transaction
 * have one timestamp, which identifies it.
 */
record QuotedShares(Catalogue catalogue) implements Guarantee {

    private record Moment(String key, long timestamp) {}

    @Override
    public void doAssert(Published published) {
        Map<Moment, Entry<String, MineralShares>> written = new HashMap<>();
        published.shares().forEach(entry -> written.put(new Moment(entry.key(), entry.timestamp()), entry));

        for (Entry<String, DependenceAlert> entry : published.alerts()) {
            DependenceAlert alert = entry.value();
            assertThat(alert.getToldAt().toEpochMilli()).isEqualTo(entry.timestamp());
            if (alert.getAsOf() != null) {
                Moment moment = new Moment(entry.key() + "@" + alert.getAsOf(), entry.timestamp());
                assertThat(written).as("shares for %s", alert).containsKey(moment);
                assertQuotes(alert, written.get(moment).value());
            }
        }
    }

    private void assertQuotes(DependenceAlert alert, MineralShares shares) {
        if (shares == null) {
            assertThat(alert.getTotalValueCents()).as("%s", alert).isZero();
            return;
        }
        Map<String, CountryShare> countries = new TreeMap<>();
        shares.getCountries().forEach(country -> countries.put(country.getCountry(), country));
        assertThat(alert.getTotalValueCents()).as("%s", alert).isEqualTo(shares.getTotalValueCents());
        long supply = shares.getTotalValueCents() - shares.getReturnedValueCents();
        for (Supplier supplier : alert.getSuppliers()) {
            CountryShare quoted = countries.get(supplier.getCountry());
            assertThat(supplier.getValueCents()).as("%s", alert).isEqualTo(quoted.getValueCents());
            assertThat(supplier.getShare()).as("%s", alert).isEqualTo((double) quoted.getValueCents() / supply);
        }
        if (alert.getObserved() != null) {
            Set<String> subject = catalogue
                    .bloc(alert.getSubject())
                    .map(bloc -> Set.copyOf(bloc.members()))
                    .orElse(Set.of(alert.getSubject()));
            long part = List.copyOf(countries.values()).stream()
                    .filter(country -> subject.contains(country.getCountry()))
                    .filter(country -> !country.getCountry().equals(alert.getReporter()))
                    .mapToLong(CountryShare::getValueCents)
                    .sum();
            double share = 100.0 * part / supply;
            assertThat(alert.getObserved())
                    .as("%s", alert)
                    .isEqualTo(
                            alert.getMetric() == Metric.EFFECTIVE_DEPENDENCE
                                    ? share * shares.getNetImportReliance()
                                    : share);
        }
    }
}
