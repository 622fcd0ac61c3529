package org.lodewatch.schemas.catalogue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.lodewatch.schemas.catalogue.Sheet.Field;
import org.lodewatch.schemas.catalogue.Sheet.Place;
import org.lodewatch.schemas.values.Months;

/** Reads the files of a catalogue, and checks every field and every reference from one file to another. */
final class CatalogueReader {

    private static final Pattern ISO2 = Pattern.compile("[A-Z]{2}");
    private static final Pattern ISO3 = Pattern.compile("[A-Z]{3}");
    private static final Pattern SCHEDULE_C = Pattern.compile("\\d{4}");
    private static final Pattern PREFIX = Pattern.compile("[0-9]{2,10}");
    private static final Pattern CONTENT = Pattern.compile("0\\.(?=\\d*[1-9])\\d{1,6}|1(?:\\.0+)?");
    private static final Pattern MONTH = Pattern.compile("(?:19|20)\\d{2}-(?:0[1-9]|1[0-2])");
    private static final Pattern AMOUNT = Pattern.compile("[<>]?\\d+(?:\\.\\d+)?|W|NA|s");
    private static final Pattern NO_PRODUCTION = Pattern.compile("0+(?:\\.0+)?|NA");
    private static final Pattern SCORE = Pattern.compile("-?(?:[01](?:\\.\\d+)?|2(?:\\.[0-4]\\d*|\\.50*)?)");
    private static final Pattern YEAR = Pattern.compile("(?:19|20)\\d{2}");

    final List<Country> countries = new ArrayList<>();
    /** ISO 3166-1 alpha-2 codes by folded names. */
    final Map<String, String> countryNames = new HashMap<>();

    final List<AreaCode> areaCodes = new ArrayList<>();
    final List<Bloc> blocs = new ArrayList<>();
    final List<Mineral> minerals = new ArrayList<>();
    final List<Classification> commodities = new ArrayList<>();
    final List<Form> forms = new ArrayList<>();
    final List<NetImportReliance> reliance = new ArrayList<>();
    final List<Production> production = new ArrayList<>();
    /** The mean of the Worldwide Governance Indicators in the newest year, by ISO 3166-1 alpha-2 code. */
    final Map<String, Double> governance = new HashMap<>();

    int governanceYear;
    private final CatalogueFiles files;
    private final CatalogueErrors mistakes = new CatalogueErrors();

    /** @throws CatalogueException with all mistakes */
    CatalogueReader(CatalogueFiles files) {
        this.files = files;
        Ids countryIds = readCountries();
        readCountryNames(countryIds);
        readAreaCodes(countryIds);
        readBlocs(countryIds);
        Ids mineralIds = readMinerals();
        NamedForms namedForms = readForms(mineralIds);
        readCommodities(mineralIds, namedForms);
        readReliance(mineralIds, namedForms);
        readProduction(mineralIds, countryIds);
        readGovernance(countryIds);
        mistakes.throwIfAny();
    }

    private Ids readCountries() {
        Sheet sheet = new Sheet(
                files.get(CatalogueFiles.COUNTRIES),
                List.of("iso2", "name", "schedule_c", "un_m49", "un_comtrade"),
                Set.of("iso3", "iso_numeric"),
                mistakes);
        UniqueValues isoCodes = new UniqueValues("country");
        UniqueValues iso3Codes = new UniqueValues("ISO 3166-1 alpha-3 code");
        UniqueValues scheduleCodes = new UniqueValues("Schedule C code");
        UniqueValues m49Codes = new UniqueValues("M49 code");
        UniqueValues comtradeCodes = new UniqueValues("UN Comtrade code");
        for (Map<String, Field> row : sheet.rows()) {
            Field iso2 = row.get("iso2");
            iso2.matches(ISO2, "is not an ISO 3166-1 alpha-2 code; write two capital letters");
            isoCodes.add(iso2);
            Optional<Field> iso3 = Optional.ofNullable(row.get("iso3")).filter(field -> !field.isEmpty());
            iso3.ifPresent(code -> {
                code.matches(ISO3, "is not an ISO 3166-1 alpha-3 code; write three capital letters or nothing");
                iso3Codes.add(code);
            });
            String name = row.get("name").required();
            List<Field> scheduleC = row.get("schedule_c").parts();
            for (Field code : scheduleC) {
                code.matches(SCHEDULE_C, "is not a Schedule C code; write its four digits");
                scheduleCodes.add(code);
            }
            Field m49 = row.get("un_m49");
            OptionalInt m49Code = OptionalInt.empty();
            if (!m49.isEmpty()) {
                m49Codes.add(m49);
                m49Code = OptionalInt.of(m49.number());
            }
            requireSameNumber(row.get("iso_numeric"), m49Code);
            List<Field> comtrade = row.get("un_comtrade").parts();
            comtrade.forEach(comtradeCodes::add);
            countries.add(new Country(
                    iso2.text(),
                    iso3.map(Field::text),
                    name,
                    scheduleC.stream().map(Field::text).toList(),
                    m49Code,
                    comtrade.stream().map(Field::number).toList()));
        }
        if (sheet.whole() && !isoCodes.all().contains(Country.UNKNOWN)) {
            mistakes.add(sheet.start(), "there is no country XX; add a row for unknown or unlisted origins");
        }
        return new Ids("country", sheet, isoCodes.all());
    }

