package org.lodewatch.schemas.values;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Finds the names that a mistyped one may stand for. */
public final class NearNames {

    private static final int MOST = 3;

    private NearNames() {}

    /**
     * The names that begin with what was typed or differ from it by a third of its letters, the closest first, three at most.
     * Capital letters do not count.
     */
    public static List<String> of(String typed, Collection<String> names) {
        String wanted = typed.toLowerCase(Locale.ROOT);
        int mostEdits = Math.max(1, wanted.length() / 3);
        return names.stream()
                .filter(name -> wanted.length() > 2 && lower(name).startsWith(wanted)
                        || Math.abs(name.length() - wanted.length()) <= mostEdits
                                && edits(wanted, lower(name)) <= mostEdits)
                .sorted(Comparator.<String>comparingInt(name -> edits(wanted, lower(name)))
                        .thenComparing(Comparator.naturalOrder()))
                .limit(MOST)
                .toList();
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    /** The number of letters to insert, delete or replace (Levenshtein distance). */
    public static int edits(String one, String other) {
        int[] above = new int[other.length() + 1];
        for (int j = 0; j < above.length; j++) {
            above[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int[] row = new int[above.length];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int replaced = above[j - 1] + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replaced, 1 + Math.min(above[j], row[j - 1]));
            }
            above = row;
        }
        return above[other.length()];
    }
}
