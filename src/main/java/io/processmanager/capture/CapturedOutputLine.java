package io.processmanager.capture;

import io.processmanager.text.CutText;
import io.processmanager.text.StorableText;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.util.function.Consumer;

/** The unfinished line of one stream; retains no more than is kept. Not thread-safe. */
final class CapturedOutputLine {

    /** Limit of an ordinary column in both databases. */
    static final int MOST_CHARACTERS = 4_000;

    private static final int PIECE = 1_024;

    private final Consumer<String> complete;
    private final StringBuilder text = new StringBuilder();
    private final CharsetDecoder decoder = Charset.defaultCharset().newDecoder().onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE);
    private ByteBuffer undecoded = ByteBuffer.allocate(0);
    private long length;
    private boolean begun;
    private boolean afterCarriageReturn;

    /** @param complete receives each line, without its line end */
    CapturedOutputLine(Consumer<String> complete) {
        this.complete = complete;
    }

    void append(CharSequence characters) {
        for (int i = 0; i < characters.length(); i++) {
            append(characters.charAt(i));
        }
    }

    void append(byte[] bytes, int offset, int length) {
        ByteBuffer in = ByteBuffer.allocate(undecoded.remaining() + length).put(undecoded).put(bytes, offset, length).flip();
        CharBuffer out = CharBuffer.allocate(PIECE);
        boolean more = true;
        while (more) {
            more = decoder.decode(in, out, false).isOverflow();
            append(out.flip());
            out.clear();
        }
        undecoded = in;
    }

    private void append(char character) {
        boolean secondHalfOfLineEnd = character == '\n' && afterCarriageReturn;
        afterCarriageReturn = character == '\r';
        if (secondHalfOfLineEnd) {
            return;
        }
        if (character == '\n' || character == '\r') {
            end();
            return;
        }
        begun = true;
        if (character != '\0') {
            length++;
            if (length <= MOST_CHARACTERS) {
                text.append(character);
            }
        }
    }

    /** @return whether no line has begun */
    boolean isEmpty() {
        return !begun;
    }

    /** Ends the line, even if empty. */
    void end() {
        String line = StorableText.of(CutText.of(text, length, MOST_CHARACTERS), MOST_CHARACTERS);
        text.setLength(0);
        length = 0;
        begun = false;
        complete.accept(line);
    }
}
