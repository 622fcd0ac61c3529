package org.lodewatch.producer.comtrade;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How long the periods of a dataset are. */
public enum Frequency {
    MONTHLY("M", "un-comtrade", "monthly", "a month YYYY-MM", "([0-9]{4})-?(0[1-9]|1[0-2])"),
    ANNUAL("A", "un-comtrade-annual", "annual", "a year YYYY", "([0-9]{4})");

    private final String code;
    private final String dataset;
    private final String adjective;
    private final String expected;
    private final Pattern period;

    Frequency(String code, String dataset, String adjective, String expected, String period) {
        this.code = code;
        this.dataset = dataset;
        this.adjective = adjective;
        this.expected = expected;
        this.period = Pattern.compile(period);
    }

    /** The dataset's default name: months and years of the same trade must not be added up. */
    public String dataset() {
        return dataset;
    }

    /** As Comtrade writes it in an address: M or A. */
    String code() {
        return code;
    }

    String adjective() {
        return adjective;
    }

    /** The form of a period, for a message. */
    String expected() {
        return expected;
    }

    /** Comtrade's 202605 as 2026-05, and a year unchanged; empty if it is no period of this length. */
    Optional<String> period(String text) {
        Matcher parts = period.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        return Optional.of(parts.groupCount() == 1 ? text : parts.group(1) + "-" + parts.group(2));
    }

    /** A period as Comtrade writes it: 202605 or 2025. */
    static String inComtrade(String period) {
        return period.replace("-", "");
    }
}
