package org.lodewatch.schemas.catalogue;

import java.util.Locale;

/** The processing stage of a traded commodity. */
public enum Stage {
    /** Ores, concentrates, coal, and slag or residues that are smelted like them. */
    ORE,
    /** Oxides, salts and other chemicals, mattes and other intermediates. */
    COMPOUND,
    /** Metal, unwrought or wrought, powders, ferro-alloys. */
    REFINED,
    /** Waste and scrap. */
    SCRAP,
    /** Made from other materials, such as artificial graphite from petroleum coke. */
    SYNTHETIC;

    /** Whether the goods come from mines or refineries of the mineral: not if they are scrap or synthetic. */
    public boolean isMinedOrRefined() {
        return this != SCRAP && this != SYNTHETIC;
    }

    /** The stage as the data files write it: {@code ore}, {@code compound}, {@code refined}, {@code scrap} or {@code synthetic}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
