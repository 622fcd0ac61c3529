package org.lodewatch.schemas.catalogue;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/** Reads {@code countries.csv}. */
final class CountrySheet {

    private static final List<String> COLUMNS = List.of("iso2", "name", "schedule_c", "un_m49", "un_comtrade");
    private static final Pattern ISO2 = Pattern.compile("[A-Z]{2}");
    private static final Pattern SCHEDULE_C = Pattern.compile("\\d{4}");

    private final Sheet sheet;
    private final SourceFile source;
    private final CatalogueErrors mistakes;
    private final List<Country> countries = new ArrayList<>();
    private final UniqueRows isoCodes = new UniqueRows("country");
    private final UniqueRows scheduleCodes = new UniqueRows("Schedule C code");
    private final UniqueRows m49Codes = new UniqueRows("M49 code");
    private final UniqueRows comtradeCodes = new UniqueRows("UN Comtrade code");

    CountrySheet(SourceFile source, CatalogueErrors mistakes) {
        this.source = source;
        this.mistakes = mistakes;
        this.sheet = Sheet.read(source, COLUMNS, mistakes);
        sheet.rows().forEach(this::read);
        if (sheet.whole() && !isoCodes.values().contains(Country.UNKNOWN)) {
            mistakes.add(
                    new RowLocation(source.label(), 1, 1),
                    "there is no country XX; add a row for unknown or unlisted origins");
        }
    }

    List<Country> countries() {
        return countries;
    }

    KnownIds known() {
        return new KnownIds("country", source.label(), isoCodes.values(), sheet.whole());
    }

    private void read(Sheet.Row row) {
        SheetCell iso2 = row.cell("iso2");
        if (!ISO2.matcher(iso2.text()).matches()) {
            mistakes.add(iso2.place(), iso2.quoted() + " is not an ISO 3166-1 alpha-2 code; write two capital letters");
        }
        isoCodes.first(iso2.text(), iso2.place(), mistakes);
        countries.add(new Country(
                iso2.text(),
                row.cell("name").required(mistakes),
                scheduleC(row.cell("schedule_c")),
                m49(row.cell("un_m49")),
                comtrade(row.cell("un_comtrade"))));
    }

    private List<String> scheduleC(SheetCell cell) {
        for (SheetCell part : cell.parts()) {
            if (!SCHEDULE_C.matcher(part.text()).matches()) {
                mistakes.add(part.place(), part.quoted() + " is not a Schedule C code; write its four digits");
            }
            scheduleCodes.first(part.text(), part.place(), mistakes);
        }
        return cell.parts().stream().map(SheetCell::text).toList();
    }

    private OptionalInt m49(SheetCell cell) {
        if (cell.isEmpty()) {
            return OptionalInt.empty();
        }
        m49Codes.first(cell.text(), cell.place(), mistakes);
        return OptionalInt.of(cell.number(mistakes));
    }

    private List<Integer> comtrade(SheetCell cell) {
        cell.parts().forEach(part -> comtradeCodes.first(part.text(), part.place(), mistakes));
        return cell.parts().stream().map(part -> part.number(mistakes)).toList();
    }
}
