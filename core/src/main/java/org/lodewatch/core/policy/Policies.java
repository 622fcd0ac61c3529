package org.lodewatch.core.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.lodewatch.core.book.BookKey;
import org.lodewatch.schemas.messages.DependencePolicy;
import org.lodewatch.schemas.messages.Measure;
import org.lodewatch.schemas.messages.Metric;
import org.lodewatch.schemas.messages.SubjectKind;

/** The initial policies, the validity of a policy, and the books that it selects. */
public final class Policies {

    private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");
    private static final Pattern GLOB = Pattern.compile("[A-Za-z0-9*?-]+");
    private static final Pattern COUNTRY = Pattern.compile("[A-Z]{2}");
    private static final int MAX_DWELL_MONTHS = 60;
    private static final long ONE_MILLION_USD = 100_000_000L;

    private Policies() {}

    /**
     * The policies of a new cluster. They pass over what the reporter exports on balance.
     *
     * <p>The 65 % line is that of the European Critical Raw Materials Act (Regulation (EU) 2024/1252, Article 5): no more than
     * 65 % of the annual consumption of a strategic raw material from one third country. Effective dependence measures just
     * that. Its warning line of 40 % is the market share below which the European Commission considers dominance unlikely
     * (guidance on Article 82 of the EC Treaty, 2009/C 45/02, paragraph 14). Single source applies 65 % to imports alone, for
     * minerals without published consumption.
     */
    public static List<DependencePolicy> initial() {
        return List.of(
                initial("single-source", "Any one country supplies half, or 65 %, of the imports of a mineral")
                        .setSubject(SubjectKind.ANY_COUNTRY)
                        .setWarning(50)
                        .setCritical(65)
                        .build(),
                initial(
                                "entities-of-concern",
                                "Foreign entities of concern together supply 40 %, or 60 %, of a mineral")
                        .setSubject(SubjectKind.BLOC)
                        .setSubjectName("entities-of-concern")
                        .setWarning(40)
                        .setCritical(60)
                        .build(),
                initial(
                                "effective-dependence",
                                "40 %, or 65 %, of the consumption of a mineral depends on any one country")
                        .setSubject(SubjectKind.ANY_COUNTRY)
                        .setMetric(Metric.EFFECTIVE_DEPENDENCE)
                        .setWarning(40)
                        .setCritical(65)
                        .build());
    }

    private static DependencePolicy.Builder initial(String id, String description) {
        return DependencePolicy.newBuilder()
                .setId(id)
                .setVersion(1)
                .setDescription(description + ", except what the reporter exports on balance")
                .setMetric(Metric.SHARE)
                .setMeasure(Measure.VALUE)
                .setClearMargin(3)
                .setMinimumValueCents(ONE_MILLION_USD)
                .setNetExports(false);
    }

    /** The highest line that a metric can have, in its unit. */
    public static double highestLine(Metric metric) {
        return Measurement.highest(metric);
    }

    /** The unit of a metric and its lines: {@code percent} or {@code points}. */
    public static String unit(Metric metric) {
        return Measurement.unit(metric);
    }

    /**
     * What is wrong with a record of the topic of policies, which others may write to. A record with a fault changes nothing:
     * the policy that it would replace stays in force.
     *
     * @param key of the record, or null
     * @param policy its value; null to delete the policy
     * @return empty if nothing is
     */
    public static List<String> faults(String key, DependencePolicy policy) {
        if (key == null) {
            return List.of("the record has no key: the key must be the policy's id");
        }
        if (policy == null) {
            return List.of();
        }
        return key.equals(policy.getId())
                ? faults(policy)
                : List.of("its id is '" + policy.getId() + "', but its key is not");
    }

