package org.lodewatch.cli.whatif;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.lodewatch.cli.alerts.AlertText;
import org.lodewatch.cli.alerts.PolicyFigure;
import org.lodewatch.cli.output.Columns;
import org.lodewatch.cli.output.Figures;
import org.lodewatch.cli.output.Screen;
import org.lodewatch.cli.output.Style;
import org.lodewatch.cli.shares.CatalogueText;
import org.lodewatch.cli.shares.SharesReport;
import org.lodewatch.core.whatif.Growth;
import org.lodewatch.core.whatif.Move;
import org.lodewatch.core.whatif.SimulatedAlert;
import org.lodewatch.core.whatif.SimulatedAlert.Effect;
import org.lodewatch.core.whatif.SimulatedBook;
import org.lodewatch.schemas.catalogue.Bloc;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.catalogue.Scenario;
import org.lodewatch.schemas.messages.BlocShare;
import org.lodewatch.schemas.messages.CountryShare;
import org.lodewatch.schemas.messages.MineralShares;
import org.lodewatch.service.whatif.WhatIfAnswer;

/** What assumed changes do: of one mineral, the answer in a few lines and a table of its suppliers; of all, a row for each book. */
public final class WhatIfReport {

    private final CatalogueText names;
    private final GapText gaps;
    private final boolean allForms;

    /** A country before and after. */
    private record Supplier(String country, long before, long after, double shareBefore, double shareAfter) {}

    /** @param allForms whether to print the book of every form where all books are asked for */
    public WhatIfReport(Catalogue catalogue, boolean allForms) {
        this.names = new CatalogueText(catalogue);
        this.gaps = new GapText(names);
        this.allForms = allForms;
    }

    public void print(WhatIfAnswer answer, Screen screen) {
        String question =
                answer.query().moves().moves().stream().map(Move::text).collect(Collectors.joining("; "));
        Optional<Scenario> scenario = answer.query().scenario();
        screen.heading("what if: "
                + scenario.map(some -> some.title() + " (" + question + ")").orElse(question));
        Optional<String> asked = answer.query().selection().book();
        if (asked.isEmpty()) {
            printAll(answer, screen);
        } else {
            printOne(asked.get(), answer.books(), screen);
        }
        scenario.ifPresent(some -> screen.paragraph("source: " + some.source(), Style.DIM));
        screen.paragraph("assumed, not published; how it is computed: docs/method.md#what-if", Style.DIM);
    }

    private void printOne(String asked, List<SimulatedBook> books, Screen screen) {
        boolean hasWhole =
                books.stream().anyMatch(book -> book.before().getMineral().equals(asked));
        for (SimulatedBook book : books) {
            if (!hasWhole || book.before().getMineral().equals(asked)) {
                List<SimulatedBook> forms = books.stream()
                        .filter(form -> hasWhole && asked.equals(form.before().getFormOf()))
                        .filter(form ->
                                form.before().getDataset().equals(book.before().getDataset())
                                        && form.before()
                                                .getReporter()
                                                .equals(book.before().getReporter()))
                        .toList();
                print(book, screen);
                if (forms.stream().anyMatch(form -> form.movedCents() > 0)) {
                    screen.table(rows(forms, names::form), forms);
                }
                screen.line("");
            }
        }
    }

    private void print(SimulatedBook book, Screen screen) {
        MineralShares before = book.before();
        screen.heading("%s, reporter %s, %s, %d months to %s%s"
                .formatted(
                        names.book(before),
                        names.country(before.getReporter()),
                        before.getDataset(),
                        before.getWindowMonths(),
                        SharesReport.window(before),
                        SharesReport.basis(before)));
        answer(book).forEach(line -> screen.paragraph(line, Style.PLAIN));
        book.alerts().stream()
                .filter(alert -> alert.effect() != Effect.STAYS)
                .forEach(alert -> screen.line(text(alert), AlertText.style(alert.after())));
        book.notes().forEach(note -> screen.paragraph(note, Style.DIM));
        book.notJudged().ifPresent(reason -> screen.paragraph("not judged: " + reason, Style.DIM));
        if (book.movedCents() > 0) {
            screen.table(columns(before.getCurrency()), suppliers(book));
        }
    }

    /** The answer, a sentence or two a line. */
    private List<String> answer(SimulatedBook book) {
        if (book.movedCents() == 0) {
            return List.of("nothing changes");
        }
        MineralShares before = book.before();
        MineralShares after = book.after();
        List<String> lines = new ArrayList<>();
        if (book.gap().valueCents() > 0) {
            lines.add(gaps.sentence(book.gap(), before));
            lines.add(growth(book));
        }
        if (book.movedCents() > book.gap().valueCents()) {
            lines.add(gains(book));
        }
        lines.add("HHI %s before, %s after; top supplier %s, then %s"
                .formatted(points(before), points(after), top(before), top(after)));
        lines.add("blocs: " + blocs(before, after));
        long stay = book.alerts().stream()
                .filter(alert -> alert.effect() == Effect.STAYS)
                .count();
        if (stay == book.alerts().size()) {
            lines.add("alerts: none begins, escalates, eases or ends; %d open now".formatted(stay));
        } else {
            lines.add("alerts: %s%s".formatted(effects(book), stay == 0 ? "" : ", %d unchanged".formatted(stay)));
        }
        return lines;
    }

