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
 * The code lists: which mineral a commodity code is, what countries are called, which blocs they form, and how far the
 * United States relies on imports of a mineral. Immutable and safe for use by several threads.
 */
public final class Catalogue {

    private final List<Country> countries;
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

    private Catalogue(
            List<Country> countries,
            List<Bloc> blocs,
            List<Mineral> minerals,
            List<Classification> commodities,
            List<NetImportReliance> reliance) {
        this.countries = sorted(countries, Country::iso2);
        this.blocs = sorted(blocs, Bloc::id);
        this.minerals = sorted(minerals, Mineral::id);
        this.commodities = sorted(commodities, Classification::prefix);
        this.byIso2 = index(countries, Country::iso2);
        this.blocsById = index(blocs, Bloc::id);
        this.mineralsById = index(minerals, Mineral::id);
        this.reliance = reliance.stream().collect(Collectors.groupingBy(NetImportReliance::mineral));
        this.prefixes = new PrefixTree(commodities);
        countries.forEach(this::indexCodes);
        Fingerprint digest = new Fingerprint();
        countries.forEach(digest::country);
        blocs.forEach(digest::bloc);
        minerals.forEach(digest::mineral);
        commodities.forEach(digest::commodity);
        reliance.forEach(digest::reliance);
        this.fingerprint = digest.hex();
    }

    /** The catalogue that comes with Lodewatch. */
    public static Catalogue bundled() {
        return Bundled.CATALOGUE;
    }

    /**
     * Loads a catalogue of the user's own: {@code minerals.csv} and {@code commodities.csv}, and {@code countries.csv},
     * {@code blocs.csv} and {@code net_import_reliance.csv} where the directory has them. In place of one of the last
     * three that it leaves out the bundled file is used, less the rows about minerals or countries that the directory's
     * own files do not have.
     *
     * @throws CatalogueException if a file is missing or holds mistakes; the message names every one with its place
     */
    public static Catalogue load(Path directory) {
        return read(SourceFiles.in(directory));
    }

    private static Catalogue read(SourceFiles sources) {
        CatalogueErrors mistakes = new CatalogueErrors();
        CountrySheet countries = new CountrySheet(sources.get(SourceFiles.COUNTRIES), mistakes);
        BlocSheet blocs = new BlocSheet(sources.get(SourceFiles.BLOCS), countries.known(), mistakes);
        MineralSheet minerals = new MineralSheet(sources.get(SourceFiles.MINERALS), mistakes);
        CommoditySheet commodities =
                new CommoditySheet(sources.get(SourceFiles.COMMODITIES), minerals.known(), mistakes);
        RelianceSheet reliance = new RelianceSheet(sources.get(SourceFiles.RELIANCE), minerals.known(), mistakes);
        mistakes.throwIfAny();
        return new Catalogue(
                countries.countries(),
                blocs.blocs(),
                minerals.minerals(),
                commodities.commodities(),
                reliance.figures());
    }

    /**
     * Sixteen hexadecimal digits that stand for what the catalogue decides: countries and their codes, the members of
     * blocs, minerals, commodity codes (mineral, stage, headline) and net import reliance. Names, descriptions, sources,
     * comments and order do not count. Instances with different fingerprints would give different figures.
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

    /** The country that UN Comtrade means by a reporter or partner code: its own exceptions first, then M49. */
    public Optional<Country> countryByComtrade(int code) {
        return Optional.ofNullable(byComtrade.getOrDefault(code, byM49.get(code)));
    }

    /** Every country, by ISO code. */
    public List<Country> countries() {
        return countries;
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
     * What a commodity code is, by the longest prefix listed; empty where none fits, or where it is not up to 10 digits.
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
     * How far a reporter's consumption of a mineral rests on imports, 0 to 1, by the newest edition; a lower bound where
     * the source gives one. Empty for every reporter but the United States, of which alone the USGS speaks.
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

    /** Reads the bundled files when they are first asked for, and once. */
    private static final class Bundled {

        private static final Catalogue CATALOGUE = read(SourceFiles.bundled());
    }
}
