package org.lodewatch.core.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.lodewatch.core.book.BookKey;
import org.lodewatch.schemas.messages.DependencePolicy;
import org.lodewatch.schemas.messages.Measure;
import org.lodewatch.schemas.messages.Metric;
import org.lodewatch.schemas.messages.SubjectKind;

/** Policies: which stand from the start, which are valid, and which books one selects. */
public final class Policies {

    private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");
    private static final Pattern GLOB = Pattern.compile("[A-Za-z0-9*?-]+");
    private static final Pattern COUNTRY = Pattern.compile("[A-Z]{2}");
    private static final int LONGEST_DWELL = 60;
    private static final long ONE_MILLION_USD = 100_000_000L;

    private Policies() {}

    /**
     * The policies that stand from the start. The 65 % line is that of the European Critical Raw Materials Act
     * (Regulation (EU) 2024/1252, Article 5): no more than 65 % of a strategic raw material from one third country.
     */
    public static List<DependencePolicy> standing() {
        return List.of(
                DependencePolicy.newBuilder()
                        .setId("single-source")
                        .setVersion(1)
                        .setDescription("Any one country supplies half, or 65 %, of the imports of a mineral")
                        .setSubject(SubjectKind.ANY_COUNTRY)
                        .setMetric(Metric.SHARE)
                        .setMeasure(Measure.VALUE)
                        .setWarning(50)
                        .setCritical(65)
                        .setClearMargin(3)
                        .setMinimumValueCents(ONE_MILLION_USD)
                        .build(),
                DependencePolicy.newBuilder()
                        .setId("entities-of-concern")
                        .setVersion(1)
                        .setDescription("Foreign entities of concern together supply 40 %, or 60 %, of a mineral")
                        .setSubject(SubjectKind.BLOC)
                        .setSubjectName("entities-of-concern")
                        .setMetric(Metric.SHARE)
                        .setMeasure(Measure.VALUE)
                        .setWarning(40)
                        .setCritical(60)
                        .setClearMargin(3)
                        .setMinimumValueCents(ONE_MILLION_USD)
                        .build());
    }

    /** What is wrong with a policy, a line each; empty if it is valid. */
    public static List<String> faults(DependencePolicy policy) {
        List<String> faults = new ArrayList<>();
        demand(
                faults,
                ID.matcher(policy.getId()).matches(),
                "id '" + policy.getId() + "': lower-case letters, digits and" + " dashes are expected, at most 63");
        demand(faults, policy.getVersion() >= 1, "version " + policy.getVersion() + ": 1 or more is expected");
        glob(faults, "dataset", policy.getDataset());
        glob(faults, "reporter", policy.getReporter());
        glob(faults, "mineral", policy.getMineral());
        subject(faults, policy);
        boolean index = policy.getMetric() == Metric.HHI;
        double most = index ? 10_000 : 100;
        String unit = index ? "points" : "percent";
        demand(
                faults,
                policy.getWarning() > 0 && policy.getWarning() <= most,
                "warning %s: more than 0 and at most %.0f %s is expected".formatted(policy.getWarning(), most, unit));
        demand(
                faults,
                policy.getCritical() >= policy.getWarning() && policy.getCritical() <= most,
                "critical %s: at least the warning line and at most %.0f %s is expected"
                        .formatted(policy.getCritical(), most, unit));
        demand(
                faults,
                policy.getClearMargin() >= 0 && policy.getClearMargin() < policy.getWarning(),
                "clearMargin %s: 0 or more, and less than the warning line, is expected"
                        .formatted(policy.getClearMargin()));
        demand(
                faults,
                policy.getDwellMonths() >= 1 && policy.getDwellMonths() <= LONGEST_DWELL,
                "dwellMonths %d: 1 to %d is expected".formatted(policy.getDwellMonths(), LONGEST_DWELL));
        demand(
                faults,
                policy.getMinimumValueCents() >= 0,
                "minimumValueCents %d: 0 or more is expected".formatted(policy.getMinimumValueCents()));
        return faults;
    }

    /**
     * What is to be written so that a policy stands: one version above the standing one of its id. Empty if that says
     * the same already.
     */
    public static Optional<DependencePolicy> successor(DependencePolicy wanted, Optional<DependencePolicy> standing) {
        long version = standing.map(DependencePolicy::getVersion).orElse(0L);
        DependencePolicy unchanged =
                DependencePolicy.newBuilder(wanted).setVersion(version).build();
        return standing.filter(unchanged::equals).isPresent()
                ? Optional.empty()
                : Optional.of(DependencePolicy.newBuilder(wanted)
                        .setVersion(version + 1)
                        .build());
    }

    /** Whether a policy is in force for a book. */
    public static boolean selects(DependencePolicy policy, BookKey book) {
        return policy.getEnabled()
                && matches(policy.getDataset(), book.dataset())
                && matches(policy.getReporter(), book.reporter())
                && matches(policy.getMineral(), book.mineral());
    }

    /** Glob: {@code *} is any run of characters, {@code ?} is one. */
    static boolean matches(String glob, String text) {
        int g = 0;
        int t = 0;
        int star = -1;
        int taken = 0;
        while (t < text.length()) {
            if (g < glob.length() && glob.charAt(g) == '*') {
                star = g++;
                taken = t;
            } else if (g < glob.length() && (glob.charAt(g) == '?' || glob.charAt(g) == text.charAt(t))) {
                g++;
                t++;
            } else if (star >= 0) {
                // Only the last star needs to take more: whatever an earlier one could reach, the last one can too.
                g = star + 1;
                t = ++taken;
            } else {
                return false;
            }
        }
        while (g < glob.length() && glob.charAt(g) == '*') {
            g++;
        }
        return g == glob.length();
    }

    private static void subject(List<String> faults, DependencePolicy policy) {
        SubjectKind kind = policy.getSubject();
        String name = policy.getSubjectName();
        demand(
                faults,
                (kind == SubjectKind.MARKET) == (policy.getMetric() == Metric.HHI),
                "subject " + kind + " with metric " + policy.getMetric() + ": HHI measures MARKET, and only HHI does");
        switch (kind) {
            case COUNTRY ->
                demand(
                        faults,
                        name != null && COUNTRY.matcher(name).matches() && !name.equals("XX"),
                        "subjectName '" + name + "': a country's alpha-2 code is expected");
            case BLOC ->
                demand(
                        faults,
                        name != null && ID.matcher(name).matches(),
                        "subjectName '" + name + "': the id of a bloc is expected");
            default -> demand(faults, name == null, "subjectName '" + name + "': subject " + kind + " takes no name");
        }
    }

    private static void glob(List<String> faults, String field, String glob) {
        demand(
                faults,
                GLOB.matcher(glob).matches(),
                field + " '" + glob + "': a name is expected, in which * stands for any characters and ? for one");
    }

    private static void demand(List<String> faults, boolean met, String fault) {
        if (!met) {
            faults.add(fault);
        }
    }
}
