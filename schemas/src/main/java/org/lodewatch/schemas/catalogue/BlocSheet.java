package org.lodewatch.schemas.catalogue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Reads {@code blocs.csv}, one member a row. */
final class BlocSheet {

    private static final List<String> COLUMNS = List.of("bloc", "name", "country");

    private final SourceFile source;
    private final KnownIds countries;
    private final CatalogueErrors mistakes;
    private final Map<String, SheetCell> names = new LinkedHashMap<>();
    private final Map<String, TreeSet<String>> members = new LinkedHashMap<>();
    private final UniqueRows memberships = new UniqueRows("member");

    BlocSheet(SourceFile source, KnownIds countries, CatalogueErrors mistakes) {
        this.source = source;
        this.countries = countries;
        this.mistakes = mistakes;
        Sheet.read(source, COLUMNS, mistakes).rows().forEach(this::read);
    }

    List<Bloc> blocs() {
        List<Bloc> blocs = new ArrayList<>();
        members.forEach(
                (id, countriesOfBloc) -> blocs.add(new Bloc(id, names.get(id).text(), countriesOfBloc)));
        return blocs;
    }

    private void read(Sheet.Row row) {
        String id = row.cell("bloc").id(mistakes);
        SheetCell name = row.cell("name");
        name.required(mistakes);
        SheetCell first = names.putIfAbsent(id, name);
        if (first != null && !first.text().equals(name.text())) {
            mistakes.add(
                    name.place(),
                    "bloc \"" + id + "\" is called " + first.quoted() + " in line "
                            + first.place().line() + "; give every row of a bloc the same name");
        }
        SheetCell country = row.cell("country");
        if (countries.holds(country, source, mistakes)
                && memberships.first(id + "/" + country.text(), country.place(), mistakes)) {
            members.computeIfAbsent(id, bloc -> new TreeSet<>()).add(country.text());
        }
    }
}
