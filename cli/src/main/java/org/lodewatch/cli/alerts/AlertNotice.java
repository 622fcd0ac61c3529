package org.lodewatch.cli.alerts;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.lodewatch.schemas.catalogue.Bloc;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.catalogue.Country;
import org.lodewatch.schemas.messages.DependenceAlert;
import org.lodewatch.schemas.messages.Metric;
import org.lodewatch.schemas.messages.Severity;
import org.lodewatch.schemas.messages.Transition;
import org.lodewatch.service.api.DatedAlert;

/**
 * Transitions that report one event: in the same book, published together on the same window, about one country or about
 * that country and a bloc whose figure contains it. Restatements are joined with restatements.
 *
 * @param alerts at least one; the most severe first, and a country before its bloc
 */
public record AlertNotice(Catalogue catalogue, List<DatedAlert> alerts) {

    private static final Comparator<DatedAlert> ORDER = Comparator.comparing((DatedAlert dated) -> worst(dated.alert()))
            .reversed()
            .thenComparing(dated -> dated.alert().getSubject().length() != 2)
            .thenComparing(dated -> dated.alert().getMetric() != Metric.SHARE)
            .thenComparing(dated -> dated.alert().getAlertId());

    /** Separates the verdict of a sentence from what {@code AlertSentence} adds on the book, such as where the trade went. */
    private static final String REMARK = "; ";

    public AlertNotice {
        alerts = alerts.stream().sorted(ORDER).toList();
    }

    /**
     * Divides transitions into notices, in the order of the first transition of each.
     *
     * @param transitions in the order of their publication
     */
    public static List<AlertNotice> of(Catalogue catalogue, List<DatedAlert> transitions) {
        return divide(catalogue, transitions, Function.identity()).stream()
                .map(together -> new AlertNotice(catalogue, together))
                .toList();
    }

    /**
     * Divides items that hold transitions.
     *
     * @param items in the order of their publication
     * @return lists of those that belong together, in the order of the first item of each
     */
    public static <T> List<List<T>> divide(Catalogue catalogue, List<T> items, Function<T, DatedAlert> alert) {
        Map<Moment, List<List<T>>> byMoment = new LinkedHashMap<>();
        List<List<T>> notices = new ArrayList<>();
        Set<List<T>> merged = Collections.newSetFromMap(new IdentityHashMap<>());
        for (T item : items) {
            List<List<T>> candidates =
                    byMoment.computeIfAbsent(Moment.of(alert.apply(item)), moment -> new ArrayList<>());
            List<List<T>> joined = joined(catalogue, item, candidates, alert);
            if (joined.isEmpty()) {
                List<T> notice = new ArrayList<>(List.of(item));
                candidates.add(notice);
                notices.add(notice);
                continue;
            }
            // A bloc may join the notices of two of its members.
            joined.stream().skip(1).forEach(joined.get(0)::addAll);
            joined.get(0).add(item);
            joined.stream().skip(1).forEach(other -> {
                merged.add(other);
                candidates.removeIf(candidate -> candidate == other);
            });
        }
        notices.removeIf(merged::contains);
        return notices;
    }

    /** The notices that an item belongs to, without those that hold the alert of another one of them. */
    private static <T> List<List<T>> joined(
            Catalogue catalogue, T item, List<List<T>> candidates, Function<T, DatedAlert> alert) {
        DatedAlert dated = alert.apply(item);
        Set<String> ids = new HashSet<>(Set.of(dated.alert().getAlertId()));
        List<List<T>> joined = new ArrayList<>();
        for (List<T> candidate : candidates) {
            List<DependenceAlert> held =
                    candidate.stream().map(alert).map(DatedAlert::alert).toList();
            if (dated.alert().getAsOf() != null
                    && held.stream().noneMatch(other -> ids.contains(other.getAlertId()))
                    && held.stream().anyMatch(other -> areRelated(catalogue, dated.alert(), other))) {
                held.forEach(other -> ids.add(other.getAlertId()));
                joined.add(candidate);
            }
        }
        return joined;
    }

    /**
     * What the transitions of one notice have in common: they are of one book, were published at once, and are about one window,
     * or restate what was published before it.
     */
    private record Moment(
            Instant publishedAt, String dataset, String reporter, String mineral, String asOf, boolean restates) {

        static Moment of(DatedAlert dated) {
            DependenceAlert alert = dated.alert();
            return new Moment(
                    dated.publishedAt(),
                    alert.getDataset(),
                    alert.getReporter(),
                    alert.getMineral(),
                    alert.getAsOf(),
                    alert.getTransition() == Transition.RESTATED);
        }
    }

