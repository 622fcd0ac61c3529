package org.lodewatch.cli.copy;

import java.util.Locale;

/**
 * A kind of difference between a topic and its copy, with what was found of it in all partitions.
 *
 * @param topic the topic, which has the same name on both clusters
 * @param records how many records have it; 0 if the topic as a whole has it
 * @param first the first one found: where it is
 */
public record CopyFault(String topic, Kind kind, long records, String first) {

    /** Kinds of differences, the gravest first. */
    public enum Kind {
        /** The copy does not exist. */
        MISSING_TOPIC("the copy does not exist", "create it with as many partitions, and copy the topic"),
        /** The copy has another number of partitions. */
        OTHER_PARTITIONS(
                "the copy has another number of partitions",
                "delete the copy, create it with as many partitions, and copy the topic again"),
        /** Records of the source's aborted transactions are in the copy, where they are ordinary records. */
        ABORTED_RECORDS(
                "records that the source has aborted are in the copy",
                "the mirror must read with isolation.level=read_committed; delete the copy, and copy the topic again"),
        /** The first records of the source are gone, so the copy lacks them too. Its first offset does not show that. */
        SOURCE_LOST_HEAD(
                "records at the beginning are gone from the source, so the copy lacks them although it may begin at offset 0",
                "publish everything again, or go on if these records are not wanted, as with accept.log"),
        /** The first records of a partition of the source are not in the copy. */
        MISSING_HEAD(
                "records at the beginning of the source are missing in the copy",
                "the mirror must begin with the earliest offset; delete the copy, and copy the topic again"),
        /** Records of the source are not in the copy, though later ones are. */
        MISSING_RECORDS(
                "records of the source are missing in the copy, but not later ones",
                "delete the copy, and copy the topic again"),
        /** The last records of a partition of the source are not in the copy. */
        MISSING_END(
                "records at the end of the source are missing in the copy",
                "wait until the mirror has copied them, and compare again"),
        /** Records are in the copy more often than in the source. */
        REPEATED_RECORDS(
                "records are in the copy more often than in the source",
                "the mirror was interrupted, and has copied them again; delete the copy, and copy the topic again"),
        /** Records of the copy are not in this partition of the source. */
        OTHER_RECORDS(
                "records of the copy are not in this partition of the source",
                "stop what writes into the copy; delete it, and copy the topic again into the same partitions"),
        /** The records are the same, in another order. */
        OTHER_ORDER("records have another order in the copy", "delete the copy, and copy the topic again"),
        /** The contents are the same, with other timestamps. */
        OTHER_TIMESTAMPS(
                "records have another timestamp in the copy",
                "set message.timestamp.type=CreateTime for the copy; delete its records, and copy the topic again"),
        /** The source has a transaction that is neither committed nor aborted. */
        OPEN_TRANSACTION(
                "offsets of the source are in or after a transaction that is still open, and are not compared",
                "stop all producers of the source, let the transaction end, and compare again");

        private final String meaning;
        private final String remedy;

        Kind(String meaning, String remedy) {
            this.meaning = meaning;
            this.remedy = remedy;
        }

        /** As output writes it: {@code aborted-records}. */
        public String id() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** The difference in one line: where, how many, what it means, the first one, what to do. */
    public String sentence() {
        return String.format(
                Locale.ROOT,
                "%s: %s%s (%s); %s",
                topic,
                records == 0 ? "" : String.format(Locale.ROOT, "%,d ", records),
                kind.meaning,
                first,
                kind.remedy);
    }
}
