package org.lodewatch.producer.publish;

import java.util.ArrayList;
import java.util.List;
import org.lodewatch.producer.feed.SourceLine;

/** Numbers the lines of a run's files through, so that a place takes 32 bits. Not thread-safe. */
final class SourcePlaces {

    /** The place of rows that were published before the run. */
    static final long PUBLISHED = 0;

    private static final long MOST = 0xFFFF_FFFEL;

    private record Section(String file, long base) {}

    private final List<Section> sections = new ArrayList<>();
    private long highest;

    /** The place of a line: from 1, and at most 2<sup>32</sup> - 2, where all later lines are. */
    long of(SourceLine source) {
        Section last = sections.isEmpty() ? null : sections.get(sections.size() - 1);
        if (last == null || !last.file().equals(source.file())) {
            last = new Section(source.file(), highest);
            sections.add(last);
        }
        long place = Math.max(1, Math.min(last.base() + source.line(), MOST));
        highest = Math.max(highest, place);
        return place;
    }

    /** As a message names it: {@code line 12 of imports.csv}. */
    String text(long place) {
        Section section = null;
        for (Section each : sections) {
            if (each.base() < place) {
                section = each;
            }
        }
        return section == null
                ? "what is published"
                : "line %d of %s".formatted(place - section.base(), section.file());
    }
}
