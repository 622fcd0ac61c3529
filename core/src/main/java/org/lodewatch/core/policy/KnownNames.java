package org.lodewatch.core.policy;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.lodewatch.schemas.catalogue.Bloc;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.catalogue.Country;
import org.lodewatch.schemas.catalogue.CountryCodes;
import org.lodewatch.schemas.catalogue.CountryLookup;
import org.lodewatch.schemas.catalogue.Form;
import org.lodewatch.schemas.catalogue.Mineral;
import org.lodewatch.schemas.messages.DependencePolicy;
import org.lodewatch.schemas.messages.Metric;
import org.lodewatch.schemas.messages.SubjectKind;
import org.lodewatch.schemas.values.NearNames;

/**
 * The names that policies can select. A policy that selects none of them is valid, but never raises an alert.
 *
 * @param datasets that are published; none if that is not known
 */
public record KnownNames(Catalogue catalogue, Set<String> datasets) {

    /** Up to here a line in percent is probably meant as a fraction. */
    private static final double LARGEST_FRACTION = 1;

    /** Up to here a line of the HHI is probably meant in percent or as a fraction. */
    private static final double LARGEST_PERCENTAGE = 100;

    public KnownNames {
        datasets = Set.copyOf(datasets);
    }

    /** What is probably a mistake in a valid policy, a line each; empty if nothing is. */
    public List<String> doubts(DependencePolicy policy) {
        List<String> doubts = new ArrayList<>();
        List<String> books = books();
        List<String> countries =
                catalogue.countries().stream().map(Country::iso2).toList();
        unmatched(
                        "mineral",
                        kindOfBook(policy.getMineral()),
                        policy.getMineral(),
                        books,
                        nearBooks(policy.getMineral(), books))
                .ifPresent(doubts::add);
        unmatched("reporter", "country", policy.getReporter(), countries, nearCountries(policy.getReporter()))
                .ifPresent(doubts::add);
        if (!datasets.isEmpty()) {
            unmatched("dataset", "published dataset", policy.getDataset(), datasets, nearDatasets(policy.getDataset()))
                    .ifPresent(doubts::add);
        }
        subject(policy, countries).ifPresent(doubts::add);
        lines(policy).ifPresent(doubts::add);
        return doubts;
    }

    private Optional<String> subject(DependencePolicy policy, List<String> countries) {
        String name = policy.getSubjectName();
        if (policy.getSubject() == SubjectKind.COUNTRY) {
            return unmatched("subjectName", "country", name, countries, nearCountries(name));
        }
        if (policy.getSubject() == SubjectKind.BLOC) {
            List<String> blocs = catalogue.blocs().stream().map(Bloc::id).toList();
            return unmatched("subjectName", "bloc", name, blocs, nearBlocs(name, blocs));
        }
        return Optional.empty();
    }

    private static Optional<String> unmatched(
            String field, String kind, String glob, Collection<String> names, List<String> near) {
        return names.stream().anyMatch(name -> Policies.matches(glob, name))
                ? Optional.empty()
                : Optional.of("%s: '%s' matches no %s%s"
                        .formatted(field, glob, kind, near.isEmpty() ? "" : "; nearest: " + String.join(", ", near)));
    }

    /** The ids of all books: of forms, and of minerals with codes of their own. */
    private List<String> books() {
        return Stream.concat(
                        catalogue.minerals().stream()
                                .map(Mineral::id)
                                .filter(id -> !catalogue.codes(id).isEmpty()),
                        catalogue.forms().stream().map(Form::book))
                .distinct()
                .toList();
    }

    private String kindOfBook(String glob) {
        return catalogue.mineral(glob).isPresent() ? "mineral that has commodity codes" : "mineral";
    }

    /** The book that is meant by another name, or that holds the trade of what is meant; otherwise those of similar names. */
    private List<String> nearBooks(String typed, List<String> books) {
        Optional<String> meant = catalogue.book(typed);
        return meant.isPresent()
                ? meant.filter(books::contains)
                        .or(() -> meant.flatMap(catalogue::standIn))
                        .map(List::of)
                        .orElse(List.of())
                : catalogue.near(typed);
    }

    /** The country that is meant by another code or by a name; otherwise those of similar names. */
    private List<String> nearCountries(String typed) {
        CountryLookup.Found found = CountryLookup.of(catalogue).find(typed, CountryCodes.AUTO);
        if (found.kind() == CountryLookup.Kind.COUNTRY) {
            return List.of(found.iso2());
        }
        List<String> names = NearNames.of(
                typed, catalogue.countries().stream().map(Country::name).toList());
        Set<String> near = new LinkedHashSet<>();
        for (String name : names) {
            catalogue.countries().stream()
                    .filter(country -> country.name().equals(name))
                    .map(Country::iso2)
                    .forEach(near::add);
        }
        near.addAll(NearNames.of(
                typed.toUpperCase(Locale.ROOT),
                catalogue.countries().stream().map(Country::iso2).toList()));
        return near.stream().limit(3).toList();
    }

    private List<String> nearBlocs(String typed, List<String> blocs) {
        List<String> near = NearNames.of(typed, blocs);
        return near.isEmpty() ? blocs : near;
    }

    private List<String> nearDatasets(String typed) {
        List<String> near = NearNames.of(typed, datasets);
        return near.isEmpty() ? datasets.stream().sorted().limit(5).toList() : near;
    }

    private static Optional<String> lines(DependencePolicy policy) {
        double warning = policy.getWarning();
        double critical = policy.getCritical();
        if (policy.getMetric() == Metric.HHI || policy.getMetric() == Metric.HHI_GOVERNANCE) {
            return warning <= LARGEST_PERCENTAGE
                    ? Optional.of("warning %s and critical %s: the unit is points from 0 to %s"
                            .formatted(
                                    number(warning),
                                    number(critical),
                                    policy.getMetric() == Metric.HHI
                                            ? "10,000, in which four equal suppliers have 2500"
                                            : "100,000, in which four equal suppliers of the weakest governance have"
                                                    + " 25000"))
                    : Optional.empty();
        }
        return warning < LARGEST_FRACTION || critical <= LARGEST_FRACTION
                ? Optional.of("warning %s and critical %s look like fractions: the unit is %s; nearest: %s and %s"
                        .formatted(
                                number(warning),
                                number(critical),
                                Measurement.unit(policy.getMetric()),
                                number(warning * 100),
                                number(critical <= LARGEST_FRACTION ? critical * 100 : critical)))
                : Optional.empty();
    }

    /** Without digits that only the binary fraction has. */
    private static String number(double value) {
        String text = String.format(Locale.ROOT, "%.6f", value);
        return text.replaceFirst("0+$", "").replaceFirst("\\.$", "");
    }
}
