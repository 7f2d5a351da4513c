package io.processmanager.capture;

import io.processmanager.text.StorableText;
import io.processmanager.view.LogLine.Part;
import java.util.function.BiConsumer;

/**
 * The line of one stream that is being written. Passes it on in pieces that every database can store: of bounded
 * length, without line ends and NUL. Not thread-safe.
 */
final class OpenLine {

    /** Limit of an ordinary column in both databases. */
    static final int LONGEST_PIECE = 4_000;

    private final BiConsumer<String, Part> parts;
    private final StringBuilder text = new StringBuilder();
    private boolean begun;
    private boolean afterCarriageReturn;
    private long since;

    /** @param parts receives each piece, and the rest of the line at its end */
    OpenLine(BiConsumer<String, Part> parts) {
        this.parts = parts;
    }

    void append(CharSequence written) {
        int from = 0;
        for (int i = 0; i < written.length(); i++) {
            char character = written.charAt(i);
            if (character == '\n' || character == '\r' || character == '\0') {
                take(written, from, i);
                from = i + 1;
                separate(character);
            } else {
                afterCarriageReturn = false;
            }
        }
        take(written, from, written.length());
    }

    private void separate(char separator) {
        boolean secondHalfOfLineEnd = separator == '\n' && afterCarriageReturn;
        afterCarriageReturn = separator == '\r';
        if (separator == '\0') {
            begun = true;
        } else if (!secondHalfOfLineEnd) {
            end();
        }
    }

    private void take(CharSequence written, int from, int to) {
        for (int next = from; next < to;) {
            if (text.length() == LONGEST_PIECE) {
                pass(Part.PIECE);
            }
            if (text.length() == 0) {
                since = System.nanoTime();
            }
            int some = Math.min(to - next, LONGEST_PIECE - text.length());
            text.append(written, next, next + some);
            next += some;
            begun = true;
        }
    }

    /** @return whether no line has begun */
    boolean isEmpty() {
        return !begun;
    }

    /** @return whether there is text that was not passed on */
    boolean hasText() {
        return text.length() > 0;
    }

    /** Passes on text that has waited for its line end for a while. */
    void passIfOlderThan(long nanos) {
        if (hasText() && System.nanoTime() - since >= nanos) {
            pass(Part.PIECE);
        }
    }

    /** Passes on the rest of an unfinished line, which is not continued. */
    void close() {
        if (hasText()) {
            pass(Part.PIECE);
        }
        if (hasText()) {
            // Half of a surrogate pair.
            emit(text.length(), Part.PIECE);
        }
    }

    /** Ends the line, even if empty. */
    void end() {
        emit(text.length(), Part.LINE);
        begun = false;
    }

    /** Leaves the first half of a surrogate pair for the next piece. */
    private void pass(Part part) {
        int length = text.length();
        int whole = Character.isHighSurrogate(text.charAt(length - 1)) ? length - 1 : length;
        if (whole > 0) {
            emit(whole, part);
        }
    }

    private void emit(int length, Part part) {
        String passed = StorableText.of(text.substring(0, length), LONGEST_PIECE);
        text.delete(0, length);
        parts.accept(passed, part);
    }
}
