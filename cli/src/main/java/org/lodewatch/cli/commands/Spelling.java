package org.lodewatch.cli.commands;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** A word as somebody typed it. */
record Spelling(String word) {

    private static final int SHOWN = 3;

    /** Of these words, those that it begins or may be a slip of, the nearest first. */
    List<String> near(List<String> known) {
        String typed = word.toLowerCase(Locale.ROOT);
        int slips = Math.max(1, typed.length() / 3);
        return known.stream()
                .filter(name -> typed.length() > 2 && name.startsWith(typed) || distance(typed, name) <= slips)
                .sorted(Comparator.comparingInt(name -> distance(typed, name)))
                .limit(SHOWN)
                .toList();
    }

    /** Letters to insert, delete or replace (Levenshtein). */
    private static int distance(String one, String other) {
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
