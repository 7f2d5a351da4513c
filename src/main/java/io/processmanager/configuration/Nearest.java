package io.processmanager.configuration;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Suggests the name that a misspelt one most likely stands for. */
public final class Nearest {

    private Nearest() {
    }

    /**
     * @param name the misspelt name
     * @param known the valid names
     * @return the one with the least edit distance (Levenshtein 1966), if at most half of it differs
     */
    public static Optional<String> to(String name, Collection<String> known) {
        return known.stream().min(Comparator.comparingInt(candidate -> distance(name, candidate)))
                .filter(candidate -> distance(name, candidate) <= Math.max(1, candidate.length() / 2));
    }

    private static int distance(String a, String b) {
        int[] previous = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] current = new int[b.length() + 1];
            current[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int substitution = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(substitution, Math.min(previous[j], current[j - 1]) + 1);
            }
            previous = current;
        }
        return previous[b.length()];
    }
}
