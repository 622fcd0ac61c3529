package org.lodewatch.cli.producers;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.lodewatch.schemas.messages.CustomsImport;
import org.lodewatch.schemas.values.RejectionReason;

/** Finds revisions that change nothing although they should. A record id takes about 200 bytes. */
final class RevisionCheck {

    /** The highest revision so far. */
    private record Highest(CustomsImport line, String place) {}

    private final FoundProducerFaults found;
    private final Map<String, Highest> highest = new HashMap<>();

    RevisionCheck(FoundProducerFaults found) {
        this.found = found;
    }

    /**
     * Adds a valid line. All lines of a record id come in the order of their offsets.
     *
     * @param shown the record id for people
     * @param place its partition and offset
     */
    void add(String recordId, String shown, CustomsImport line, String place) {
        Highest before = highest.putIfAbsent(line.getDataset() + "/" + recordId, new Highest(line, place));
        if (before == null) {
            return;
        }
        long revision = line.getRevision();
        if (revision > before.line().getRevision()) {
            highest.put(line.getDataset() + "/" + recordId, new Highest(line, place));
        } else if (revision < before.line().getRevision()) {
            found.add(
                    "lower-revision",
                    "records have a lower revision than an earlier record of their id, so they change nothing",
                    "record id %s has revision %d in %s, after %d in %s"
                            .formatted(shown, revision, place, before.line().getRevision(), before.place()),
                    "raise the revision with each change, for example to the time of the change");
        } else if (!isSame(line, before.line())) {
            found.add(
                    RejectionReason.CONFLICTING_CONTENT.code(),
                    "records repeat a revision with other content, so they are rejected",
                    "record id %s, revision %d, in %s differs from that in %s"
                            .formatted(shown, revision, place, before.place()),
                    "publish the changed content with a higher revision");
        }
    }

    private static boolean isSame(CustomsImport one, CustomsImport other) {
        return one.getReporter().equals(other.getReporter())
                && one.getOrigin().equals(other.getOrigin())
                && one.getCommodityCode().equals(other.getCommodityCode())
                && one.getPeriod().equals(other.getPeriod())
                && one.getCustomsValueCents() == other.getCustomsValueCents()
                && Objects.equals(one.getNetWeightGrams(), other.getNetWeightGrams())
                && one.getWithdrawn() == other.getWithdrawn();
    }
}
