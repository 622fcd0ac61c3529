package org.lodewatch.cli.alerts;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
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
import org.lodewatch.service.api.DatedAlert;

/**
 * Transitions that report one event: in the same book, published together on the same window, about one country or about
 * that country and a bloc whose figure contains it.
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
        // Only what was published at the same time can belong together.
        Map<Instant, List<DatedAlert>> byTime = transitions.stream()
                .collect(Collectors.groupingBy(DatedAlert::publishedAt, LinkedHashMap::new, Collectors.toList()));
        return byTime.values().stream()
                .flatMap(atOnce -> divide(catalogue, atOnce, Function.identity()).stream())
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
        List<List<T>> notices = new ArrayList<>();
        for (T item : items) {
            List<List<T>> joined = notices.stream()
                    .filter(notice -> belongs(catalogue, alert.apply(item), notice, alert))
                    .toList();
            if (joined.isEmpty()) {
                notices.add(new ArrayList<>(List.of(item)));
                continue;
            }
            // A bloc may join the notices of two of its members.
            joined.stream().skip(1).forEach(joined.get(0)::addAll);
            joined.get(0).add(item);
            joined.stream().skip(1).toList().forEach(merged -> notices.removeIf(notice -> notice == merged));
        }
        return notices;
    }

    private static <T> boolean belongs(
            Catalogue catalogue, DatedAlert dated, List<T> notice, Function<T, DatedAlert> alert) {
        Set<String> ids = new HashSet<>();
        notice.forEach(item -> ids.add(alert.apply(item).alert().getAlertId()));
        return !ids.contains(dated.alert().getAlertId())
                && notice.stream()
                        .map(alert)
                        .anyMatch(other -> arePublishedTogether(dated, other)
                                && areRelated(catalogue, dated.alert(), other.alert()));
    }

    /** Whether two transitions of a book were published at once, on the same window. */
    private static boolean arePublishedTogether(DatedAlert one, DatedAlert other) {
        DependenceAlert first = one.alert();
        DependenceAlert second = other.alert();
        return one.publishedAt().equals(other.publishedAt())
                && first.getDataset().equals(second.getDataset())
                && first.getReporter().equals(second.getReporter())
                && first.getMineral().equals(second.getMineral())
                && first.getAsOf() != null
                && first.getAsOf().equals(second.getAsOf());
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
        int remark = first.indexOf(REMARK, verdict);
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
        int remark = verdict.indexOf(REMARK);
        return subjectAndFigure(alert) + ": " + (remark < 0 ? verdict : verdict.substring(0, remark));
    }

    private String subjectAndFigure(DependenceAlert alert) {
        String subject = catalogue
                .country(alert.getSubject())
                .map(Country::name)
                .or(() -> catalogue.bloc(alert.getSubject()).map(Bloc::name))
                .orElse(alert.getSubject());
        return subject
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
