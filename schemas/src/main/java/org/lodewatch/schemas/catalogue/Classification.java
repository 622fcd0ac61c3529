package org.lodewatch.schemas.catalogue;

/**
 * The mineral and stage of the commodity codes that begin with a prefix.
 *
 * @param prefix 2 to 10 digits of the Harmonized System or of a national tariff built on it
 * @param mineral the id of the mineral
 * @param stage how far it has been processed
 * @param headline whether imports under this prefix count in the mineral's book
 * @param confirmed false where the code exists but no published list or tariff text confirms that it is this mineral
 * @param description what the code covers
 * @param source the lists that name it
 */
public record Classification(
        String prefix,
        String mineral,
        Stage stage,
        boolean headline,
        boolean confirmed,
        String description,
        String source) {}
