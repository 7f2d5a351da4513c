package io.processmanager.store.output;

import io.processmanager.database.Dialect;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Supplier;

/** Streams a large text of one row. */
public final class StoredText extends PiecewiseInput {

    /**
     * Characters; most texts are one piece. The database scans a text from its start for each piece, so pieces must
     * not be small.
     */
    public static final int PIECE = 1_048_576;

    private final String what;
    private final Dialect dialect;
    private final Pieces pieces;
    private int next = 1;
    private boolean last;

    @FunctionalInterface
    public interface Pieces {

        /**
         * @param from the first character, from 1, as the database counts
         * @param length the maximum number of characters
         * @return the piece; empty if the text is gone
         */
        Optional<String> at(int from, int length);
    }

    public StoredText(String what, Dialect dialect, Pieces pieces) {
        this.what = what;
        this.dialect = dialect;
        this.pieces = pieces;
    }

    /** @return this, with its first piece read */
    public StoredText begun(Supplier<RuntimeException> gone) {
        accept(pieces.at(next, PIECE).orElseThrow(gone));
        return this;
    }

    private void accept(String text) {
        int length = dialect.length(text);
        last = length < PIECE;
        // Leaves half of a surrogate pair to the next piece.
        boolean half = !last && Character.isHighSurrogate(text.charAt(text.length() - 1));
        take(half ? text.substring(0, text.length() - 1) : text);
        next += half ? length - 1 : length;
    }

    @Override
    boolean readNext() throws IOException {
        if (last) {
            return false;
        }
        accept(pieces.at(next, PIECE).orElseThrow(() -> new IOException("The rest of " + what + " cannot be read: it was removed meanwhile")));
        return true;
    }
}