    /** @param isoNumeric three digits; null where the file has no such column */
    private static void requireSameNumber(Field isoNumeric, OptionalInt m49) {
        String wanted = m49.isPresent() ? "%03d".formatted(m49.getAsInt()) : "";
        if (isoNumeric != null && !isoNumeric.text().equals(wanted)) {
            isoNumeric.wrong(
                    wanted.isEmpty()
                            ? isoNumeric.quoted() + " has no number in un_m49; leave it empty or add the number there"
                            : isoNumeric.quoted() + " is not the number in un_m49 with three digits; write " + wanted);
        }
    }

    private void readCountryNames(Ids countryIds) {
        Map<String, Field> first = new HashMap<>();
        Sheet sheet = sheet(CatalogueFiles.COUNTRY_NAMES, "name", "iso2");
        for (Map<String, Field> row : sheet.rows()) {
            Field name = row.get("name");
            String folded = foldedName(name);
            Field country = row.get("iso2");
            Field earlier = first.putIfAbsent(folded, country);
            if (earlier != null && !earlier.text().equals(country.text())) {
                name.wrong("name " + name.quoted() + " already means \"" + earlier.text() + "\" in line "
                        + earlier.place().line() + "; a name means one country");
            }
            if (countryIds.has(country, sheet)) {
                countryNames.put(folded, country.text());
            }
        }
    }

    private void readAreaCodes(Ids countryIds) {
        Sheet sheet = sheet(CatalogueFiles.AREA_CODES, "code", "name", "iso2");
        UniqueValues codes = new UniqueValues("code");
        for (Map<String, Field> row : sheet.rows()) {
            Field code = row.get("code");
            if (!code.isEmpty()) {
                codes.add(code);
            }
            foldedName(row.get("name"));
            Field country = row.get("iso2");
            if (country.isEmpty() || countryIds.has(country, sheet)) {
                areaCodes.add(new AreaCode(
                        code.text(),
                        row.get("name").text(),
                        Optional.of(country.text()).filter(text -> !text.isEmpty())));
            }
        }
    }

    private static String foldedName(Field name) {
        String folded = PlaceName.folded(name.text());
        if (folded.isEmpty()) {
            name.wrong(name.quoted() + " is not a name; write letters");
        }
        return folded;
    }

    private void readBlocs(Ids countryIds) {
        Sheet sheet = sheet(CatalogueFiles.BLOCS, "bloc", "name", "country");
        Map<String, Field> names = new LinkedHashMap<>();
        Map<String, Set<String>> members = new LinkedHashMap<>();
        UniqueValues memberships = new UniqueValues("member");
        for (Map<String, Field> row : sheet.rows()) {
            String id = row.get("bloc").id();
            Field name = row.get("name");
            name.required();
            Field first = names.putIfAbsent(id, name);
            if (first != null && !first.text().equals(name.text())) {
                name.wrong("bloc \"" + id + "\" is called " + first.quoted() + " in line "
                        + first.place().line() + "; give every row of a bloc the same name");
            }
            Field country = row.get("country");
            if (countryIds.has(country, sheet) && memberships.add(id + "/" + country.text(), country)) {
                members.computeIfAbsent(id, bloc -> new TreeSet<>()).add(country.text());
            }
        }
        members.forEach((id, ofBloc) -> blocs.add(new Bloc(id, names.get(id).text(), ofBloc)));
    }