    private static boolean areRelated(Catalogue catalogue, DependenceAlert one, DependenceAlert other) {
        return isCountry(catalogue, one) && one.getSubject().equals(other.getSubject())
                || contains(catalogue, one, other)
                || contains(catalogue, other, one);
    }

    private static boolean isCountry(Catalogue catalogue, DependenceAlert alert) {
        return catalogue.country(alert.getSubject()).isPresent();
    }

    private static boolean contains(Catalogue catalogue, DependenceAlert bloc, DependenceAlert country) {
        return catalogue
                .bloc(bloc.getSubject())
                .filter(found -> found.members().contains(country.getSubject()))
                .isPresent();
    }

    /** The severity before or after the transition, whichever is worse. */
    private static Severity worst(DependenceAlert alert) {
        Severity now = alert.getSeverity();
        Severity before = alert.getPreviousSeverity();
        return now.compareTo(before) > 0 ? now : before;
    }

    /** The first transition. */
    public DatedAlert lead() {
        return alerts.get(0);
    }

    /** The other transitions; none in most notices. */
    public List<DatedAlert> others() {
        return alerts.subList(1, alerts.size());
    }

    /**
     * One sentence that names all subjects: "China supplied 68.3 % of US imports of rare earths ... ($171.0 M): above the 65 %
     * critical line of policy single-source; foreign entities of concern 68.4 %: above the 60 % critical line of policy
     * entities-of-concern."
     */
    public String sentence() {
        String first = lead().alert().getSentence();
        if (others().isEmpty()) {
            return first;
        }
        // An amount may hold a semicolon, a verdict does not.
        int verdict = first.length() - verdict(first).length();
        int remark = remark(lead().alert(), first, verdict);
        String end = remark < 0 ? "." : first.substring(remark);
        String head = remark < 0 ? withoutStop(first) : first.substring(0, remark);
        return others().stream()
                        .map(other -> addition(other.alert()))
                        .collect(Collectors.joining("; ", head + "; ", ""))
                + end;
    }

    /** The others' subjects and figures, each after a semicolon; empty for a single transition. */
    String additions() {
        return others().stream()
                .map(other -> "; " + subjectAndFigure(other.alert()))
                .distinct()
                .collect(Collectors.joining());
    }

    private String addition(DependenceAlert alert) {
        String verdict = verdict(withoutStop(alert.getSentence()));
        int remark = remark(alert, verdict, 0);
        String about = subject(alert) + ": ";
        if (verdict.regionMatches(true, 0, about, 0, about.length())) {
            // A window that is not judged has no figure, and its sentence begins with the subject.
            verdict = verdict.substring(about.length());
        }
        return subjectAndFigure(alert) + ": " + (remark < 0 ? verdict : verdict.substring(0, remark));
    }

    /** Where the remark of a sentence begins; -1 if it has none. That of a restatement has none: what was published before follows. */
    private static int remark(DependenceAlert alert, String sentence, int verdict) {
        return alert.getTransition() == Transition.RESTATED ? -1 : sentence.indexOf(REMARK, verdict);
    }

    private String subject(DependenceAlert alert) {
        return subject(catalogue, alert);
    }

    /** The name of the country or bloc that an alert is about; {@code market} if it is neither. */
    static String subject(Catalogue catalogue, DependenceAlert alert) {
        return catalogue
                .country(alert.getSubject())
                .map(Country::name)
                .or(() -> catalogue.bloc(alert.getSubject()).map(Bloc::name))
                .orElse(alert.getSubject());
    }

    private String subjectAndFigure(DependenceAlert alert) {
        return subject(alert)
                + Optional.ofNullable(alert.getObserved())
                        .map(percent -> String.format(
                                Locale.ROOT,
                                " %s%.1f %%%s%s",
                                bound(alert),
                                percent,
                                alert.getMetric() == Metric.EFFECTIVE_DEPENDENCE ? " of consumption" : "",
                                otherMeasure(alert)))
                        .orElse("");
    }

    /** "at least " or "at most " where the alert's own sentence says that its figure is a bound; otherwise empty. */
    private static String bound(DependenceAlert alert) {
        return Stream.of("at least ", "at most ")
                .filter(bound -> alert.getSentence().contains(" accounts for " + bound))
                .findFirst()
                .orElse("");
    }

    /** What the figure is measured by, if that is not what the first one is measured by; otherwise empty. */
    private String otherMeasure(DependenceAlert alert) {
        return alert.getMeasure() == lead().alert().getMeasure()
                ? ""
                : " by " + alert.getMeasure().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** What follows the observation, which ends with an amount in brackets. */
    private static String verdict(String sentence) {
        int end = sentence.indexOf("): ");
        return end < 0 ? sentence : sentence.substring(end + "): ".length());
    }

    private static String withoutStop(String sentence) {
        return sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
    }
}
