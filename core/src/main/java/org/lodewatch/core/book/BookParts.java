package org.lodewatch.core.book;

import java.util.Set;
import java.util.stream.Collectors;

/**
 * What each input partition contributes to a book, by month. A month is one array of bytes, so that the parts of twelve partitions take
 * no more memory than their figures: for each partition, in ascending order, its number, the length of its totals, and its
 * {@link PackedTotals}.
 */
public final class BookParts {

    private final MonthIndex rows = new MonthIndex();

    /** One input partition's totals of a month; without a country if it has none. */
    public SparseTotals part(int inputPartition, int month) {
        byte[] row = rows.get(month);
        Section section = Section.find(row, inputPartition);
        return section.exists() ? PackedTotals.unpack(row, section.from(), section.to()) : new SparseTotals();
    }

    /** Sets one input partition's totals of a month; those without a country remove it. */
    public void set(int inputPartition, int month, SparseTotals totals) {
        byte[] row = rows.get(month);
        byte[] before = row == null ? new byte[0] : row;
        Section section = Section.find(row, inputPartition);
        int length = PackedTotals.length(totals);
        int taken = totals.size() == 0 ? 0 : PackedTotals.length(inputPartition) + PackedTotals.length(length) + length;
        byte[] now = new byte[before.length - (section.to() - section.begin()) + taken];
        System.arraycopy(before, 0, now, 0, section.begin());
        if (taken > 0) {
            int at = PackedTotals.write(inputPartition, now, section.begin());
            at = PackedTotals.write(length, now, at);
            PackedTotals.write(totals, now, at);
        }
        System.arraycopy(before, section.to(), now, section.begin() + taken, before.length - section.to());
        rows.put(month, now.length == 0 ? null : now);
    }

    /** The months that one input partition contributes to. */
    public Set<Integer> months(int inputPartition) {
        return rows.months()
                .filter(month -> Section.find(rows.get(month), inputPartition).exists())
                .boxed()
                .collect(Collectors.toSet());
    }

    /** The months that any input partition contributes to. */
    Set<Integer> months() {
        return rows.months().boxed().collect(Collectors.toSet());
    }

    /** The totals of a month over all input partitions. */
    SparseTotals sum(int month) {
        SparseTotals sum = new SparseTotals();
        byte[] row = rows.get(month);
        for (Section part = Section.at(row, 0); part.exists(); part = Section.at(row, part.to())) {
            sum.add(PackedTotals.unpack(row, part.from(), part.to()), 1);
        }
        return sum;
    }

    /**
     * Where the totals of an input partition are in a row.
     *
     * @param begin the index of its number, or where that would be
     * @param from the index of its totals
     * @param to the index after its totals; the same as {@code begin} if the row has none
     */
    private record Section(int inputPartition, int begin, int from, int to) {

        private static Section find(byte[] row, int inputPartition) {
            Section section = at(row, 0);
            while (section.exists() && section.inputPartition < inputPartition) {
                section = at(row, section.to);
            }
            return section.exists() && section.inputPartition == inputPartition
                    ? section
                    : new Section(inputPartition, section.begin, section.begin, section.begin);
        }

        private static Section at(byte[] row, int begin) {
            if (row == null || begin == row.length) {
                return new Section(0, begin, begin, begin);
            }
            PackedTotals.Reader reader = new PackedTotals.Reader(row, begin);
            int inputPartition = (int) reader.next();
            int length = (int) reader.next();
            return new Section(inputPartition, begin, reader.at(), reader.at() + length);
        }

        private boolean exists() {
            return to > begin;
        }
    }
}