    private Ids readMinerals() {
        Sheet sheet = new Sheet(
                files.get(CatalogueFiles.MINERALS),
                List.of("mineral", "name", "usgs_2022", "usgs_2025", "member_of", "source"),
                Set.of("symbol", "aliases", "stand_in", "note"),
                mistakes);
        UniqueValues values = new UniqueValues("mineral");
        Map<String, Field> groups = new LinkedHashMap<>();
        List<Field> standIns = new ArrayList<>();
        for (Map<String, Field> row : sheet.rows()) {
            Field id = row.get("mineral");
            id.id();
            Optional<Field> standIn = optional(row, "stand_in");
            standIn.ifPresent(standIns::add);
            values.add(id);
            Field group = row.get("member_of");
            if (!group.isEmpty()) {
                groups.putIfAbsent(id.text(), group);
            }
            minerals.add(new Mineral(
                    id.text(),
                    row.get("name").required(),
                    optional(row, "symbol").map(Field::text),
                    optional(row, "aliases").map(Field::parts).orElse(List.of()).stream()
                            .map(Field::text)
                            .toList(),
                    row.get("usgs_2022").yes(),
                    row.get("usgs_2025").yes(),
                    Optional.of(group.text()).filter(text -> !text.isEmpty()),
                    standIn.map(Field::text),
                    optional(row, "note").map(Field::text),
                    row.get("source").text()));
        }
        Ids ids = new Ids("mineral", sheet, values.all());
        standIns.forEach(standIn -> ids.has(standIn, sheet));
        for (Field group : groups.values()) {
            if (ids.has(group, sheet) && groups.containsKey(group.text())) {
                group.wrong("group " + group.quoted() + " is itself a member of "
                        + groups.get(group.text()).quoted() + "; groups are one level deep");
            }
        }
        return ids;
    }

    private NamedForms readForms(Ids mineralIds) {
        Sheet sheet = new Sheet(
                files.get(CatalogueFiles.FORMS),
                List.of("mineral", "form", "name", "stage", "headline"),
                Set.of("content", "content_source"),
                mistakes);
        UniqueValues keys = new UniqueValues("form");
        List<Form> read = new ArrayList<>();
        for (Map<String, Field> row : sheet.rows()) {
            Field mineral = row.get("mineral");
            boolean known = mineralIds.has(mineral, sheet);
            String id = row.get("form").id();
            String book = formKey(mineral.text(), id);
            keys.add(book, row.get("form"));
            if (mineralIds.ids().contains(book)) {
                row.get("form")
                        .wrong("the book of the form is \"" + book + "\", which is a mineral; rename one of them");
            }
            Optional<Stage> stage = stage(row.get("stage"));
            boolean headline = row.get("headline").yes();
            OptionalDouble content = optional(row, "content")
                    .filter(field -> field.matches(
                            CONTENT,
                            "is not a content; write a part of the weight, more than 0 and at most 1, such as 0.8354"))
                    .map(field -> OptionalDouble.of(Double.parseDouble(field.text())))
                    .orElse(OptionalDouble.empty());
            if (known && stage.isPresent()) {
                read.add(new Form(
                        mineral.text(),
                        id,
                        row.get("name").required(),
                        stage.get(),
                        headline,
                        content,
                        optional(row, "content_source").map(Field::text).orElse(""),
                        book));
            }
        }
        Map<String, Long> headlines = read.stream()
                .filter(Form::headline)
                .collect(Collectors.groupingBy(Form::mineral, Collectors.counting()));
        Map<String, Form> byKey = new HashMap<>();
        for (Form form : read) {
            boolean isTheMineral = form.headline() && headlines.get(form.mineral()) == 1;
            Form named = new Form(
                    form.mineral(),
                    form.id(),
                    form.name(),
                    form.stage(),
                    form.headline(),
                    form.content(),
                    form.contentSource(),
                    isTheMineral ? form.mineral() : form.book());
            forms.add(named);
            byKey.put(formKey(form.mineral(), form.id()), named);
        }
        return new NamedForms(sheet, keys.all(), byKey);
    }

    private static Optional<Stage> stage(Field id) {
        Optional<Stage> stage = Stream.of(Stage.values())
                .filter(each -> each.id().equals(id.text()))
                .findAny();
        if (stage.isEmpty()) {
            id.wrong(id.quoted() + " is not a stage; write ore, compound, refined, scrap or synthetic");
        }
        return stage;
    }

