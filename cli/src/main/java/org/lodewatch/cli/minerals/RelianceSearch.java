package org.lodewatch.cli.minerals;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.lodewatch.cli.shares.CatalogueText;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.catalogue.Form;
import org.lodewatch.schemas.catalogue.Mineral;
import org.lodewatch.schemas.catalogue.NetImportReliance;
import org.lodewatch.service.catalogue.RelianceFigures;
import org.lodewatch.service.catalogue.RelianceFigures.Side;

/**
 * The minerals of which the United States imports a percentage or more of its consumption.
 *
 * @param minerals among which to search
 * @param line in percent, 0 to 100
 */
public record RelianceSearch(List<Mineral> minerals, RelianceFigures figures, double line) {

    /** Those whose figure, or its lower bound, reaches the line. */
    public List<Mineral> found() {
        return on(Side.REACHES);
    }

    /** {@code 12 of 50 minerals: net import reliance 100 % (MCS2024: 2023)}. */
    public String answer() {
        return "%d of %d minerals: net import reliance %s %%%s (%s)"
                .formatted(
                        found().size(),
                        minerals.size(),
                        String.format(Locale.ROOT, "%.1f", line).replaceFirst("\\.0$", ""),
                        line == 100 ? "" : " or more",
                        sources());
    }

    /** What the figures leave open, a line each. */
    public List<String> doubts() {
        List<String> doubts = new ArrayList<>();
        List<Mineral> open = on(Side.OPEN);
        if (!open.isEmpty()) {
            doubts.add(
                    "%d not counted, for which only a bound is published: %s".formatted(open.size(), byFigure(open)));
        }
        List<Mineral> unknown = minerals.stream()
                .filter(mineral -> side(mineral.id()).isEmpty())
                .toList();
        if (!unknown.isEmpty()) {
            doubts.add("%d not counted, for which no percentage of the mineral as a whole is published: %s"
                    .formatted(
                            unknown.size(),
                            unknown.stream()
                                    .map(mineral -> mineral.name() + ofForms(mineral))
                                    .collect(Collectors.joining(", "))));
        }
        return doubts;
    }

    private List<Mineral> on(Side side) {
        return minerals.stream()
                .filter(mineral -> side(mineral.id()).equals(Optional.of(side)))
                .toList();
    }

    private Optional<Side> side(String book) {
        return figures.of(book).flatMap(figure -> RelianceFigures.side(figure, line));
    }

    /** {@code MCS2026: 2024, 2025}. */
    private String sources() {
        TreeMap<String, TreeSet<String>> years = minerals.stream()
                .flatMap(mineral -> figures.of(mineral.id()).stream())
                .collect(Collectors.groupingBy(
                        NetImportReliance::edition,
                        TreeMap::new,
                        Collectors.mapping(
                                figure -> Integer.toString(figure.year()), Collectors.toCollection(TreeSet::new))));
        return years.isEmpty()
                ? "no figures"
                : years.entrySet().stream()
                        .map(edition -> edition.getKey() + ": " + String.join(", ", edition.getValue()))
                        .collect(Collectors.joining("; "));
    }

    /** {@code >75 % barite, lithium; >50 % tungsten}. */
    private String byFigure(List<Mineral> open) {
        return open.stream()
                .collect(Collectors.groupingBy(
                        mineral -> percent(mineral.id()),
                        TreeMap::new,
                        Collectors.mapping(Mineral::name, Collectors.joining(", "))))
                .descendingMap()
                .entrySet()
                .stream()
                .map(figure -> figure.getKey() + " " + figure.getValue())
                .collect(Collectors.joining("; "));
    }

    /** {@code (titanium sponge >95 %)}; empty if no form has a figure either. */
    private String ofForms(Mineral mineral) {
        Catalogue catalogue = figures.catalogue();
        String ofForms = catalogue.forms(mineral.id()).stream()
                .filter(form -> side(form.book()).isPresent())
                .map(Form::book)
                .map(book -> catalogue.bookName(book) + " " + percent(book))
                .collect(Collectors.joining(", "));
        return ofForms.isEmpty() ? "" : " (" + ofForms + ")";
    }

    private String percent(String book) {
        return CatalogueText.reliance(figures.of(book).map(NetImportReliance::printed));
    }
}
