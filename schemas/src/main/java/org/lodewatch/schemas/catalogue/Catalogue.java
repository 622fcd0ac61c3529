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
import java.util.stream.Stream;
import org.lodewatch.schemas.values.NearNames;

/**
 * The lists that figures depend on: the minerals and their forms, the form of each commodity code, the names and codes of
 * countries, the members of blocs, who produces a mineral, how countries are governed, and how far the United States relies on
 * imports. Immutable and thread-safe.
 *
 * <p>A book is named by its id: that of a mineral, {@code titanium}, or of a form, {@code titanium-sponge}.
 */
public final class Catalogue {

    private final List<Country> countries;
    private final Map<String, String> countryNames;
    private final List<AreaCode> areaCodes;
    private final List<Bloc> blocs;
    private final List<Mineral> minerals;
    private final List<Form> forms;
    private final List<Classification> commodities;
    private final Map<String, Country> byIso2;
    private final Map<String, Country> byScheduleC = new HashMap<>();
    private final Map<Integer, Country> byM49 = new HashMap<>();
    private final Map<Integer, Country> byComtrade = new HashMap<>();
    private final Map<String, Bloc> blocsById;
    private final Map<String, Mineral> mineralsById;
    private final RelianceTable reliance;
    private final Map<String, Form> formsByBook;
    private final Map<String, List<String>> parts;
    private final Map<String, Production> production;
    private final Map<String, Double> governance;
    private final int governanceYear;
    private final PrefixTree prefixes;
    private final BookNames bookNames;
    private final String fingerprint;

    private Catalogue(CatalogueReader read) {
        this.countries = sorted(read.countries, Country::iso2);
        this.countryNames = Map.copyOf(read.countryNames);
        this.areaCodes = List.copyOf(read.areaCodes);
        this.blocs = sorted(read.blocs, Bloc::id);
        this.minerals = sorted(read.minerals, Mineral::id);
        this.forms = List.copyOf(read.forms);
        this.commodities = sorted(read.commodities, Classification::prefix);
        this.byIso2 = index(countries, Country::iso2);
        this.blocsById = index(blocs, Bloc::id);
        this.mineralsById = index(minerals, Mineral::id);
        this.formsByBook = index(forms, Form::book);
        this.parts = forms.stream()
                .filter(form -> form.headline() && !form.book().equals(form.mineral()))
                .collect(Collectors.groupingBy(
                        Form::mineral, Collectors.mapping(Form::book, Collectors.toUnmodifiableList())));
        this.production = index(read.production, Production::mineral);
        this.governance = Map.copyOf(read.governance);
        this.governanceYear = read.governanceYear;
        this.bookNames = new BookNames(minerals, forms);
        this.reliance = new RelianceTable(read.reliance, forms);
        this.prefixes = new PrefixTree(commodities);
        countries.forEach(this::indexCodes);
        this.fingerprint = CatalogueFingerprint.of(read);
    }

    /** The catalogue that comes with Lodewatch. */
    public static Catalogue bundled() {
        return Bundled.CATALOGUE;
    }

    /**
     * Loads a catalogue from a directory. It must hold {@code minerals.csv}, {@code forms.csv} and {@code commodities.csv}, and
     * may hold {@code countries.csv}, {@code country_names.csv}, {@code area_codes.csv}, {@code blocs.csv},
     * {@code net_import_reliance.csv}, {@code production.csv} and {@code governance.csv}. For a missing file of these seven
     * the bundled one is used, without its rows about minerals, forms or countries that are not in the directory's own files.
     *
     * @throws CatalogueException if a file is missing or holds mistakes; the message names every one with its place
     */
    public static Catalogue load(Path directory) {
        return new Catalogue(new CatalogueReader(CatalogueFiles.in(directory)));
    }

    /**
     * Sixteen hexadecimal digits over the facts that decide figures: countries and their codes, the members of blocs,
     * minerals, forms, commodity codes, net import reliance, production and governance. Names, descriptions, sources, comments
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

    /** Every form of every mineral, in the order of their file. */
    public List<Form> forms() {
        return forms;
    }

    /** The forms of a mineral, in the order of their file. */
    public List<Form> forms(String mineral) {
        return forms.stream().filter(form -> form.mineral().equals(mineral)).toList();
    }

    /** The form whose book has this id; empty for a book that adds up several forms, and for an unknown id. */
    public Optional<Form> form(String book) {
        return Optional.ofNullable(formsByBook.get(book));
    }

    /** The id of the mineral that a book is of; the id of the book itself if the catalogue does not have it. */
    public String mineralOf(String book) {
        return form(book).map(Form::mineral).orElse(book);
    }

    /** The mineral of which a book is a form; empty for the book of a mineral. */
    public Optional<String> formOf(String book) {
        return form(book).map(Form::mineral).filter(mineral -> !mineral.equals(book));
    }

    /** The books of headline forms that the book of a mineral adds up; none if it has only one, which it is itself. */
    public List<String> parts(String mineral) {
        return parts.getOrDefault(mineral, List.of());
    }

    /** The book that adds up this one with others; empty if none does. */
    public Optional<String> sumOf(String book) {
        return form(book).filter(Form::headline).map(Form::mineral).filter(mineral -> !mineral.equals(book));
    }

    /** The books to show for one that is asked for: itself, and for a mineral those of its forms, in the order of their file. */
    public List<String> withForms(String book) {
        return Stream.concat(Stream.of(book), forms(book).stream().map(Form::book))
                .distinct()
                .toList();
    }

