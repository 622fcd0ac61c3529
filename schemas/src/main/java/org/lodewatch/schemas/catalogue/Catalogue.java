package org.lodewatch.schemas.catalogue;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The code lists: the mineral of each commodity code, the names and codes of countries, the members of blocs, and how far
 * the United States relies on imports of a mineral. Immutable and thread-safe.
 */
public final class Catalogue {

    private final List<Country> countries;
    private final Map<String, String> countryNames;
    private final List<AreaCode> areaCodes;
    private final List<Bloc> blocs;
    private final List<Mineral> minerals;
    private final List<Classification> commodities;
    private final Map<String, Country> byIso2;
    private final Map<String, Country> byScheduleC = new HashMap<>();
    private final Map<Integer, Country> byM49 = new HashMap<>();
    private final Map<Integer, Country> byComtrade = new HashMap<>();
    private final Map<String, Bloc> blocsById;
    private final Map<String, Mineral> mineralsById;
    private final Map<String, List<NetImportReliance>> reliance;
    private final PrefixTree prefixes;
    private final String fingerprint;

    private Catalogue(CatalogueReader read) {
        this.countries = sorted(read.countries, Country::iso2);
        this.countryNames = Map.copyOf(read.countryNames);
        this.areaCodes = List.copyOf(read.areaCodes);
        this.blocs = sorted(read.blocs, Bloc::id);
        this.minerals = sorted(read.minerals, Mineral::id);
        this.commodities = sorted(read.commodities, Classification::prefix);
        this.byIso2 = index(countries, Country::iso2);
        this.blocsById = index(blocs, Bloc::id);
        this.mineralsById = index(minerals, Mineral::id);
        this.reliance = read.reliance.stream().collect(Collectors.groupingBy(NetImportReliance::mineral));
        this.prefixes = new PrefixTree(commodities);
        countries.forEach(this::indexCodes);
        this.fingerprint = CatalogueFingerprint.of(read);
    }

    /** The catalogue that comes with Lodewatch. */
    public static Catalogue bundled() {
        return Bundled.CATALOGUE;
    }

    /**
     * Loads a catalogue from a directory. It must hold {@code minerals.csv} and {@code commodities.csv}, and may hold
     * {@code countries.csv}, {@code country_names.csv}, {@code area_codes.csv}, {@code blocs.csv} and
     * {@code net_import_reliance.csv}. For a missing file of these five the bundled one is used, without its rows about minerals or countries that are not in the directory's own files.
     *
     * @throws CatalogueException if a file is missing or holds mistakes; the message names every one with its place
     */
    public static Catalogue load(Path directory) {
        return new Catalogue(new CatalogueReader(CatalogueFiles.in(directory)));
    }

    /**
     * Sixteen hexadecimal digits over the facts that decide figures: countries and their codes, the members of blocs,
     * minerals, commodity codes (mineral, stage, headline) and net import reliance. Names, descriptions, sources, comments
     * and order do not count. Instances with different fingerprints may compute different figures.
     */
    public String fingerprint() {
        return fingerprint;
    }

    /** The country with an ISO 3166-1 alpha-2 code in capitals; {@code XX} is the unknown origin. */
    public Optional<Country> country(String iso2) {
        return Optional.ofNullable(byIso2.get(iso2));
    }

    /** The country with a US Census Schedule C code, four digits. */
    public Optional<Country> countryByScheduleC(String code) {
        return Optional.ofNullable(byScheduleC.get(code));
    }

    /** The country with a UN M49 (ISO 3166-1 numeric) code. */
    public Optional<Country> countryByM49(int code) {
        return Optional.ofNullable(byM49.get(code));
    }

    /** The country with a UN Comtrade reporter or partner code: Comtrade's own exceptions first, then M49. */
    public Optional<Country> countryByComtrade(int code) {
        return Optional.ofNullable(byComtrade.getOrDefault(code, byM49.get(code)));
    }

