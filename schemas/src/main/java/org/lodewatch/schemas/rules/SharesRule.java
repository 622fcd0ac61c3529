package org.lodewatch.schemas.rules;

import org.lodewatch.schemas.messages.CountryShare;
import org.lodewatch.schemas.messages.MineralShares;

/** The rule of mineral-shares. */
public final class SharesRule {

    private static final int MOST_HHI = 10_000;
    private static final int MOST_HHI_GOVERNANCE = 100_000;
    private static final int HUNDRED_POINTS = 100;

    private SharesRule() {}

    /** By {@code dataset/reporter/mineral@asOf}. */
    public static RecordRule<MineralShares> rule() {
        return RecordRule.keyed(SharesRule::check);
    }

    /** Whether a key names a window of a book, as {@code dataset/reporter/mineral@asOf}. */
    public static boolean isKey(String key) {
        int at = key.indexOf('@');
        if (at < 0 || !FirstFault.isMonth(key.substring(at + 1))) {
            return false;
        }
        String[] parts = key.substring(0, at).split("/", -1);
        FirstFault faults = new FirstFault();
        if (parts.length == 3) {
            faults.unlessBook(parts[0], parts[1], parts[2]);
        }
        return parts.length == 3 && faults.found().isEmpty();
    }

    private static void check(String key, MineralShares shares, FirstFault faults) {
        faults.unlessKey(
                key,
                shares.getDataset() + "/" + shares.getReporter() + "/" + shares.getMineral() + "@" + shares.getAsOf());
        faults.unlessBook(shares.getDataset(), shares.getReporter(), shares.getMineral());
        faults.unlessMonth("asOf", shares.getAsOf());
        checkWindow(shares, faults);
        checkMeasures(shares, faults);
        shares.getCountries().forEach(country -> check(country, faults));
        shares.getBlocs().forEach(bloc -> faults.unlessPart("share of a bloc", bloc.getShare()));
        if (shares.getDetour() != null) {
            faults.unlessFinite("points of the detour", shares.getDetour().getPoints());
            shares.getDetour().getLosers().forEach(loser -> faults.unlessFinite("points", loser.getPoints()));
            shares.getDetour().getGainers().forEach(gainer -> faults.unlessFinite("points", gainer.getPoints()));
        }
    }

    private static void checkWindow(MineralShares shares, FirstFault faults) {
        int months = shares.getWindowMonths();
        faults.unless(months >= 1, "windowMonths", months, "1 or more");
        faults.unless(
                shares.getCoveredMonths() >= 0 && shares.getCoveredMonths() <= months,
                "coveredMonths",
                shares.getCoveredMonths(),
                "0 to " + months);
        faults.unlessCount("totalValueCents", shares.getTotalValueCents());
        faults.unless(
                shares.getReturnedValueCents() >= 0 && shares.getReturnedValueCents() <= shares.getTotalValueCents(),
                "returnedValueCents",
                shares.getReturnedValueCents(),
                "0 to totalValueCents");
        faults.unlessCount("withoutTopValueCents", shares.getWithoutTopValueCents());
        faults.unlessCount("totalWeightGrams", shares.getTotalWeightGrams());
        faults.unlessCount("records", shares.getRecords());
        faults.unlessCount("horizonMonths", (long) shares.getHorizonMonths());
    }

    private static void checkMeasures(MineralShares shares, FirstFault faults) {
        faults.unlessPart("weightCoverage", shares.getWeightCoverage());
        faults.unlessIn("hhi", shares.getHhi(), 0, MOST_HHI);
        faults.unlessFinite("effectiveSuppliers", shares.getEffectiveSuppliers());
        faults.unlessPart("topShare", shares.getTopShare());
        faults.unlessPart("top3Share", shares.getTop3Share());
        faults.unlessPart("netImportReliance", shares.getNetImportReliance());
        faults.unlessPart("effectiveDependence", shares.getEffectiveDependence());
        faults.unlessPart("unproducedShare", shares.getUnproducedShare());
        faults.unlessIn("hhiGovernance", shares.getHhiGovernance(), 0, MOST_HHI_GOVERNANCE);
        faults.unlessFinite("medianUnitValue", shares.getMedianUnitValue());
        faults.unlessPart("markedWeightPart", shares.getMarkedWeightPart());
        faults.unlessIn("valueWeightGap", shares.getValueWeightGap(), 0, HUNDRED_POINTS);
        faults.unlessFinite("containedGrams", shares.getContainedGrams());
        faults.unlessPart("containedCoverage", shares.getContainedCoverage());
        if (shares.getTopCountry() != null) {
            faults.unlessCountry("topCountry", shares.getTopCountry());
        }
    }

    private static void check(CountryShare country, FirstFault faults) {
        faults.unlessCountry("country", country.getCountry());
        faults.unlessCount("valueCents", country.getValueCents());
        faults.unlessCount("weightGrams", country.getWeightGrams());
        faults.unlessPart("valueShare", country.getValueShare());
        faults.unlessPart("weightShare", country.getWeightShare());
        faults.unlessIn("valueShareChange", country.getValueShareChange(), -1, 1);
        faults.unlessFinite("unitValue", country.getUnitValue());
        faults.unlessFinite("containedGrams", country.getContainedGrams());
        faults.unlessPart("containedShare", country.getContainedShare());
    }
}
