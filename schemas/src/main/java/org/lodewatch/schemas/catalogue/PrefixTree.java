package org.lodewatch.schemas.catalogue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Looks up the longest prefix of a code, digit by digit. It is called for every record, so it allocates nothing. */
final class PrefixTree {

    private static final int LONGEST = 10;

    /** One entry a node: the next node for each digit, 0 for none. */
    private final List<int[]> branches = new ArrayList<>();

    private final List<Optional<Classification>> leaves = new ArrayList<>();

    PrefixTree(List<Classification> commodities) {
        addNode();
        commodities.forEach(this::add);
    }

    /** @return the longest prefix that is valid in one of the months from {@code first} to {@code last} */
    Optional<Classification> longestPrefixOf(String code, int first, int last) {
        if (code.length() > LONGEST) {
            return Optional.empty();
        }
        Optional<Classification> longest = Optional.empty();
        int node = 0;
        boolean followed = true;
        for (int i = 0; i < code.length(); i++) {
            int digit = code.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return Optional.empty();
            }
            node = followed ? branches.get(node)[digit] : 0;
            followed = node != 0;
            if (followed
                    && leaves.get(node).isPresent()
                    && leaves.get(node).get().isValid(first, last)) {
                longest = leaves.get(node);
            }
        }
        return longest;
    }

    private void add(Classification commodity) {
        int node = 0;
        for (char digit : commodity.prefix().toCharArray()) {
            int[] next = branches.get(node);
            if (next[digit - '0'] == 0) {
                next[digit - '0'] = addNode();
            }
            node = next[digit - '0'];
        }
        leaves.set(node, Optional.of(commodity));
    }

    private int addNode() {
        branches.add(new int[10]);
        leaves.add(Optional.empty());
        return branches.size() - 1;
    }
}
