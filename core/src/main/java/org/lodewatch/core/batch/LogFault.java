package org.lodewatch.core.batch;

/**
 * A kind of fault in customs-imports, with what was found of it.
 *
 * @param count how many records, ids, periods or datasets have it, as the kind counts
 * @param first the first one found: where it is, and what is wrong with it, in one line
 */
public record LogFault(Kind kind, long count, String first) {

    /** The kinds of faults, the gravest first. */
    public enum Kind {
        /** Records in a partition to which their key does not belong. */
        WRONG_PARTITION(
                true,
                "records are in another partition than their key's: revisions of one record id may both count",
                "use the partitioner of the Java client, and move the log with lodewatch topics repartition"),
        /** Record ids of which one revision came with two contents. */
        CONFLICTING_CONTENT(
                true,
                "record ids have one revision with different contents: the first is counted",
                "publish the right content with a higher revision"),
        /** Datasets with months and years. */
        MIXED_PERIOD_LENGTHS(
                true,
                "datasets have months and years: goods count twice",
                "withdraw the records of one length, or publish them as a dataset of their own"),
        /** Records whose code contains the code of another record of the same period, reporter and origin. */
        OVERLAPPING_CODES(
                true,
                "records have a commodity code that another record's code is a part of: goods count twice",
                "withdraw the subtotals or their lines"),
        /** Records that differ from what their dataset declares. */
        OTHER_PROPERTIES(
                true,
                "records have another period length or number of code digits than their dataset declares",
                "withdraw them, and publish them as a dataset of their own"),
        /** Periods of which a feed could not publish every row. */
        PARTIAL_PERIOD(
                false,
                "periods lack rows, so their windows are marked as partial",
                "see lodewatch rejected, and publish the corrected rows"),
        /** Periods that no feed has declared complete although later ones are. */
        UNDECLARED_PERIOD(
                false,
                "periods are not declared complete although later ones are, so their windows are not judged",
                "if they are, use lodewatch produce complete DATASET PERIOD"),
        /** Origins that appeared after their period was declared complete. */
        ADDED_TO_COMPLETE_PERIOD(
                false,
                "origins were added to a period after it was declared complete",
                "publish files that hold a part of a period with --part"),
        /** Records that a later edition may have replaced under another record id. */
        POSSIBLE_REPETITION(
                false,
                "records have the code, period and value of a record with another origin and a higher revision",
                "publish editions of a file with --edition, which withdraws lines that are gone"),
        /** Periods that are far from all others. */
        ISOLATED_PERIOD(
                false,
                "newest periods follow a gap of several periods",
                "if the period is mistyped, publish the record with the right one and a higher revision"),
        /** Records with a value whose weight is zero. */
        ZERO_WEIGHT(
                false, "records have a value but a net weight of 0, which counts as unknown", "leave the weight empty"),
        /** Records that cannot be used. */
        UNUSABLE(false, "records cannot be used; each is in customs-imports-rejected", "see lodewatch rejected");

        private final boolean wrongFigures;
        private final String meaning;
        private final String remedy;

        Kind(boolean wrongFigures, String meaning, String remedy) {
            this.wrongFigures = wrongFigures;
            this.meaning = meaning;
            this.remedy = remedy;
        }

        /** Whether published figures are wrong because of it. Of the others, figures are right or marked. */
        public boolean wrongFigures() {
            return wrongFigures;
        }
    }

    /** The fault in one line: how many, what it means, the first one, what to do. */
    public String sentence() {
        return "%,d %s; first: %s; %s".formatted(count, kind.meaning, first, kind.remedy);
    }
}
