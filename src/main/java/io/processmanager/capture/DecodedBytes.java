package io.processmanager.capture;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.util.function.Consumer;

/** Decodes the bytes of one stream in the platform charset; replaces those that are no text. Not thread-safe. */
final class DecodedBytes {

    private static final int SLICE = 8_192;

    private final CharsetDecoder decoder = Charset.defaultCharset().newDecoder().onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE);
    /** Begins with the bytes of an incomplete character. */
    private final ByteBuffer in = ByteBuffer.allocate(2 * SLICE);
    private final CharBuffer out = CharBuffer.allocate(SLICE);
    private final Consumer<CharSequence> text;

    /** @param text receives the text; the sequence is valid during the call only */
    DecodedBytes(Consumer<CharSequence> text) {
        this.text = text;
    }

    void add(byte[] bytes, int offset, int length) {
        for (int done = 0; done < length; done += SLICE) {
            in.put(bytes, offset + done, Math.min(SLICE, length - done));
            decode(false);
        }
    }

    /** Replaces an incomplete character. */
    void end() {
        if (in.position() > 0) {
            decode(true);
            decoder.flush(out);
            decoder.reset();
        }
    }

    private void decode(boolean last) {
        in.flip();
        boolean more = true;
        while (more) {
            more = decoder.decode(in, out, last).isOverflow();
            text.accept(out.flip());
            out.clear();
        }
        in.compact();
    }
}