    private static String formKey(String mineral, String form) {
        return mineral + "-" + form;
    }

    private void readCommodities(Ids mineralIds, NamedForms namedForms) {
        Sheet sheet = new Sheet(
                files.get(CatalogueFiles.COMMODITIES),
                List.of("prefix", "mineral", "form", "confirmed", "description", "source"),
                Set.of("valid_from", "valid_to"),
                mistakes);
        UniqueValues prefixes = new UniqueValues("prefix");
        for (Map<String, Field> row : sheet.rows()) {
            Field prefix = row.get("prefix");
            prefix.matches(PREFIX, "is not a commodity code; write 2 to 10 digits without dots");
            prefixes.add(prefix);
            Optional<Form> form = form(row, sheet, mineralIds, namedForms);
            int from = month(row, "valid_from").orElse(Classification.ALWAYS_BEFORE);
            int to = month(row, "valid_to").orElse(Classification.ALWAYS_AFTER);
            if (from > to) {
                row.get("valid_to").wrong("ends before it begins; valid_from is the first month, valid_to the last");
            }
            boolean confirmed = row.get("confirmed").yes();
            form.ifPresent(known -> commodities.add(new Classification(
                    prefix.text(),
                    known,
                    from,
                    to,
                    confirmed,
                    row.get("description").text(),
                    row.get("source").text())));
        }
    }

    /** The form that a row names; empty after a mistake, or if a bundled row names what the user's own files do not have. */
    private Optional<Form> form(Map<String, Field> row, Sheet sheet, Ids mineralIds, NamedForms namedForms) {
        Field mineral = row.get("mineral");
        Field form = row.get("form");
        String key = formKey(mineral.text(), form.text());
        boolean missing = namedForms.sheet().whole() && !namedForms.keys().contains(key);
        if (mineralIds.has(mineral, sheet) && missing && !sheet.source().bundled()) {
            form.wrong("form " + form.quoted() + " of " + mineral.quoted() + " is not in "
                    + files.get(CatalogueFiles.FORMS).label() + "; add it there or correct the name");
        }
        return Optional.ofNullable(namedForms.byKey().get(key));
    }

    private static Optional<Integer> month(Map<String, Field> row, String column) {
        return optional(row, column)
                .filter(field -> field.matches(MONTH, "is not a month; write YYYY-MM"))
                .map(field -> Months.of(field.text()));
    }

    private static Optional<Field> optional(Map<String, Field> row, String column) {
        return Optional.ofNullable(row.get(column)).filter(field -> !field.isEmpty());
    }

    private void readReliance(Ids mineralIds, NamedForms namedForms) {
        Sheet sheet = new Sheet(
                files.get(CatalogueFiles.RELIANCE),
                List.of("mineral", "edition", "year", "percent", "source"),
                Set.of("form"),
                mistakes);
        UniqueValues editions = new UniqueValues("mineral, form, edition and year");
        for (Map<String, Field> row : sheet.rows()) {
            Field mineral = row.get("mineral");
            String edition = row.get("edition").required();
            Optional<String> form = optional(row, "form").map(Field::text);
            boolean known = mineralIds.has(mineral, sheet)
                    && (form.isEmpty()
                            || form(row, sheet, mineralIds, namedForms).isPresent());
            Field year = row.get("year");
            boolean dated = year.matches(YEAR, "is not a year; write its four digits");
            editions.add(mineral.text() + " " + form.orElse("-") + " " + edition + " " + year.text(), mineral);
            Field percent = row.get("percent");
            boolean printed = percent.matches(
                    NetImportReliance.PRINTED,
                    "is not a net import reliance; write 0 to 100, >N, <N, E, NA, W, s or -");
            if (known && dated && printed) {
                reliance.add(new NetImportReliance(
                        mineral.text(),
                        form,
                        edition,
                        Integer.parseInt(year.text()),
                        percent.text(),
                        row.get("source").text()));
            }
        }
    }

