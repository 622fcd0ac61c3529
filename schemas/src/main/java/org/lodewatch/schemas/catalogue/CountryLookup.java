package org.lodewatch.schemas.catalogue;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * Finds the country that a source means by a code or a name, or finds that it is no single country. Blanks around a text do
 * not count. Thread-safe.
 *
 * <p>A text that may mean several countries is not found: a country must never be guessed.
 */
public final class CountryLookup {

    /** What a text means. */
    public enum Kind {
        /** A country of the catalogue. */
        COUNTRY,
        /** An area that is no country, such as free zones. Its goods have an unknown origin. */
        SPECIAL_AREA,
        /** A total over several countries, such as World. Its goods are also in the rows of these countries. */
        TOTAL,
        /** Nothing that is known. */
        NOT_FOUND
    }

    /**
     * A result.
     *
     * @param iso2 ISO 3166-1 alpha-2 of a country, XX of a special area, otherwise empty
     * @param name of the country, area or total, otherwise empty
     */
    public record Found(Kind kind, String iso2, String name) {

        private static final Found NOTHING = new Found(Kind.NOT_FOUND, "", "");
    }

    /** Distinct texts that are kept with their results; a file has a few hundred. */
    private static final int KEPT = 4096;

    private static final Pattern CAPITALS = Pattern.compile("[A-Z]{2,3}");
    private static final Pattern UN_NUMBER = Pattern.compile("[0-9]{1,3}");
    private static final Pattern FOUR_DIGITS = Pattern.compile("[0-9]{4}");

    /** EU27_2020, EXT_EU27_2020, EU27_2020_EXTRA, INTRA_EA20 and the like. */
    private static final Pattern UNION =
            Pattern.compile("(?:(?:INT|EXT)(?:RA)?_?)?(?:EU|EA)[0-9]{0,2}(?:_[0-9]{4})?(?:_?(?:INT|EXT)(?:RA)?)?");

    /** "Extra-EU27 (from 2020)", "European Union - 28 countries", "EU-27" and the like, folded. */
    private static final Pattern UNION_NAME = Pattern.compile(
            "(?:(?:intra|extra) ?)?(?:eu ?[0-9]{0,2}|european union|euro area|euro zone|eurozone)(?: .*)?");

    /** What Schedule C tables write in the place of a code. */
    private static final String TOTAL_OF_SCHEDULE_C = "-";

    private final Catalogue catalogue;
    private final Map<String, Country> byIso3 = new HashMap<>();
    private final Map<String, Found> byOtherCode = new HashMap<>();
    private final Map<String, Found> byName = new HashMap<>();
    private final Map<CountryCodes, Map<String, Found>> results = new EnumMap<>(CountryCodes.class);

    private CountryLookup(Catalogue catalogue) {
        this.catalogue = catalogue;
        for (CountryCodes codes : CountryCodes.values()) {
            results.put(codes, new ConcurrentHashMap<>());
        }
        for (AreaCode area : catalogue.areaCodes()) {
            Found found = found(area);
            if (!area.code().isEmpty()) {
                byOtherCode.put(area.code(), found);
            }
            byName.putIfAbsent(PlaceName.folded(area.name()), found);
        }
        catalogue
                .countryNames()
                .forEach(
                        (name, iso2) -> catalogue.country(iso2).ifPresent(country -> byName.put(name, found(country))));
        for (Country country : catalogue.countries()) {
            country.iso3().ifPresent(iso3 -> byIso3.put(iso3, country));
            byName.put(PlaceName.folded(country.name()), found(country));
        }
    }

    /** Over the countries, names and area codes of a catalogue. */
    public static CountryLookup of(Catalogue catalogue) {
        return new CountryLookup(catalogue);
    }

    /**
     * What a text means. Totals and areas are found in every kind of codes, also by their names, because tables write
     * "World Total" in a column of codes.
     */
    public Found find(String text, CountryCodes codes) {
        Map<String, Found> known = results.get(codes);
        Found found = known.get(text);
        if (found == null) {
            found = search(text.strip(), codes);
            if (known.size() < KEPT) {
                known.put(text, found);
            }
        }
        return found;
    }

