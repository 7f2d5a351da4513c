package io.processmanager.store.output;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * Streams a stored text as UTF-8, one piece in memory at a time. Holds no connection in between, as readers may be
 * slow.
 */
abstract class PiecewiseInput extends InputStream {

    private byte[] piece = {};
    private int read;

    /**
     * Reads the next piece, and {@linkplain #take takes} it.
     *
     * @return whether there was one
     * @throws IOException if the text was removed meanwhile
     */
    abstract boolean readNext() throws IOException;

    /** @param text whole characters, maybe none */
    final void take(String text) {
        piece = text.getBytes(StandardCharsets.UTF_8);
        read = 0;
    }

    private boolean isAtEnd() throws IOException {
        while (read == piece.length) {
            if (!readNext()) {
                return true;
            }
        }
        return false;
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
