package org.lodewatch.core.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.lodewatch.schemas.catalogue.Classification;
import org.lodewatch.schemas.messages.CustomsImport;
import org.lodewatch.schemas.values.CountryCode;
import org.lodewatch.schemas.values.Period;
import org.lodewatch.schemas.values.RejectionReason;

/**
 * The content of a customs import record, for comparison with what the ledger holds of the same record id and revision.
 *
 * @param period its period
 * @param owner its dataset and reporter
 * @param classification of its commodity code; empty if the catalogue maps it to no mineral
 */
record RecordContent(CustomsImport line, Period period, LedgerOwner owner, Optional<Classification> classification) {

    private static final String NOW_AND_BEFORE = " is %s, and was %s before";

    /** The hash of a commodity code that the ledger holds. */
    static int code(String commodityCode) {
        return commodityCode.hashCode() * 0x9E3779B1 >>> 15;
    }

    /**
     * Why the record contradicts the one in the ledger; empty if it repeats it. Two withdrawals of a revision repeat each
     * other, whatever their other fields.
     *
     * @param kept the record in the ledger, of the same id and revision, is selected
     * @param place the book of that record
     */
    Optional<Rejection> conflict(LedgerTable kept, LedgerBook place) {
        if (line.getWithdrawn() && kept.withdrawn() || repeats(kept, place)) {
            return Optional.empty();
        }
        return Optional.of(new Rejection(
                RejectionReason.CONFLICTING_CONTENT,
                ("revision %d of this record id came before with other content, which stays: %s; publish a"
                                + " correction under a higher revision")
                        .formatted(line.getRevision(), String.join("; ", differences(kept, place)))));
    }

    private boolean repeats(LedgerTable kept, LedgerBook place) {
        return line.getWithdrawn() == kept.withdrawn()
                && line.getCustomsValueCents() == kept.value()
                && grams(line) == kept.weight()
                && CountryCode.of(line.getOrigin()) == kept.country()
                && hasPeriodOf(kept)
                && owner == place.owner()
                && hasCodeOf(kept, place);
    }

    private boolean hasPeriodOf(LedgerTable kept) {
        return period.lastMonth() == kept.month() && period.isYear() == kept.yearly();
    }

    /**
     * Of the code in the ledger, only a hash is known, and its book if a book counts the record. The book of one code may
     * differ from period to period.
     */
    private boolean hasCodeOf(LedgerTable kept, LedgerBook place) {
        boolean comparable = !line.getWithdrawn() && !kept.withdrawn() && hasPeriodOf(kept);
        return code(line.getCommodityCode()) == kept.code() && (!comparable || book().equals(book(place)));
    }

    /** The weight that the ledger holds for a record: a weight of 0 of goods with a value is unknown, as where there is none. */
    static long grams(CustomsImport line) {
        Long grams = line.getNetWeightGrams();
        return grams == null || grams == 0 && line.getCustomsValueCents() > 0 ? LedgerTable.NO_WEIGHT : grams;
    }

    private List<String> differences(LedgerTable kept, LedgerBook place) {
        List<String> differences = new ArrayList<>();
        if (line.getWithdrawn() != kept.withdrawn()) {
            differences.add(line.getWithdrawn() ? "it is withdrawn, and was not before" : "it was withdrawn before");
        }
        add(differences, "customs value in cents", line.getCustomsValueCents(), kept.value());
        add(differences, "net weight in grams", text(grams(line)), text(kept.weight()));
        add(differences, "origin", line.getOrigin(), CountryCode.text(kept.country()));
        add(differences, "period", period.toString(), period(kept));
        add(differences, "reporter", owner.key().reporter(), place.owner().key().reporter());
        if (!hasCodeOf(kept, place)) {
            differences.add(
                    "commodity code" + NOW_AND_BEFORE.formatted(line.getCommodityCode(), "another" + of(place)));
        }
        return differences;
    }

    private Optional<String> book() {
        return classification.map(Classification::book);
    }

    private static Optional<String> book(LedgerBook place) {
        return place.counts() ? Optional.of(place.key().mineral()) : Optional.empty();
    }

    private static String of(LedgerBook place) {
        return book(place).map(book -> " of " + book).orElse("");
    }

    private static String period(LedgerTable kept) {
        return new Period(kept.month(), kept.yearly() ? 12 : 1).toString();
    }

    private static String text(long grams) {
        return grams == LedgerTable.NO_WEIGHT ? "unknown" : Long.toString(grams);
    }

    private static void add(List<String> differences, String field, Object now, Object before) {
        if (!Objects.equals(now, before)) {
            differences.add(field + NOW_AND_BEFORE.formatted(now, before));
        }
    }
}
