package org.lodewatch.cli.whatif;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.lodewatch.cli.output.Columns;
import org.lodewatch.cli.output.Figures;
import org.lodewatch.cli.output.Screen;
import org.lodewatch.cli.output.Style;
import org.lodewatch.cli.shares.CatalogueText;
import org.lodewatch.cli.shares.SharesReport;
import org.lodewatch.core.book.SupplierGroup;
import org.lodewatch.core.whatif.Alternative;
import org.lodewatch.core.whatif.Alternatives;
import org.lodewatch.core.whatif.Trend;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.messages.MineralShares;
import org.lodewatch.schemas.values.Months;

/** Who could fill the gap that a supplier leaves: the answer in a few lines, and a row for each other supplier. */
public final class AlternativesReport {

    /** Later dates mean nothing. */
    private static final int FAR_MONTHS = 50 * 12;

    private final CatalogueText names;
    private final GapText gaps;

    public AlternativesReport(Catalogue catalogue) {
        this.names = new CatalogueText(catalogue);
        this.gaps = new GapText(names);
    }

    public void print(Alternatives found, Screen screen) {
        MineralShares window = found.window();
        screen.heading("alternatives to %s for %s, reporter %s, %s, %d months to %s%s"
                .formatted(
                        found.lost().name(),
                        names.book(window),
                        names.country(window.getReporter()),
                        window.getDataset(),
                        window.getWindowMonths(),
                        SharesReport.window(window),
                        SharesReport.basis(window)));
        answer(found).forEach(line -> screen.paragraph(line, Style.PLAIN));
        List<Alternative> rows = new ArrayList<>(found.suppliers());
        rows.add(found.together());
        screen.table(columns(found), rows);
        notes(found).forEach(note -> screen.paragraph(note, Style.DIM));
        screen.line("");
    }

    private List<String> answer(Alternatives found) {
        if (found.gap().valueCents() == 0) {
            return List.of("%s supplies none of it: there is no gap to fill"
                    .formatted(found.lost().name()));
        }
        String currency = found.window().getCurrency();
        Alternative together = found.together();
        String who = found.among().map(SupplierGroup::name).orElse("the others");
        List<String> lines = new ArrayList<>();
        lines.add("without %s %s".formatted(found.lost().name(), gaps.sentence(found.gap(), found.window())));
        lines.add("%s: %s, %s of imports; to fill the gap: %s"
                .formatted(
                        who,
                        Figures.money(together.valueCents(), currency),
                        Figures.percent(together.share()),
                        GapText.times(together.times())));
        for (Trend trend : together.trends()) {
            lines.add("at the pace of the last %d months: %s".formatted(trend.months(), pace(trend, found)));
        }
        return lines;
    }

    private String pace(Trend trend, Alternatives found) {
        if (trend.growthCents().isEmpty()) {
            return "not known, " + trend.absence().orElse("");
        }
        String currency = found.window().getCurrency();
        return "%s a year, which fills %s of the gap in a year, %s in three, and all of it %s"
                .formatted(
                        signed(trend.growthCents().getAsLong(), currency),
                        Figures.percent(trend.filledAfter(12).orElseThrow()),
                        Figures.percent(trend.filledAfter(36).orElseThrow()),
                        when(trend, found.window()));
    }

    private static String when(Trend trend, MineralShares window) {
        OptionalInt months = trend.monthsToFill();
        if (months.isEmpty()) {
            return "never";
        }
        return months.getAsInt() > FAR_MONTHS
                ? "in more than 50 years"
                : "by " + Months.text(Months.of(window.getAsOf()) + months.getAsInt());
    }

    private Columns<Alternative> columns(Alternatives found) {
        MineralShares window = found.window();
        String currency = window.getCurrency();
        Columns<Alternative> columns = new Columns<Alternative>()
                .left("supplier", supplier -> name(supplier, found))
                .right("value", supplier -> Figures.money(supplier.valueCents(), currency))
                .right("share", supplier -> Figures.percent(supplier.share()))
                .right("to fill it", supplier -> GapText.times(supplier.times()));
        for (int i = 0; i < found.together().trends().size(); i++) {
            int index = i;
            if (found.together().trends().get(i).growthCents().isPresent()) {
                columns.right(
                                "a year, of %d months"
                                        .formatted(
                                                found.together().trends().get(i).months()),
                                supplier -> signed(
                                        supplier.trends()
                                                .get(index)
                                                .growthCents()
                                                .orElse(0),
                                        currency))
                        .right(
                                "fills in a year",
                                supplier -> Figures.percent(supplier.trends()
                                        .get(index)
                                        .filledAfter(12)
                                        .orElse(0)))
                        .right("all by", supplier -> date(supplier.trends().get(index), window));
            }
        }
        if (found.suppliers().stream().anyMatch(supplier -> supplier.unitValue().isPresent())) {
            columns.right(
                    currency + "/kg",
                    supplier -> supplier.unitValue().isEmpty()
                            ? "-"
                            : String.format(
                                    Locale.ROOT,
                                    "%,.2f%s",
                                    supplier.unitValue().getAsDouble(),
                                    supplier.unitValueMarked() ? " !" : ""));
        }
        return columns.left(
                "produces",
                supplier -> supplier.produces().map(yes -> yes ? "yes" : "no").orElse("-"));
    }

    private static String date(Trend trend, MineralShares window) {
        return when(trend, window).replace("by ", "").replace("in more than 50 years", "> 50 years");
    }

    private String name(Alternative supplier, Alternatives found) {
        return supplier == found.together()
                ? "together" + found.among().map(bloc -> ", " + bloc.name()).orElse("")
                : names.country(supplier.supplier());
    }

    private static String signed(long cents, String currency) {
        return (cents < 0 ? "-" : "+") + Figures.money(Math.abs(cents), currency);
    }

    private List<String> notes(Alternatives found) {
        List<String> notes = new ArrayList<>();
        Optional<String> unknown = Optional.of(found.together().trends().stream()
                        .filter(trend -> trend.absence().isPresent())
                        .map(trend -> "%d months: %s"
                                .formatted(trend.months(), trend.absence().get()))
                        .collect(Collectors.joining("; ")))
                .filter(text -> !text.isEmpty());
        unknown.ifPresent(text -> notes.add("no trend of " + text));
        if (found.suppliers().stream().allMatch(supplier -> supplier.unitValue().isEmpty())) {
            notes.add("no unit values: the dataset has no weights");
        }
        notes.add(found.production()
                .map(list -> "produces: is listed to %s it in %s (USGS %s)"
                        .formatted(list.verb(), list.years(), list.edition()))
                .orElse("no list says which countries produce it"));
        notes.add("linear growth in value, no forecast: prices, capacity and other buyers are not in it"
                + " (docs/method.md#alternatives)");
        return notes;
    }
}
