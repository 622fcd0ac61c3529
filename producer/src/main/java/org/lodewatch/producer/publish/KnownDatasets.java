package org.lodewatch.producer.publish;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.lodewatch.producer.feed.DatasetDeclaration;
import org.lodewatch.producer.rules.ImportRow;
import org.lodewatch.producer.rules.RowFault;
import org.lodewatch.schemas.OperatorException;
import org.lodewatch.schemas.messages.DatasetProperties;
import org.lodewatch.schemas.values.RejectionReason;

/**
 * What the datasets of a run measure: as it was published with their first rows, as it is declared, or as the rows of
 * their first publication show it. Every row is held to it. Not thread-safe.
 */
final class KnownDatasets {

    private static final String USD = "USD";
    private static final int YEAR = 12;

    /** The code length of a dataset that has several. */
    static final int SEVERAL = 0;

    private static final int UNKNOWN = -1;

    private static final class Known {

        private final String dataset;
        private int months = UNKNOWN;
        private int digits = UNKNOWN;
        private Optional<String> imports = Optional.empty();
        private Optional<String> valuation = Optional.empty();
        private String currency = USD;

        /** Those that a book counts, in order. */
        private final Set<String> codes = new TreeSet<>();

        /** Every code so far, so that each is classified once. */
        private final Set<String> seen = new HashSet<>();

        /** Whether the code length may still change, because this is the first publication. */
        private boolean learning;

        private boolean changed;

        Known(String dataset) {
            this.dataset = dataset;
        }
    }

    private final Supplier<Map<String, DatasetProperties>> published;
    private final DatasetDeclaration declared;
    private final Set<String> learning;
    private final Predicate<ImportRow> counted;
    private final Function<String, Collection<String>> publishedCodes;
    private final Map<String, Known> datasets = new TreeMap<>();
    private Map<String, DatasetProperties> earlier;
    private Known last;

    /**
     * @param published loads what was published, by dataset; called once, at the first row
     * @param declared about every dataset of the run
     * @param learning datasets whose first publication an earlier run of this feed has begun
     * @param counted whether a book counts a row, by its code
     * @param publishedCodes loads the codes of the published records of a dataset that a book counts; called only for a
     *     dataset that was published without a declaration of its codes
     */
    KnownDatasets(
            Supplier<Map<String, DatasetProperties>> published,
            DatasetDeclaration declared,
            Collection<String> learning,
            Predicate<ImportRow> counted,
            Function<String, Collection<String>> publishedCodes) {
        this.published = published;
        this.declared = declared;
        this.learning = new HashSet<>(learning);
        this.counted = counted;
        this.publishedCodes = publishedCodes;
    }

    /**
     * Checks a row against what its dataset holds.
     *
     * @throws RowFault if the length of its period or of its code is another one
     * @throws OperatorException if the declaration contradicts what the dataset holds
     */
    void check(ImportRow row) throws RowFault {
        Known known = known(row.dataset());
        int months = months(row.period());
        if (known.months != UNKNOWN && known.months != months) {
            throw new RowFault(
                    RejectionReason.MIXED_PERIOD_LENGTHS,
                    "period: '%s' is a %s, but dataset %s holds %ss; a dataset has one period length: publish %ss as a dataset of their own"
                            .formatted(row.period(), noun(months), row.dataset(), noun(known.months), noun(months)));
        }
        int digits = row.commodityCode().length();
        if (!known.learning && known.digits > SEVERAL && known.digits != digits) {
            throw new RowFault(
                    RejectionReason.WRONG_CODE_LEVEL,
                    "commodity_code: '%s' has %d digits, but dataset %s holds codes of %d digits; a dataset has one level of codes: publish other levels as a dataset of their own"
                            .formatted(row.commodityCode(), digits, row.dataset(), known.digits));
        }
    }

    /** Whether records of a dataset were published before the run. */
    boolean published(String dataset) {
        known(dataset);
        return earlier.containsKey(dataset);
    }

    /** Whether a period has the length of its dataset's periods, as far as that is known. */
    boolean fits(String dataset, String period) {
        int months = known(dataset).months;
        return months == UNKNOWN || months == months(period);
    }

    /** Learns from a row that is published. */
    void accept(ImportRow row) {
        Known known = known(row.dataset());
        if (known.months == UNKNOWN) {
            known.months = months(row.period());
            known.changed = true;
        }
        int digits = row.commodityCode().length();
        if (known.learning && known.digits != digits && known.digits != SEVERAL) {
            known.digits = known.digits == UNKNOWN ? digits : SEVERAL;
            known.changed = true;
        }
        String code = row.commodityCode();
        if (known.seen.add(code) && counted.test(row) && known.codes.add(code)) {
            known.changed = true;
        }
    }