    private Found search(String text, CountryCodes codes) {
        Optional<Found> found = switch (codes) {
            case AUTO -> byForm(text);
            case ISO2 -> byIso2(text).or(() -> byOtherCode(text));
            case ISO3 -> byIso3(text).or(() -> byOtherCode(text));
            case M49 -> byM49(text);
            case COMTRADE -> byComtrade(text);
            case SCHEDULE_C -> byScheduleC(text);
            case NAME -> byName(text);
        };
        return found.or(() -> byOtherCode(text).or(() -> byName(text)).filter(other -> other.kind() != Kind.COUNTRY))
                .orElse(Found.NOTHING);
    }

    private Optional<Found> byForm(String text) {
        if (UN_NUMBER.matcher(text).matches()) {
            return byComtrade(text);
        }
        if (FOUR_DIGITS.matcher(text).matches()) {
            return byScheduleC(text);
        }
        // In lower case "na" and "no" are more likely to be no codes.
        Optional<Found> code = CAPITALS.matcher(text).matches()
                ? byIso2(text).or(() -> byIso3(text)).or(() -> byOtherCode(text))
                : Optional.empty();
        return code.or(() -> byName(text));
    }

    private Optional<Found> byIso2(String text) {
        return catalogue.country(text.toUpperCase(Locale.ROOT)).map(CountryLookup::found);
    }

    private Optional<Found> byIso3(String text) {
        return Optional.ofNullable(byIso3.get(text.toUpperCase(Locale.ROOT))).map(CountryLookup::found);
    }

    private Optional<Found> byM49(String text) {
        return number(text)
                .flatMap(number ->
                        catalogue.countryByM49(number).map(CountryLookup::found).or(() -> byNumber(number)));
    }

    private Optional<Found> byComtrade(String text) {
        return number(text).flatMap(this::byNumber);
    }

    /** By UN Comtrade's number; that of an area has a name of its own. */
    private Optional<Found> byNumber(int number) {
        Optional<Found> other = Optional.ofNullable(byOtherCode.get(Integer.toString(number)));
        Optional<Found> country = catalogue.countryByComtrade(number).map(CountryLookup::found);
        return country.filter(found -> found.kind() == Kind.COUNTRY)
                .or(() -> other)
                .or(() -> country);
    }

    private Optional<Found> byScheduleC(String text) {
        return text.equals(TOTAL_OF_SCHEDULE_C)
                ? byName("World")
                : catalogue.countryByScheduleC(text).map(CountryLookup::found);
    }

    private Optional<Found> byOtherCode(String text) {
        String code = text.toUpperCase(Locale.ROOT);
        Optional<Found> found =
                UN_NUMBER.matcher(code).matches() ? Optional.empty() : Optional.ofNullable(byOtherCode.get(code));
        return found.or(
                () -> UNION.matcher(code).matches() ? Optional.of(new Found(Kind.TOTAL, "", text)) : Optional.empty());
    }

    private Optional<Found> byName(String text) {
        String name = PlaceName.folded(text);
        return Optional.ofNullable(byName.get(name))
                .or(() -> UNION_NAME.matcher(name).matches()
                        ? Optional.of(new Found(Kind.TOTAL, "", text))
                        : Optional.empty());
    }

    private static Optional<Integer> number(String text) {
        return UN_NUMBER.matcher(text).matches() ? Optional.of(Integer.valueOf(text)) : Optional.empty();
    }

    private Found found(AreaCode area) {
        return area.iso2()
                .map(iso2 -> iso2.equals(Country.UNKNOWN)
                        ? new Found(Kind.SPECIAL_AREA, iso2, area.name())
                        : found(catalogue.country(iso2).orElseThrow()))
                .orElseGet(() -> new Found(Kind.TOTAL, "", area.name()));
    }

    private static Found found(Country country) {
        return new Found(
                country.iso2().equals(Country.UNKNOWN) ? Kind.SPECIAL_AREA : Kind.COUNTRY,
                country.iso2(),
                country.name());
    }
}