    /** What is wrong with a policy, a line each; empty if it is valid. */
    public static List<String> faults(DependencePolicy policy) {
        Faults faults = new Faults();
        faults.unless(
                ID.matcher(policy.getId()).matches(),
                "id '%s': lower-case letters, digits and dashes are expected, at most 63",
                policy.getId());
        faults.unless(policy.getVersion() >= 1, "version %d: 1 or more is expected", policy.getVersion());
        faults.unlessGlob("dataset", policy.getDataset());
        faults.unlessGlob("reporter", policy.getReporter());
        faults.unlessGlob("mineral", policy.getMineral());
        subject(faults, policy);
        double highest = Measurement.highest(policy.getMetric());
        String unit = Measurement.unit(policy.getMetric());
        faults.unless(
                policy.getWarning() > 0 && policy.getWarning() <= highest,
                "warning %s: more than 0 and at most %.0f %s is expected",
                policy.getWarning(),
                highest,
                unit);
        faults.unless(
                policy.getCritical() >= policy.getWarning() && policy.getCritical() <= highest,
                "critical %s: at least the warning line and at most %.0f %s is expected",
                policy.getCritical(),
                highest,
                unit);
        faults.unless(
                policy.getClearMargin() >= 0 && policy.getClearMargin() < policy.getWarning(),
                "clearMargin %s: 0 or more, and less than the warning line, is expected",
                policy.getClearMargin());
        faults.unless(
                policy.getDwellMonths() >= 1 && policy.getDwellMonths() <= MAX_DWELL_MONTHS,
                "dwellMonths %d: 1 to %d is expected",
                policy.getDwellMonths(),
                MAX_DWELL_MONTHS);
        faults.unless(
                policy.getMinimumValueCents() >= 0,
                "minimumValueCents %d: 0 or more is expected",
                policy.getMinimumValueCents());
        return faults.lines;
    }

    /**
     * The policy to publish: one version above the present one of its id. Empty if the present one is the same but for its
     * version.
     */
    public static Optional<DependencePolicy> successor(DependencePolicy wanted, Optional<DependencePolicy> present) {
        long version = present.map(DependencePolicy::getVersion).orElse(0L);
        DependencePolicy unchanged =
                DependencePolicy.newBuilder(wanted).setVersion(version).build();
        return present.filter(unchanged::equals).isPresent()
                ? Optional.empty()
                : Optional.of(DependencePolicy.newBuilder(wanted)
                        .setVersion(version + 1)
                        .build());
    }

    /** Whether a policy is enabled and its globs match a book. */
    public static boolean selects(DependencePolicy policy, BookKey book) {
        return policy.getEnabled()
                && matches(policy.getDataset(), book.dataset())
                && matches(policy.getReporter(), book.reporter())
                && matches(policy.getMineral(), book.mineral());
    }

    /** Whether a policy is enabled and may select books of a dataset. */
    public static boolean selectsDataset(DependencePolicy policy, String dataset) {
        return policy.getEnabled() && matches(policy.getDataset(), dataset);
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
                // Only the last star needs to match more characters: it can match anything that an earlier star could.
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

    private static void subject(Faults faults, DependencePolicy policy) {
        SubjectKind kind = policy.getSubject();
        String name = policy.getSubjectName();
        faults.unless(
                (kind == SubjectKind.MARKET) == Measurement.isOfMarket(policy.getMetric()),
                "subject %s with metric %s: HHI, HHI_GOVERNANCE, UNPRODUCED_SHARE and DETOUR measure MARKET, and only they do",
                kind,
                policy.getMetric());
        faults.unless(
                policy.getMeasure() == Measure.VALUE || !Measurement.isOfValue(policy.getMetric()),
                "measure %s with metric %s: this metric is one of VALUE only",
                policy.getMeasure(),
                policy.getMetric());
        switch (kind) {
            case COUNTRY ->
                faults.unless(
                        name != null && COUNTRY.matcher(name).matches() && !name.equals("XX"),
                        "subjectName '%s': a country's alpha-2 code is expected",
                        name);
            case BLOC ->
                faults.unless(
                        name != null && ID.matcher(name).matches(),
                        "subjectName '%s': the id of a bloc is expected",
                        name);
            default -> faults.unless(name == null, "subjectName '%s': subject %s takes no name", name, kind);
        }
    }

    /** The rules that a policy breaks, a line each. */
    private static final class Faults {

        private final List<String> lines = new ArrayList<>();

        void unless(boolean met, String format, Object... values) {
            if (!met) {
                lines.add(String.format(Locale.ROOT, format, values));
            }
        }

        void unlessGlob(String field, String glob) {
            unless(
                    GLOB.matcher(glob).matches(),
                    "%s '%s': a name is expected, in which * matches any characters and ? matches one",
                    field,
                    glob);
        }
    }
}
