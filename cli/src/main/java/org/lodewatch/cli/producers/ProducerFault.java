package org.lodewatch.cli.producers;

/**
 * What a producer does wrong.
 *
 * @param kind the code of a kind, or of a {@link org.lodewatch.schemas.values.RejectionReason}
 * @param count how many records, revisions, periods or declarations show it
 * @param meaning what is wrong, and what follows from it
 * @param first the first one that was found: where it is, and what is wrong with it
 * @param remedy what to do
 */
public record ProducerFault(String kind, long count, String meaning, String first, String remedy) {

    /** The fault in one line. */
    public String sentence() {
        return "%s (%,d): %s; first: %s; %s".formatted(kind, count, meaning, first, remedy);
    }
}
