package org.lodewatch.schemas.catalogue;

import java.util.Locale;

/** How a source writes countries. */
public enum CountryCodes {
    /**
     * Any of the others, by the form of the text: two or three capital letters are ISO codes, one to three digits UN codes,
     * four digits Schedule C, everything else a name.
     */
    AUTO,
    /** ISO 3166-1 alpha-2, also the codes that Eurostat adds, such as EL and QY. */
    ISO2,
    /** ISO 3166-1 alpha-3, also the codes that UN Comtrade adds, such as W00 and S19. */
    ISO3,
    /** UN M49 (ISO 3166-1 numeric), with or without leading zeros. */
    M49,
    /** UN Comtrade's reporter and partner codes, with or without leading zeros; M49 where Comtrade follows it. */
    COMTRADE,
    /** US Census Schedule C, four digits. */
    SCHEDULE_C,
    /** Names, with their usual variants. */
    NAME;

    /** As options write it: {@code schedule-c}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
