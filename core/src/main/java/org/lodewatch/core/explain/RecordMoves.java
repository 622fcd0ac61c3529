package org.lodewatch.core.explain;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.lodewatch.core.book.BookKey;
import org.lodewatch.core.book.Totals;
import org.lodewatch.core.book.Window;
import org.lodewatch.core.book.Windows;
import org.lodewatch.core.explain.FigureMove.FurtherTerm;
import org.lodewatch.core.explain.FigureMove.MovedSum;
import org.lodewatch.core.ledger.LedgerRecord;
import org.lodewatch.core.policy.Judgement;
import org.lodewatch.core.policy.MeasuredBook;
import org.lodewatch.core.policy.SupplyFigure;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.catalogue.Form;
import org.lodewatch.schemas.catalogue.NetImportReliance;
import org.lodewatch.schemas.messages.DependencePolicy;
import org.lodewatch.schemas.messages.Measure;
import org.lodewatch.schemas.messages.Metric;
import org.lodewatch.schemas.values.CountryCode;
import org.lodewatch.schemas.values.Months;

/** Finds the records that moved a policy's figure between two windows of a book, or between two editions of its records. */
public final class RecordMoves {

    private static final Comparator<MovedRecords> LARGEST_FIRST = Comparator.comparingDouble(
                    (MovedRecords moved) -> -Math.abs(Double.isNaN(moved.points()) ? 0 : moved.points()))
            .thenComparingLong(moved -> -Math.abs(moved.cents()))
            .thenComparing(MovedRecords::month)
            .thenComparing(MovedRecords::country)
            .thenComparing(MovedRecords::code)
            .thenComparing(MovedRecords::former)
            .thenComparing(MovedRecords::cause);

    private final Catalogue catalogue;
    private final Judgement judgement;
    private final BookKey book;
    private final Windows published;
    private final DependencePolicy policy;
    private final String subject;

    /**
     * @param published the windows of the book
     * @param subject alpha-2 code of a country, id of a bloc, or {@code market}
     */
    public RecordMoves(
            Catalogue catalogue,
            Judgement judgement,
            BookKey book,
            Windows published,
            DependencePolicy policy,
            String subject) {
        this.catalogue = catalogue;
        this.judgement = judgement;
        this.book = book;
        this.published = published;
        this.policy = policy;
        this.subject = subject;
    }

    /** What counted in a window of an edition. */
    private record Side(BookRecords records, Window window, Optional<SupplyFigure> figure) {

        /** A record of the edition, if it is in the window, or in that of some months earlier. */
        private Optional<BookRecord> in(String id, int monthsEarlier) {
            return Optional.ofNullable(records.byId().get(id))
                    .filter(record -> record.isIn(window.asOf() - monthsEarlier, window.months()));
        }
    }

    private record Group(ChangeCause cause, int month, int country, String code, String former) {}

    /**
     * What moved the figure.
     *
     * @param before the records of the first edition
     * @param asOfBefore the last month of the first window, which must be published
     * @param after the records of the second edition, or the same
     * @param asOfAfter the last month of the second window, which must be published
     */
    public FigureMove between(BookRecords before, int asOfBefore, BookRecords after, int asOfAfter) {
        Side from = side(before, asOfBefore);
        Side to = before == after ? side(after, asOfAfter, from) : side(after, asOfAfter);
        Map<Group, MovedSum> moved = new HashMap<>();
        Map<ChangeCause, MovedSum> causes = new EnumMap<>(ChangeCause.class);
        addMoved(from, to, moved, causes);
        List<MovedRecords> records = new ArrayList<>();
        moved.forEach((group, sum) -> records.add(new MovedRecords(
                group.cause(),
                group.month(),
                CountryCode.text(group.country()),
                group.code(),
                group.former(),
                sum.records(),
                sum.cents(),
                sum.points())));
        records.sort(LARGEST_FIRST);
        return new FigureMove(
                asOfBefore,
                asOfAfter,
                from.window().totals().sum(Totals.VALUE),
                to.window().totals().sum(Totals.VALUE),
                value(from.figure()),
                value(to.figure()),
                records,
                causes,
                further(from.figure(), to.figure()));
    }