    /** Whether codes of a dataset may contain each other, because it does not hold one code length. */
    boolean mayOverlap(String dataset) {
        Known known = known(dataset);
        return known.learning || known.digits == SEVERAL;
    }

    /** What has become known since the last call. */
    List<DatasetProperties> changes(Instant now) {
        List<DatasetProperties> changes = new ArrayList<>();
        for (Known known : datasets.values()) {
            if (known.changed && known.months != UNKNOWN) {
                known.changed = false;
                changes.add(new DatasetProperties(
                        known.dataset,
                        known.months,
                        Math.max(known.digits, SEVERAL),
                        known.imports.orElse(null),
                        known.valuation.orElse(null),
                        known.currency,
                        List.copyOf(known.codes),
                        now));
            }
        }
        return changes;
    }

    /** The datasets whose first publication is not at its end. */
    List<String> learning() {
        return datasets.values().stream()
                .filter(known -> known.learning)
                .map(known -> known.dataset)
                .toList();
    }

    /** The input is at its end: a dataset now holds the code length of its first publication. */
    void end() {
        datasets.values().forEach(known -> known.learning &= known.digits == UNKNOWN);
    }

    private Known known(String dataset) {
        if (last == null || !last.dataset.equals(dataset)) {
            last = datasets.get(dataset);
            if (last == null) {
                last = first(dataset);
                datasets.put(dataset, last);
            }
        }
        return last;
    }

    private Known first(String dataset) {
        if (earlier == null) {
            earlier = published.get();
        }
        Known known = new Known(dataset);
        known.codes.addAll(declared.codes());
        DatasetProperties before = earlier.get(dataset);
        if (before == null) {
            known.digits = declared.codeDigits().orElse(UNKNOWN);
            known.learning = declared.codeDigits().isEmpty();
            known.imports = declared.imports();
            known.valuation = declared.valuation();
            known.currency = declared.currency().orElse(USD);
        } else {
            known.months = before.getPeriodMonths();
            known.digits = before.getCodeDigits();
            known.learning = learning.contains(dataset);
            known.currency = before.getCurrency();
            known.imports = agreed(dataset, before.getImports(), declared.imports(), " imports");
            known.valuation = agreed(dataset, before.getValuation(), declared.valuation(), " values");
            agreed(dataset, before.getCurrency(), declared.currency(), "");
            requireLevel(known);
            addPublishedCodes(known, before);
            known.changed = !Objects.equals(before.getImports(), known.imports.orElse(null))
                    || !Objects.equals(before.getValuation(), known.valuation.orElse(null))
                    || before.getCodeDigits() != known.digits
                    || !List.copyOf(known.codes).equals(before.getCodes());
        }
        return known;
    }

    /** A dataset keeps its codes. One that was published without them gets them from a source, or from its records. */
    private void addPublishedCodes(Known known, DatasetProperties before) {
        if (before.getCodes() != null) {
            known.codes.addAll(before.getCodes());
        } else if (declared.codes().isEmpty()) {
            known.codes.addAll(publishedCodes.apply(known.dataset));
        }
    }

    private static Optional<String> agreed(String dataset, String before, Optional<String> declared, String noun) {
        if (before != null && declared.isPresent() && !declared.get().equals(before)) {
            throw refused(dataset, before + noun, declared.get() + noun);
        }
        return before == null ? declared : Optional.of(before);
    }

    /** One level may become several if the operator says so, but not the other way round. */
    private void requireLevel(Known known) {
        if (declared.codeDigits().isEmpty() || declared.codeDigits().getAsInt() == known.digits) {
            return;
        }
        int digits = declared.codeDigits().getAsInt();
        if (digits != SEVERAL && !known.learning) {
            throw refused(known.dataset, level(known.digits), level(digits));
        }
        known.digits = digits;
        known.learning = false;
    }

    private static OperatorException refused(String dataset, String held, String given) {
        return new OperatorException(
                "dataset %s holds %s, and this run has %s: nothing of it is published; give it a dataset of its own (--set dataset=NAME, or --dataset NAME for the feed of an office)"
                        .formatted(dataset, held, given));
    }

    private static String level(int digits) {
        return digits == SEVERAL ? "codes of several lengths" : "codes of " + digits + " digits";
    }

    private static int months(String period) {
        return period.length() == 4 ? YEAR : 1;
    }

    private static String noun(int months) {
        return months == YEAR ? "year" : "month";
    }
}
