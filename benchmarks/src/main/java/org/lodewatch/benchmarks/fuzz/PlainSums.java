package org.lodewatch.benchmarks.fuzz;

import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.lodewatch.core.book.Totals;
import org.lodewatch.core.ledger.ImportLedger;
import org.lodewatch.core.ledger.LedgerBook;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.catalogue.Classification;
import org.lodewatch.schemas.messages.CustomsImport;
import org.lodewatch.schemas.messages.DatasetProperties;
import org.lodewatch.schemas.messages.MineralShares;
import org.lodewatch.schemas.messages.PeriodComplete;
import org.lodewatch.schemas.messages.PeriodState;
import org.lodewatch.schemas.serde.UndecodableException;
import org.lodewatch.schemas.values.CountryCode;
import org.lodewatch.schemas.values.Months;

/** The totals of a log, computed with nothing but documented rules: the highest revision of each record id, added up. */
final class PlainSums {

    private static final String PERIOD = "[0-9]{4}(-(0[1-9]|1[0-2]))?";
    private static final Instant EARLIEST = Instant.parse("1990-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("2100-01-01T00:00:00Z");
    private static final long MOST_CENTS = 100_000_000_000_000L;
    private static final long MOST_GRAMS = 1_000_000_000_000_000L;
    private static final int LONGEST_KEY = 1024;

    private final Catalogue catalogue;
    private final Map<String, CustomsImport> selected = new HashMap<>();

    PlainSums(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    /** Adds a record. @return false if it must be rejected for what it is, without regard to other records */
    boolean add(byte[] key, byte[] value, Function<byte[], SpecificRecord> decoder) {
        if (key == null || key.length == 0 || value == null) {
            return false;
        }
        try {
            SpecificRecord message = decoder.apply(value);
            if (message instanceof CustomsImport line) {
                boolean plausible = key.length <= LONGEST_KEY && isPlausible(line);
                if (plausible) {
                    String id = line.getDataset() + " " + HexFormat.of().formatHex(key);
                    selected.merge(id, line, (one, other) -> other.getRevision() > one.getRevision() ? other : one);
                }
                return plausible;
            }
            return message instanceof PeriodComplete period
                    ? isPlausible(period)
                    : isPlausible((DatasetProperties) message);
        } catch (UndecodableException e) {
            return false;
        }
    }

    private boolean isPlausible(CustomsImport line) {
        Long grams = line.getNetWeightGrams();
        return isPeriodOf(line.getDataset(), line.getReporter(), line.getPeriod(), line.getPublishedAt())
                && catalogue.country(line.getOrigin()).isPresent()
                && line.getCommodityCode().matches("[0-9]{2,10}")
                && line.getRevision() >= 0
                && line.getCustomsValueCents() >= 0
                && line.getCustomsValueCents() <= MOST_CENTS
                && (grams == null || grams >= 0 && grams <= MOST_GRAMS);
    }

    private boolean isPlausible(PeriodComplete message) {
        return isPeriodOf(message.getDataset(), message.getReporter(), message.getPeriod(), message.getPublishedAt())
                && (message.getState() == PeriodState.PARTIAL
                        || lastMonth(message.getPeriod()).compareTo(month(message.getPublishedAt())) < 0);
    }

    private static boolean isPlausible(DatasetProperties message) {
        int digits = message.getCodeDigits();
        return isDataset(message.getDataset())
                && isMoment(message.getPublishedAt())
                && (message.getPeriodMonths() == 1 || message.getPeriodMonths() == 12)
                && (digits == 0 || digits >= 2 && digits <= 10)
                && Objects.requireNonNullElse(message.getImports(), "general").matches("general|consumption")
                && Objects.requireNonNullElse(message.getValuation(), "cif").matches("customs|cif")
                && message.getCurrency().matches("[A-Z]{3}")
                && (message.getCodes() == null
                        || message.getCodes().stream().allMatch(code -> code.matches("[0-9]{2,10}")));
    }

    private boolean isPeriodOf(String dataset, String reporter, String period, Instant publishedAt) {
        return isDataset(dataset)
                && !reporter.equals("XX")
                && catalogue.country(reporter).isPresent()
                && isMoment(publishedAt)
                && period.matches(PERIOD)
                && period.compareTo("1990") >= 0
                && firstMonth(period).compareTo(month(publishedAt)) <= 0;
    }

    private static boolean isDataset(String text) {
        return text.matches("[a-z0-9][a-z0-9-]{0,62}");
    }

    private static boolean isMoment(Instant moment) {
        return !moment.isBefore(EARLIEST) && moment.isBefore(LATEST);
    }

    private static String month(Instant moment) {
        return moment.toString().substring(0, 7);
    }

    private static String firstMonth(String period) {
        return period.length() == 4 ? period + "-01" : period;
    }

    private static String lastMonth(String period) {
        return period.length() == 4 ? period + "-12" : period;
    }

    /** Cents by book, month and country, and their records. */
    Map<String, String> byMonth() {
        Map<String, long[]> sums = new TreeMap<>();
        for (CustomsImport line : selected.values()) {
            Optional<String> book = book(line);
            if (book.isPresent()) {
                long[] sum = sums.computeIfAbsent(
                        "%s@%s %s".formatted(book.get(), lastMonth(line.getPeriod()), line.getOrigin()),
                        key -> new long[2]);
                sum[0]++;
                sum[1] += line.getCustomsValueCents();
            }
        }
        Map<String, String> texts = new TreeMap<>();
        sums.forEach((key, sum) -> texts.put(key, sum[0] + " records, " + sum[1] + " cents"));
        return texts;
    }

    /** What a ledger holds, in the same form. */
    static Map<String, String> of(ImportLedger ledger) {
        Map<String, String> texts = new TreeMap<>();
        for (LedgerBook book : ledger.books()) {
            book.totals().forEach((month, totals) -> {
                for (int entry = 0; entry < totals.size(); entry++) {
                    long records = totals.get(entry, Totals.RECORDS);
                    if (records != 0) {
                        texts.put(
                                "%s@%s %s"
                                        .formatted(
                                                book.key(),
                                                Months.text(month),
                                                CountryCode.text(totals.country(entry))),
                                records + " records, " + totals.get(entry, Totals.VALUE) + " cents");
                    }
                }
            });
        }
        return texts;
    }

    /** The cents of a window, by the months that it spans. */
    long ofWindow(MineralShares shares) {
        String book = shares.getDataset() + "/" + shares.getReporter() + "/" + shares.getMineral();
        int last = Months.of(shares.getAsOf());
        long cents = 0;
        for (CustomsImport line : selected.values()) {
            int month = Months.of(lastMonth(line.getPeriod()));
            if (month <= last && month > last - shares.getWindowMonths() && isIn(line, book)) {
                cents += line.getCustomsValueCents();
            }
        }
        return cents;
    }

    private boolean isIn(CustomsImport line, String book) {
        return book(line).filter(own -> own.equals(book) || isPart(own, book)).isPresent();
    }

    private boolean isPart(String own, String book) {
        return catalogue.forms().stream()
                .anyMatch(form -> form.headline()
                        && own.endsWith("/" + form.book())
                        && book.equals(
                                own.substring(0, own.length() - form.book().length()) + form.mineral()));
    }

    /** The book of its form; empty if it is withdrawn or of no mineral. */
    private Optional<String> book(CustomsImport line) {
        if (line.getWithdrawn()) {
            return Optional.empty();
        }
        int first = Months.of(firstMonth(line.getPeriod()));
        int last = Months.of(lastMonth(line.getPeriod()));
        return catalogue.commodities().stream()
                .filter(code -> line.getCommodityCode().startsWith(code.prefix()) && code.isValid(first, last))
                .max((one, other) -> one.prefix().length() - other.prefix().length())
                .map(Classification::book)
                .map(book -> line.getDataset() + "/" + line.getReporter() + "/" + book);
    }
}
