package org.lodewatch.service.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.lodewatch.schemas.messages.CountryShare;
import org.lodewatch.schemas.messages.MineralShares;
import org.lodewatch.schemas.messages.Severity;
import org.lodewatch.service.Json;

/** Shares as a JSON array. What is not known is left out. */
public final class SharesJson {

    private SharesJson() {}

    /** @param alerts that stand now; empty for a picture of the past, where they would mislead */
    public static ArrayNode of(List<MineralShares> shares, Optional<StandingAlerts> alerts) {
        return Json.array(shares, book -> of(book, alerts.map(standing -> standing.severity(book))));
    }

    private static ObjectNode of(MineralShares shares, Optional<Severity> alert) {
        ObjectNode node = Json.object()
                .put("dataset", shares.getDataset())
                .put("reporter", shares.getReporter())
                .put("mineral", shares.getMineral())
                .put("asOf", shares.getAsOf())
                .put("windowMonths", shares.getWindowMonths())
                .put("coveredMonths", shares.getCoveredMonths())
                .put("complete", shares.getComplete())
                .put("totalValueUsd", ExactDecimals.dollars(shares.getTotalValueCents()))
                .put("records", shares.getRecords())
                .put("hhi", shares.getHhi())
                .put("topCountry", shares.getTopCountry())
                .put("topShare", shares.getTopShare())
                .put("top3Share", shares.getTop3Share());
        node.set("countries", Json.array(shares.getCountries(), SharesJson::of));
        putKnown(node, "effectiveSuppliers", shares.getEffectiveSuppliers());
        putKnown(node, "netImportReliance", shares.getNetImportReliance());
        putKnown(node, "effectiveDependence", shares.getEffectiveDependence());
        alert.filter(standing -> standing != Severity.NONE)
                .ifPresent(standing -> node.put("alert", standing.name().toLowerCase(Locale.ROOT)));
        return node;
    }

    private static ObjectNode of(CountryShare share) {
        ObjectNode node = Json.object()
                .put("country", share.getCountry())
                .put("valueUsd", ExactDecimals.dollars(share.getValueCents()))
                .put("valueShare", share.getValueShare());
        if (share.getWeightGrams() != null) {
            node.put("weightKg", ExactDecimals.kilograms(share.getWeightGrams()));
        }
        putKnown(node, "weightShare", share.getWeightShare());
        return node;
    }

    private static void putKnown(ObjectNode node, String name, Double value) {
        if (value != null) {
            node.put(name, value);
        }
    }
}
