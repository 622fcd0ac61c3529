package org.lodewatch.cli.whatif;

import java.util.Locale;
import java.util.OptionalDouble;
import org.lodewatch.cli.output.Figures;
import org.lodewatch.cli.shares.CatalogueText;
import org.lodewatch.core.whatif.Gap;
import org.lodewatch.schemas.messages.MineralShares;
import org.lodewatch.schemas.messages.RelianceBound;

/** A gap and growth as texts. */
record GapText(CatalogueText names) {

    private static final double MANY_TIMES = 2;

    /** {@code 38.9 %}, {@code ≥ 66.9 %} where the reliance is a bound; a dash if it is not known. */
    static String ofConsumption(OptionalDouble part, MineralShares window) {
        return part.isEmpty() ? "-" : bound(window) + Figures.percent(part.getAsDouble());
    }

    private static String bound(MineralShares window) {
        RelianceBound bound = window.getReliance() == null
                ? RelianceBound.EXACT
                : window.getReliance().getBound();
        return switch (bound) {
            case EXACT -> "";
            case LOWER -> "≥ ";
            case UPPER -> "≤ ";
        };
    }

    /** "$138.8 M are missing: 45.2 % of imports, 38.9 % of consumption (net import reliance 86 %, 2024, USGS MCS2026)". */
    String sentence(Gap gap, MineralShares window) {
        return "%s are missing: %s of imports, %s"
                .formatted(
                        Figures.money(gap.valueCents(), window.getCurrency()),
                        Figures.percent(gap.ofImports()),
                        consumption(gap, window));
    }

    private String consumption(Gap gap, MineralShares window) {
        if (gap.ofConsumption().isEmpty()) {
            return "an unknown part of consumption (net import reliance: %s)".formatted(window.getRelianceAbsence());
        }
        String source = window.getReliance() == null
                ? ""
                : ", %d, USGS %s"
                        .formatted(
                                window.getReliance().getYear(),
                                window.getReliance().getEdition());
        String reliance = names.reliance(window);
        return reliance.equals("exporter")
                ? "none of consumption (the reporter exports more than it imports%s)".formatted(source)
                : "%s of consumption (net import reliance %s%s)"
                        .formatted(ofConsumption(gap.ofConsumption(), window), reliance, source);
    }

    /** {@code +82.5 %}, or {@code x45.5} from twice as much on; a dash if there is nothing that could grow. */
    static String times(OptionalDouble times) {
        if (times.isEmpty()) {
            return "-";
        }
        double many = times.getAsDouble();
        return many < MANY_TIMES
                ? String.format(Locale.ROOT, "%+.1f %%", 100 * (many - 1))
                : String.format(Locale.ROOT, "x%,.1f", many);
    }
}