    private String growth(SimulatedBook book) {
        String others = book.growth().stream()
                .filter(growth -> growth.supplier().equals(Growth.OTHERS))
                .map(growth -> GapText.times(growth.times()))
                .collect(Collectors.joining());
        String blocs = book.growth().stream()
                .filter(growth -> !growth.supplier().equals(Growth.OTHERS))
                .filter(growth -> !hasLost(growth.supplier(), book))
                .map(growth -> growth.times().isPresent()
                        ? "%s %s".formatted(bloc(growth.supplier()), GapText.times(growth.times()))
                        : "%s supplies nothing".formatted(bloc(growth.supplier())))
                .collect(Collectors.joining(", "));
        return others.equals("-")
                ? "no other country supplies any"
                : "to fill it: the others %s%s".formatted(others, blocs.isEmpty() ? "" : "; one bloc alone: " + blocs);
    }

    /** Whether a bloc itself has lost a part of its goods. */
    private static boolean hasLost(String bloc, SimulatedBook book) {
        return share(bloc, book.after()).getValueCents()
                < share(bloc, book.before()).getValueCents();
    }

    private static BlocShare share(String bloc, MineralShares shares) {
        return shares.getBlocs().stream()
                .filter(share -> share.getBloc().equals(bloc))
                .findFirst()
                .orElseThrow();
    }

    private String gains(SimulatedBook book) {
        String currency = book.before().getCurrency();
        List<Supplier> gainers = suppliers(book).stream()
                .filter(supplier -> supplier.after() > supplier.before())
                .sorted((one, other) -> Long.compare(other.after() - other.before(), one.after() - one.before()))
                .toList();
        long moved = book.movedCents() - book.gap().valueCents();
        return "%s come from elsewhere: %s of imports; most of it from %s"
                .formatted(
                        Figures.money(moved, currency),
                        Figures.percent(book.movedPart() - book.gap().ofImports()),
                        gainers.stream()
                                .limit(3)
                                .map(supplier -> "%s (%s, now %s)"
                                        .formatted(
                                                names.country(supplier.country()),
                                                GapText.times(
                                                        supplier.before() == 0
                                                                ? OptionalDouble.empty()
                                                                : OptionalDouble.of(
                                                                        (double) supplier.after() / supplier.before())),
                                                Figures.money(supplier.before(), currency)))
                                .collect(Collectors.joining(", ")));
    }

    private String top(MineralShares shares) {
        if (shares.getTopCountry() == null) {
            return "none";
        }
        String dependence = names.dependence(shares);
        return "%s %s%s"
                .formatted(
                        names.country(shares.getTopCountry()),
                        Figures.percent(shares.getTopShare()),
                        dependence.equals("-") ? "" : " (%s of consumption)".formatted(dependence));
    }

    private String blocs(MineralShares before, MineralShares after) {
        return before.getBlocs().stream()
                .filter(bloc ->
                        bloc.getValueCents() > 0 || share(bloc.getBloc(), after).getValueCents() > 0)
                .map(bloc -> "%s %s to %s"
                        .formatted(
                                bloc(bloc.getBloc()),
                                Figures.percent(bloc.getShare()),
                                Figures.percent(share(bloc.getBloc(), after).getShare())))
                .collect(Collectors.joining(", "));
    }

    private String bloc(String id) {
        return names.catalogue().bloc(id).map(Bloc::name).orElse(id);
    }

    /** "1 begins, 2 end"; empty without a change. */
    private static String effects(SimulatedBook book) {
        Map<Effect, Long> counts =
                book.alerts().stream().collect(Collectors.groupingBy(SimulatedAlert::effect, Collectors.counting()));
        List<String> parts = new ArrayList<>();
        for (Effect effect : Effect.values()) {
            long count = counts.getOrDefault(effect, 0L);
            if (count > 0 && effect != Effect.STAYS) {
                String verb = effect.name().toLowerCase(Locale.ROOT);
                parts.add("%d %s".formatted(count, count == 1 ? verb : verb.substring(0, verb.length() - 1)));
            }
        }
        return String.join(", ", parts);
    }

    private static String text(SimulatedAlert alert) {
        return "  %-9s  %-8s  %s, policy %s: %s to %s"
                .formatted(
                        alert.effect().name().toLowerCase(Locale.ROOT),
                        AlertText.word(alert.after()),
                        alert.subjectName(),
                        alert.policy().getId(),
                        PolicyFigure.text(alert.policy().getMetric(), alert.observedBefore()),
                        PolicyFigure.text(alert.policy().getMetric(), alert.observedAfter()));
    }

