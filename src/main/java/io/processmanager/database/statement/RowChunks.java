package io.processmanager.database.statement;

import java.util.List;
import java.util.function.ToLongFunction;

/** Divides rows that are sent as one statement with an array for each column into parts that a database takes. */
public final class RowChunks {

    /** An array is one value to PostgreSQL, which takes 1 GB at most. */
    private static final int MOST_CHARACTERS = 16_000_000;

    private RowChunks() {
    }

    /**
     * @param rows all of them
     * @param from where the part begins
     * @param most how many rows it has at most
     * @param characters how large a row is
     * @return where the part ends; it has one row at least
     */
    public static <R> int end(List<R> rows, int from, int most, ToLongFunction<R> characters) {
        return end(rows, from, most, MOST_CHARACTERS, characters);
    }

    /**
     * Likewise.
     *
     * @param mostCharacters how large a part is at most, but for its last row
     */
    public static <R> int end(List<R> rows, int from, int most, long mostCharacters, ToLongFunction<R> characters) {
        long sum = 0;
        int to = from;
        while (to < rows.size() && to - from < most && (to == from || sum < mostCharacters)) {
            sum += characters.applyAsLong(rows.get(to));
            to++;
        }
        return to;
    }
}