    /** The book that holds the trade of a mineral without codes of its own: that of its group, or of its stand-in. */
    public Optional<String> standIn(String mineral) {
        return mineral(mineral)
                .filter(none -> codes(mineral).isEmpty())
                .flatMap(none -> none.memberOf().or(none::standIn));
    }

    /** The name of what a book is of, as used in mid-sentence; its id if the catalogue does not have it. */
    public String bookName(String book) {
        return mineral(book)
                .map(Mineral::name)
                .or(() -> form(book).map(Form::name))
                .orElse(book);
    }

    /**
     * The book that a text means: the id, name, symbol or alias of a mineral or form, in any case, {@code sb} or
     * {@code lithium carbonate}. Also the id of a mineral that has no codes, and so no book.
     */
    public Optional<String> book(String typed) {
        return bookNames.find(typed);
    }

    /**
     * The books that a mistyped name may mean, the closest first, three at most: by the ids of minerals, and if none is near,
     * by all names.
     */
    public List<String> near(String typed) {
        List<String> minerals = NearNames.of(typed, mineralsById.keySet());
        return minerals.isEmpty()
                ? NearNames.of(typed, bookNames.all()).stream()
                        .flatMap(name -> bookNames.find(name).stream())
                        .distinct()
                        .toList()
                : minerals;
    }

    /** The commodity codes that a book counts, by prefix; none for a mineral without codes of its own. */
    public List<Classification> codes(String book) {
        return commodities.stream()
                .filter(code -> code.book().equals(book)
                        || code.headline() && code.mineral().equals(book))
                .toList();
    }

    /**
     * The classification of a commodity code by its longest listed prefix, whenever that was valid; empty if it has none, or
     * is not 1 to 10 digits.
     */
    public Optional<Classification> classify(String commodityCode) {
        return classify(commodityCode, Classification.ALWAYS_BEFORE, Classification.ALWAYS_AFTER);
    }

    /** The classification by the longest prefix that is valid in one of the months of a period, in months since 1970. */
    public Optional<Classification> classify(String commodityCode, int firstMonth, int lastMonth) {
        return prefixes.longestPrefixOf(commodityCode, firstMonth, lastMonth);
    }

    /**
     * Whether a book counts both of two commodity codes in one of the months of a period: if one of the codes contains the
     * other, their goods count twice.
     */
    public boolean countsBoth(String commodityCode, String other, int firstMonth, int lastMonth) {
        Optional<Classification> one = classify(commodityCode, firstMonth, lastMonth);
        return one.isPresent()
                && classify(other, firstMonth, lastMonth)
                        .filter(one.get()::sharesBook)
                        .isPresent();
    }

    /** Every prefix listed, in order. */
    public List<Classification> commodities() {
        return commodities;
    }

    /** Which countries produce a mineral; empty if the catalogue does not say. */
    public Optional<Production> production(String mineral) {
        return Optional.ofNullable(production.get(mineral));
    }

    /** The mean of a country's Worldwide Governance Indicators, -2.5 to 2.5; empty if the World Bank has none. */
    public OptionalDouble governance(String iso2) {
        Double mean = governance.get(iso2);
        return mean == null ? OptionalDouble.empty() : OptionalDouble.of(mean);
    }

    /** The newest year of the governance indicators; 0 without any. */
    public int governanceYear() {
        return governanceYear;
    }

    /**
     * The newest net import reliance of a book, from the newest edition; where none is printed for the mineral, that of the
     * group it is a member of.
     */
    public Optional<NetImportReliance> netImportReliance(String book) {
        return netImportReliance(book, figure -> true);
    }

    /** The newest net import reliance of a book among the wanted figures, or that of its group. */
    public Optional<NetImportReliance> netImportReliance(String book, Predicate<NetImportReliance> wanted) {
        return reliance.newest(book, wanted)
                .or(() -> mineral(book).flatMap(Mineral::memberOf).flatMap(group -> reliance.newest(group, wanted)));
    }

    /** The years that figures of net import reliance are of, in order. */
    public List<Integer> relianceYears() {
        return reliance.all(NetImportReliance::year);
    }

    /** The editions that figures of net import reliance come from, in order. */
    public List<String> editions() {
        return reliance.all(NetImportReliance::edition);
    }

    /**
     * Net import reliance of a reporter for what a book counts, in one year, by the newest edition. The USGS publishes it for
     * the United States only.
     */
    public Reliance reliance(String reporter, String book, int year) {
        if (!reporter.equals("US")) {
            return Reliance.none("none is published for "
                    + country(reporter).map(Country::name).orElse(reporter));
        }
        Optional<Reliance> ofYear =
                netImportReliance(book, figure -> figure.year() == year).map(Reliance::of);
        return ofYear.orElseGet(() -> Reliance.none(netImportReliance(book)
                .map(newest ->
                        "none is published for " + year + " (newest: " + newest.year() + ", " + newest.edition() + ")")
                .orElseGet(() -> noReliance(book))));
    }

    /** Why a book has no figure of any year. */
    private String noReliance(String book) {
        String ofForms = forms(book).stream()
                .filter(form -> !form.book().equals(book))
                .filter(form -> netImportReliance(form.book()).isPresent())
                .map(Form::book)
                .collect(Collectors.joining(", "));
        return ofForms.isEmpty()
                ? "none is published for " + bookName(book)
                : "none is published for " + bookName(book) + " as a whole, but for " + ofForms;
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
