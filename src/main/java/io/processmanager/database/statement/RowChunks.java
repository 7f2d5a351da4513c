package io.processmanager.database.statement;

import java.util.List;
import java.util.function.ToLongFunction;

/** Splits rows sent as column arrays into parts that a database accepts. */
public final class RowChunks {

    /** PostgreSQL limits a value, such as an array, to 1 GB. */
    private static final int MOST_CHARACTERS = 16_000_000;

    private RowChunks() {
    }

    /**
     * @param rows all rows
     * @param from start of the part
     * @param most its maximum number of rows
     * @param characters size of a row
     * @return end of the part, which has at least one row
     */
    public static <R> int end(List<R> rows, int from, int most, ToLongFunction<R> characters) {
        return end(rows, from, most, MOST_CHARACTERS, characters);
    }

    /**
     * Likewise.
     *
     * @param mostCharacters maximum size of a part, before its last row
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