    private static OptionalDouble value(Optional<SupplyFigure> figure) {
        return figure.isPresent() ? OptionalDouble.of(figure.get().value()) : OptionalDouble.empty();
    }

    private Side side(BookRecords records, int asOf) {
        Windows windows = records.windows(published);
        return side(records, windows, asOf);
    }

    /** Another window of the same edition. */
    private Side side(BookRecords records, int asOf, Side same) {
        return same.window().asOf() == asOf ? same : side(records, asOf);
    }

    private Side side(BookRecords records, Windows windows, int asOf) {
        MeasuredBook measured = judgement.measured(book, windows);
        return new Side(records, windows.at(asOf).orElseThrow(), measured.figure(policy, subject, asOf));
    }

    private void addMoved(Side from, Side to, Map<Group, MovedSum> moved, Map<ChangeCause, MovedSum> causes) {
        Optional<FigureGradient> gradient = gradient(from, to, false);
        Optional<FigureGradient> yearBefore =
                policy.getMetric() == Metric.DETOUR ? gradient(from, to, true) : Optional.empty();
        TreeSet<String> ids = new TreeSet<>(from.records().byId().keySet());
        ids.addAll(to.records().byId().keySet());
        for (String id : ids) {
            Optional<BookRecord> was = from.in(id, 0);
            Optional<BookRecord> is = to.in(id, 0);
            if (!was.equals(is)) {
                add(cause(id, was, is, from.records(), to.records()), was, is, gradient, moved, causes);
            }
            if (yearBefore.isPresent()) {
                Optional<BookRecord> counted = from.in(id, Windows.COMPARISON);
                Optional<BookRecord> counts = to.in(id, Windows.COMPARISON);
                if (!counted.equals(counts)) {
                    add(ChangeCause.YEAR_BEFORE, counted, counts, yearBefore, moved, causes);
                }
            }
        }
    }

    private static Optional<FigureGradient> gradient(Side from, Side to, boolean yearBefore) {
        return from.figure().isEmpty() || to.figure().isEmpty()
                ? Optional.empty()
                : Optional.of(
                        yearBefore
                                ? FigureGradient.ofYearBefore(
                                        from.figure().get(), to.figure().get())
                                : FigureGradient.of(
                                        from.figure().get(), to.figure().get()));
    }

    /** Adds what a record counted before and what it counts now. */
    private void add(
            ChangeCause cause,
            Optional<BookRecord> was,
            Optional<BookRecord> is,
            Optional<FigureGradient> gradient,
            Map<Group, MovedSum> moved,
            Map<ChangeCause, MovedSum> causes) {
        MovedSum sum = Stream.of(
                        was.map(record -> sum(cause, record, -1, gradient)),
                        is.map(record -> sum(cause, record, 1, gradient)))
                .flatMap(Optional::stream)
                .reduce(new MovedSum(1, 0, 0), MovedSum::plus);
        moved.merge(group(cause, was, is), sum, MovedSum::plus);
        causes.merge(cause, sum, MovedSum::plus);
    }

    /** The place of a record, and what of it was another before. */
    private static Group group(ChangeCause cause, Optional<BookRecord> was, Optional<BookRecord> is) {
        BookRecord now = is.or(() -> was).orElseThrow();
        BookRecord before = was.orElse(now);
        List<String> former = new ArrayList<>();
        if (before.month() != now.month()) {
            former.add(Months.text(before.month()));
        }
        if (before.country() != now.country()) {
            former.add(CountryCode.text(before.country()));
        }
        if (!before.code().equals(now.code())) {
            former.add(before.code());
        }
        return new Group(cause, now.month(), now.country(), now.code(), String.join(" ", former));
    }

