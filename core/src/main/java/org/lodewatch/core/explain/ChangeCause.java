package org.lodewatch.core.explain;

/** Why a record counts in a sum after a moment, or in a window, that did not count it before, or counts otherwise. */
public enum ChangeCause {
    /** The record is of a period of which its dataset and reporter had none, or that came into the window. */
    NEW_MONTH,
    /** The record is of a period that left the window. */
    MONTH_LEFT,
    /** Another value, weight, origin or period of a record that counted before, or a record added to a published period. */
    REVISION,
    /** The record was withdrawn. */
    WITHDRAWAL,
    /** The record moved from one book to another, for example because its commodity code was corrected. */
    RECLASSIFIED,
    /** The record came into or left the window twelve months earlier, with which the figure of a detour compares. */
    YEAR_BEFORE
}