    private Columns<Supplier> columns(String currency) {
        return new Columns<Supplier>()
                .left("country", supplier -> names.country(supplier.country()))
                .right("before", supplier -> Figures.money(supplier.before(), currency))
                .right("share", supplier -> Figures.percent(supplier.shareBefore()))
                .right("after", supplier -> Figures.money(supplier.after(), currency))
                .right("share", supplier -> Figures.percent(supplier.shareAfter()))
                .right(
                        "change",
                        supplier -> String.format(
                                Locale.ROOT, "%+.1f points", 100 * (supplier.shareAfter() - supplier.shareBefore())));
    }

    private static List<Supplier> suppliers(SimulatedBook book) {
        Map<String, Long> before = values(book.before());
        Map<String, Long> after = values(book.after());
        List<String> countries = new ArrayList<>(before.keySet());
        after.keySet().stream().filter(country -> !before.containsKey(country)).forEach(countries::add);
        return countries.stream()
                .map(country -> new Supplier(
                        country,
                        before.getOrDefault(country, 0L),
                        after.getOrDefault(country, 0L),
                        share(before.getOrDefault(country, 0L), before),
                        share(after.getOrDefault(country, 0L), after)))
                .toList();
    }

    /** What each country but the reporter supplies, the largest first. */
    private static Map<String, Long> values(MineralShares shares) {
        Map<String, Long> values = new LinkedHashMap<>();
        shares.getCountries().stream()
                .filter(country -> !country.getCountry().equals(shares.getReporter()))
                .forEach((CountryShare country) -> values.put(country.getCountry(), country.getValueCents()));
        return values;
    }

    private static double share(long value, Map<String, Long> supply) {
        long all = supply.values().stream().mapToLong(Long::longValue).sum();
        return all == 0 ? 0 : (double) value / all;
    }

    private void printAll(WhatIfAnswer answer, Screen screen) {
        List<SimulatedBook> shown = answer.books().stream()
                .filter(book -> allForms || book.before().getFormOf() == null)
                .toList();
        shown.stream()
                .collect(Collectors.groupingBy(
                        book -> "%s, reporter %s"
                                .formatted(
                                        book.before().getDataset(),
                                        names.country(book.before().getReporter())),
                        LinkedHashMap::new,
                        Collectors.toList()))
                .forEach((owner, books) -> {
                    screen.heading(owner + ", window to " + months(books)
                            + SharesReport.basis(books.get(0).before()));
                    screen.table(rows(books, names::book), books);
                    screen.line("");
                });
        int forms = answer.books().size() - shown.size();
        screen.paragraph(
                "%s of %s changed%s"
                        .formatted(
                                Figures.count(answer.books().size()),
                                Figures.count(answer.books().size() + answer.unchanged(), "book"),
                                forms == 0 ? "" : "; --forms shows the %s of them that are forms".formatted(forms)),
                Style.DIM);
    }

    private static String months(List<SimulatedBook> books) {
        return books.stream()
                .map(book -> book.before().getAsOf())
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
    }

    private Columns<SimulatedBook> rows(List<SimulatedBook> books, Function<MineralShares, String> name) {
        Columns<SimulatedBook> columns = new Columns<SimulatedBook>()
                .left("mineral", book -> name.apply(book.before()))
                .right("imports", book -> money(book.before().getTotalValueCents(), book));
        if (books.stream().anyMatch(book -> book.gap().valueCents() > 0)) {
            columns.right("gap", book -> money(book.gap().valueCents(), book))
                    .right("of imports", book -> Figures.percent(book.gap().ofImports()))
                    .right("of use", book -> GapText.ofConsumption(book.gap().ofConsumption(), book.before()))
                    .right("others", book -> others(book));
        } else {
            columns.right("moved", book -> money(book.movedCents(), book))
                    .right("of imports", book -> Figures.percent(book.movedPart()));
        }
        return columns.right("HHI", book -> points(book.before()))
                .right("after", book -> points(book.after()))
                .left(
                        "top after",
                        book -> book.after().getTopCountry() == null
                                ? "none"
                                : "%s %s"
                                        .formatted(
                                                names.country(book.after().getTopCountry()),
                                                Figures.percent(book.after().getTopShare())))
                .left("alerts", WhatIfReport::effects);
    }

    private static String others(SimulatedBook book) {
        return book.growth().stream()
                .filter(growth -> growth.supplier().equals(Growth.OTHERS))
                .map(growth -> GapText.times(growth.times()))
                .findFirst()
                .orElse("");
    }

    private static String money(long cents, SimulatedBook book) {
        return Figures.money(cents, book.before().getCurrency());
    }

    /** The concentration; a lower bound where origins are unlisted. */
    private static String points(MineralShares shares) {
        boolean unlisted = shares.getCountries().stream()
                .anyMatch(country -> country.getCountry().equals("XX") && country.getValueCents() > 0);
        return (unlisted ? "≥ " : "") + Figures.count(Math.round(shares.getHhi()));
    }
}
