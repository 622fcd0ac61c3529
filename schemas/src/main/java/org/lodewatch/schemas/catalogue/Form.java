package org.lodewatch.schemas.catalogue;

import java.util.OptionalDouble;

/**
 * A form in which a mineral is traded, such as ore, sponge or oxide. Forms of one mineral do not replace each other, so each
 * has a book of its own.
 *
 * @param mineral the id of the mineral
 * @param id short name, unique in the mineral, {@code sponge}
 * @param name as used in mid-sentence, "titanium sponge"
 * @param stage how far it has been processed
 * @param headline whether it counts in the book of the mineral
 * @param content part of the net weight that is the element, 0 to 1; empty if that is not known
 * @param contentSource where the content comes from
 * @param book the id of its book: {@code titanium-sponge}, or the id of the mineral where it is the only headline form
 */
public record Form(
        String mineral,
        String id,
        String name,
        Stage stage,
        boolean headline,
        OptionalDouble content,
        String contentSource,
        String book) {}
