package io.processmanager.store.entity;

import io.processmanager.database.Dialect;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Streams a large stored text as UTF-8, one piece in memory at a time. Holds no connection in between, as readers may
 * be slow.
 */
public final class StoredText extends InputStream {

    /**
     * Characters; most texts are one piece. The database scans a text from its start for each piece, so pieces must
     * not be small.
     */
    public static final int PIECE = 1_048_576;

    private final String what;
    private final Dialect dialect;
    private final Pieces pieces;
    private byte[] piece = {};
    private int read;
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
        take(pieces.at(next, PIECE).orElseThrow(gone));
        return this;
    }

    private void take(String text) {
        int length = dialect.length(text);
        last = length < PIECE;
        // Leaves half of a surrogate pair to the next piece.
        boolean half = !last && Character.isHighSurrogate(text.charAt(text.length() - 1));
        piece = (half ? text.substring(0, text.length() - 1) : text).getBytes(StandardCharsets.UTF_8);
        next += half ? length - 1 : length;
        read = 0;
    }

    private boolean isAtEnd() throws IOException {
        while (read == piece.length && !last) {
            take(pieces.at(next, PIECE).orElseThrow(() -> new IOException("The rest of " + what + " cannot be read: it was removed meanwhile")));
        }
        return read == piece.length;
    }

    @Override
    public int read() throws IOException {
        return isAtEnd() ? -1 : piece[read++] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (isAtEnd()) {
            return -1;
        }
        int some = Math.min(length, piece.length - read);
        System.arraycopy(piece, read, target, offset, some);
        read += some;
        return some;
    }
}