    /** Every country, by ISO code. */
    public List<Country> countries() {
        return countries;
    }

    /** ISO 3166-1 alpha-2 codes by other names of the countries, folded. */
    Map<String, String> countryNames() {
        return countryNames;
    }

    /** The codes and names of statistical offices that are no country. */
    List<AreaCode> areaCodes() {
        return areaCodes;
    }

    /** Every bloc, by id. */
    public List<Bloc> blocs() {
        return blocs;
    }

    /** The bloc with an id. */
    public Optional<Bloc> bloc(String id) {
        return Optional.ofNullable(blocsById.get(id));
    }

    /** Every mineral and group of minerals, by id. */
    public List<Mineral> minerals() {
        return minerals;
    }

    /** The mineral or group with an id. */
    public Optional<Mineral> mineral(String id) {
        return Optional.ofNullable(mineralsById.get(id));
    }

    /**
     * The classification of a commodity code by its longest listed prefix; empty if it has none, or is not 1 to 10 digits.
     */
    public Optional<Classification> classify(String commodityCode) {
        return prefixes.longestPrefixOf(commodityCode);
    }

    /** Every prefix listed, in order. */
    public List<Classification> commodities() {
        return commodities;
    }

    /** The newest net import reliance of a mineral or, where none is printed for it, of the group it is a member of. */
    public Optional<NetImportReliance> netImportReliance(String mineralId) {
        return netImportReliance(mineralId, figure -> true);
    }

    /** The net import reliance of a mineral, or of the group it is a member of, in one edition such as {@code MCS2026}. */
    public Optional<NetImportReliance> netImportReliance(String mineralId, String edition) {
        return netImportReliance(mineralId, figure -> figure.edition().equals(edition));
    }

    /** The editions that figures of net import reliance come from, in order. */
    public List<String> editions() {
        return reliance.values().stream()
                .flatMap(List::stream)
                .map(NetImportReliance::edition)
                .distinct()
                .sorted()
                .toList();
    }

    /**
     * Net import reliance of a reporter for a mineral, 0 to 1, by the newest edition; a lower bound where the source
     * prints one. Empty for every reporter but the United States, because the USGS publishes it for that country only.
     */
    public OptionalDouble reliance(String reporter, String mineralId) {
        OptionalDouble percent = reporter.equals("US")
                ? netImportReliance(mineralId).map(NetImportReliance::percent).orElse(OptionalDouble.empty())
                : OptionalDouble.empty();
        return percent.isPresent() ? OptionalDouble.of(percent.getAsDouble() / 100) : percent;
    }

    private Optional<NetImportReliance> netImportReliance(String mineralId, Predicate<NetImportReliance> wanted) {
        return newest(mineralId, wanted)
                .or(() -> mineral(mineralId).flatMap(Mineral::memberOf).flatMap(group -> newest(group, wanted)));
    }

    private Optional<NetImportReliance> newest(String mineralId, Predicate<NetImportReliance> wanted) {
        return reliance.getOrDefault(mineralId, List.of()).stream()
                .filter(wanted)
                .max(Comparator.comparingInt(NetImportReliance::year).thenComparing(NetImportReliance::edition));
    }

    private void indexCodes(Country country) {
        country.scheduleC().forEach(code -> byScheduleC.put(code, country));
        country.m49().ifPresent(code -> byM49.put(code, country));
        country.comtrade().forEach(code -> byComtrade.put(code, country));
    }

    private static <T> List<T> sorted(List<T> items, Function<T, String> key) {
        return items.stream().sorted(Comparator.comparing(key)).toList();
    }

    private static <T> Map<String, T> index(List<T> items, Function<T, String> key) {
        return items.stream().collect(Collectors.toUnmodifiableMap(key, Function.identity()));
    }

    /** Read once, at the first use. */
    private static final class Bundled {

        private static final Catalogue CATALOGUE = new Catalogue(new CatalogueReader(CatalogueFiles.bundled()));
    }
}
