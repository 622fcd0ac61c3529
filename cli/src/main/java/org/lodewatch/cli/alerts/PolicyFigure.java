package org.lodewatch.cli.alerts;

import java.util.Locale;
import java.util.OptionalDouble;
import org.lodewatch.schemas.messages.Metric;

/** Figures of policies as text. */
public final class PolicyFigure {

    private PolicyFigure() {}

    /** {@code 68.3 %}, {@code 5,549} or {@code 20.5 points}; a dash for a figure that cannot be computed. */
    public static String text(Metric metric, OptionalDouble figure) {
        return figure.isPresent() ? text(metric, (Double) figure.getAsDouble()) : text(metric, (Double) null);
    }

    /** {@code 68.3 %}, {@code 5,549} or {@code 20.5 points}; a dash for a figure that cannot be computed. */
    public static String text(Metric metric, Double figure) {
        return figure == null
                ? "-"
                : String.format(
                        Locale.ROOT,
                        switch (metric) {
                            case SHARE, EFFECTIVE_DEPENDENCE, UNPRODUCED_SHARE -> "%.1f %%";
                            case HHI, HHI_GOVERNANCE -> "%,.0f";
                            case DETOUR -> "%.1f points";
                        },
                        figure);
    }
}
