package org.lodewatch.local.shares;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.lodewatch.local.output.Figures;
import org.lodewatch.local.output.Json;
import org.lodewatch.schemas.messages.CountryShare;
import org.lodewatch.schemas.messages.MineralShares;

/** Shares as a JSON array. What is not known is left out. */
public final class SharesJson {

    private SharesJson() {}

    public static ArrayNode of(List<MineralShares> shares) {
        return Json.array(shares, SharesJson::of);
    }

    private static ObjectNode of(MineralShares shares) {
        ObjectNode node = Json.object()
                .put("dataset", shares.getDataset())
                .put("reporter", shares.getReporter())
                .put("mineral", shares.getMineral())
                .put("asOf", shares.getAsOf())
                .put("windowMonths", shares.getWindowMonths())
                .put("coveredMonths", shares.getCoveredMonths())
                .put("complete", shares.getComplete())
                .put("totalValueUsd", Figures.exactDollars(shares.getTotalValueCents()))
                .put("records", shares.getRecords())
                .put("hhi", shares.getHhi())
                .put("topCountry", shares.getTopCountry())
                .put("topShare", shares.getTopShare())
                .put("top3Share", shares.getTop3Share());
        node.set("countries", Json.array(shares.getCountries(), SharesJson::of));
        putKnown(node, "effectiveSuppliers", shares.getEffectiveSuppliers());
        putKnown(node, "netImportReliance", shares.getNetImportReliance());
        putKnown(node, "effectiveDependence", shares.getEffectiveDependence());
        return node;
    }

    private static ObjectNode of(CountryShare share) {
        ObjectNode node = Json.object()
                .put("country", share.getCountry())
                .put("valueUsd", Figures.exactDollars(share.getValueCents()))
                .put("valueShare", share.getValueShare());
        if (share.getWeightGrams() != null) {
            node.put("weightKg", Figures.exactKilograms(share.getWeightGrams()));
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