    /** What a record adds, without its number. The window twelve months earlier adds no value. */
    private MovedSum sum(ChangeCause cause, BookRecord record, int sign, Optional<FigureGradient> gradient) {
        return new MovedSum(
                0,
                cause == ChangeCause.YEAR_BEFORE ? 0 : sign * record.cents(),
                gradient.isEmpty() ? Double.NaN : points(gradient.get(), record, sign));
    }

    /** Returned goods are no part of the supply, so they move no figure. */
    private double points(FigureGradient gradient, BookRecord record, int sign) {
        return record.country() == CountryCode.of(book.reporter())
                ? 0
                : gradient.points(record.country(), sign * quantity(record));
    }

    private double quantity(BookRecord record) {
        if (policy.getMeasure() == Measure.VALUE) {
            return record.cents();
        }
        double grams = Math.max(0, record.grams());
        return policy.getMeasure() == Measure.WEIGHT
                ? grams
                : grams
                        * catalogue
                                .form(record.form())
                                .map(Form::content)
                                .orElse(OptionalDouble.empty())
                                .orElse(0);
    }

    /**
     * Why a record counts in one of two windows, or counts otherwise.
     *
     * @param was what counted in the first window
     * @param is what counts in the second window
     */
    private static ChangeCause cause(
            String id, Optional<BookRecord> was, Optional<BookRecord> is, BookRecords from, BookRecords to) {
        if (was.isPresent() && is.isPresent()) {
            return ChangeCause.REVISION;
        }
        if (was.isPresent()) {
            BookRecord later = to.byId().get(id);
            if (later == null) {
                return to.published(id).filter(held -> !held.withdrawn()).isPresent()
                        ? ChangeCause.RECLASSIFIED
                        : ChangeCause.WITHDRAWAL;
            }
            return later.month() == was.get().month() ? ChangeCause.MONTH_LEFT : ChangeCause.REVISION;
        }
        BookRecord earlier = from.byId().get(id);
        if (earlier != null) {
            return earlier.month() == is.orElseThrow().month() ? ChangeCause.NEW_MONTH : ChangeCause.REVISION;
        }
        Optional<LedgerRecord> held = from.published(id).filter(record -> !record.withdrawn());
        if (held.isPresent()) {
            return ChangeCause.RECLASSIFIED;
        }
        return from.hasRecords(is.orElseThrow().month(), is.get().yearly())
                ? ChangeCause.REVISION
                : ChangeCause.NEW_MONTH;
    }

    private List<FurtherTerm> further(Optional<SupplyFigure> before, Optional<SupplyFigure> after) {
        if (before.isEmpty() || after.isEmpty()) {
            return List.of();
        }
        SupplyFigure one = before.get();
        SupplyFigure other = after.get();
        if (one.factor() != other.factor()) {
            double mean = (one.sum() + other.sum()) / 2;
            return List.of(new FurtherTerm(
                    "net import reliance %s to %s".formatted(text(one.reliance()), text(other.reliance())),
                    (other.factor() - one.factor()) * mean));
        }
        if (policy.getMetric() != Metric.DETOUR || one.weights().equals(other.weights())) {
            return List.of();
        }
        double points = 0;
        TreeSet<Integer> countries = new TreeSet<>(one.weights().keySet());
        countries.addAll(other.weights().keySet());
        for (int country : countries) {
            double gain =
                    (one.part(country) - one.partBefore(country) + other.part(country) - other.partBefore(country)) / 2;
            points += gain
                    * (other.weights().getOrDefault(country, 0.0)
                            - one.weights().getOrDefault(country, 0.0));
        }
        return List.of(new FurtherTerm("countries that began or ceased to count as a detour", points));
    }

    /** "53 % (2024)". */
    private static String text(Optional<NetImportReliance> reliance) {
        return reliance.map(figure -> String.format(Locale.ROOT, "%s %% (%d)", figure.printed(), figure.year()))
                .orElse("unknown");
    }
}