    private void readProduction(Ids mineralIds, Ids countryIds) {
        Sheet sheet = sheet(
                CatalogueFiles.PRODUCTION,
                "mineral",
                "stage",
                "country",
                "year",
                "amount",
                "unit",
                "edition",
                "source");
        Map<String, List<Map<String, Field>>> byMineral = new LinkedHashMap<>();
        for (Map<String, Field> row : sheet.rows()) {
            boolean dated = row.get("year").matches(YEAR, "is not a year; write its four digits");
            boolean printed = row.get("amount").matches(AMOUNT, "is not an amount; write a number, >N, <N, W, NA or s");
            boolean known = mineralIds.has(row.get("mineral"), sheet);
            boolean staged = stage(row.get("stage")).isPresent();
            if (countryIds.has(row.get("country"), sheet) && known && dated && printed && staged) {
                byMineral
                        .computeIfAbsent(row.get("mineral").text(), mineral -> new ArrayList<>())
                        .add(row);
            }
        }
        byMineral.forEach((mineral, rows) -> production.add(production(mineral, rows)));
    }

    private static Production production(String mineral, List<Map<String, Field>> rows) {
        Set<String> producers = rows.stream()
                .filter(row -> !NO_PRODUCTION.matcher(row.get("amount").text()).matches())
                .map(row -> row.get("country").text())
                .collect(Collectors.toCollection(TreeSet::new));
        boolean mines = rows.stream().anyMatch(row -> row.get("stage").text().equals(Stage.ORE.id()));
        boolean refines = rows.stream().anyMatch(row -> !row.get("stage").text().equals(Stage.ORE.id()));
        String years = rows.stream()
                .map(row -> row.get("year").text())
                .distinct()
                .sorted()
                .collect(Collectors.joining(" and "));
        String editions = rows.stream()
                .map(row -> row.get("edition").text())
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
        return new Production(
                mineral, producers, mines && refines ? "mine or refine" : mines ? "mine" : "refine", years, editions);
    }

    private void readGovernance(Ids countryIds) {
        Sheet sheet = sheet(CatalogueFiles.GOVERNANCE, "country", "year", "mean");
        UniqueValues values = new UniqueValues("country and year");
        Map<String, Integer> newest = new HashMap<>();
        for (Map<String, Field> row : sheet.rows()) {
            Field country = row.get("country");
            values.add(country.text() + " " + row.get("year").text(), country);
            boolean dated = row.get("year").matches(YEAR, "is not a year; write its four digits");
            boolean scored = row.get("mean").matches(SCORE, "is not a score; write a number from -2.5 to 2.5");
            if (countryIds.has(country, sheet) && dated && scored) {
                int year = Integer.parseInt(row.get("year").text());
                governanceYear = Math.max(governanceYear, year);
                if (year >= newest.merge(country.text(), year, Math::max)) {
                    governance.put(
                            country.text(), Double.valueOf(row.get("mean").text()));
                }
            }
        }
    }

    private Sheet sheet(String name, String... columns) {
        return new Sheet(files.get(name), List.of(columns), Set.of(), mistakes);
    }

    /** The values of a column that must be unique. */
    private static final class UniqueValues {

        private final String what;
        private final Map<String, Place> places = new HashMap<>();

        UniqueValues(String what) {
            this.what = what;
        }

        boolean add(Field field) {
            return add(field.text(), field);
        }

        /** Whether the value is new; otherwise a mistake at the field. */
        boolean add(String value, Field field) {
            Place earlier = places.putIfAbsent(value, field.place());
            if (earlier != null) {
                field.wrong(
                        what + " \"" + value + "\" is already in line " + earlier.line() + "; remove one of the two");
            }
            return earlier == null;
        }

        Set<String> all() {
            return places.keySet();
        }
    }

    /**
     * The forms by mineral and form, as {@link #formKey} writes them.
     *
     * @param keys of all rows, with those that have a mistake
     */
    private record NamedForms(Sheet sheet, Set<String> keys, Map<String, Form> byKey) {}

    /** The ids in one file to which other files refer. */
    private record Ids(String what, Sheet sheet, Set<String> ids) {

        /**
         * Whether there is the id that a field refers to. If not, that is a mistake, unless a bundled file refers to a row
         * that the user's own file does not have, or the file of the ids could not be read completely.
         */
        boolean has(Field reference, Sheet referrer) {
            if (!sheet.whole() || ids.contains(reference.text())) {
                return true;
            }
            if (!referrer.source().bundled()) {
                reference.wrong(what + " " + reference.quoted() + " is not in "
                        + sheet.source().label() + "; add it there or correct the name");
            }
            return false;
        }
    }
}
