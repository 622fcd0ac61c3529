package org.lodewatch.producer.layout;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A unit of net weight. */
public enum MassUnit {
    KILOGRAM("1", "kg", "kilogram", "kilograms", "kgs", "kilo", "kilos"),
    TONNE("1000", "t", "tonne", "tonnes", "metric ton", "metric tons", "mt", "metric tonnes"),
    HUNDRED_KILOGRAMS("100", "100kg", "quintal", "quintals", "dt", "hundred kilograms"),
    GRAM("0.001", "g", "gram", "grams"),
    POUND("0.45359237", "lb", "lbs", "pound", "pounds"),
    THOUSAND_TONNES("1000000", "kt", "thousand tonnes", "thousand metric tons"),
    THOUSAND_KILOGRAMS("1000", "1000kg", "thousand kilograms");

    private final BigDecimal kilograms;
    private final List<String> names;

    MassUnit(String kilograms, String... names) {
        this.kilograms = new BigDecimal(kilograms);
        this.names = List.of(names);
    }

    /** Kilograms of one unit. */
    public BigDecimal kilograms() {
        return kilograms;
    }

    /** The unit of a name such as {@code kg}, {@code Kilograms} or {@code 100 kg}; empty if it is no weight. */
    public static Optional<MassUnit> of(String name) {
        String stripped = name.strip().toLowerCase(Locale.ROOT);
        String found = stripped.replaceAll("(?<=[0-9])[ _,](?=[0-9k])", "");
        return Arrays.stream(values())
                .filter(unit -> unit.names.contains(found))
                .findFirst();
    }

    /** A name of each unit, for a message. */
    static String examples() {
        return "kg, t, 100kg, g, lb, kt";
    }
}
