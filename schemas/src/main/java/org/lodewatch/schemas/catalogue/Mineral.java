package org.lodewatch.schemas.catalogue;

import java.util.List;
import java.util.Optional;

/**
 * A mineral, or a group of minerals.
 *
 * @param id lower-case letters, digits and hyphens, {@code metallurgical-coal}
 * @param name as used in mid-sentence, "metallurgical coal"
 * @param symbol chemical symbol, {@code Sb}; empty for a mineral that is no element
 * @param aliases other names
 * @param on2022List on the US final list of critical minerals of 2022, which has 50 (87 FR 10381)
 * @param on2025List on that of 2025, which has 60 (90 FR 50494)
 * @param memberOf the id of the group whose trade codes and net import reliance it shares; groups are one level deep
 * @param standIn the id of another mineral whose book holds its trade, where it has no codes of its own and is in no group
 * @param note for a mineral without codes of its own: where its trade is, and which book stands in for it
 * @param source where the row comes from
 */
public record Mineral(
        String id,
        String name,
        Optional<String> symbol,
        List<String> aliases,
        boolean on2022List,
        boolean on2025List,
        Optional<String> memberOf,
        Optional<String> standIn,
        Optional<String> note,
        String source) {}
