package io.processmanager.steps.command;

import jakarta.json.JsonObjectBuilder;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/** What a program prints to one of its outputs, in bounded memory: the beginning and the end. */
public final class PrintedBytes {

    /** Of output that is too long to be shown as a whole. */
    private static final int EDGE = 32 * 1_024;
    private static final int EXCERPT = 500;

    private final int most;
    private final ByteArrayOutputStream beginning = new ByteArrayOutputStream();
    private final byte[] ring = new byte[EDGE];
    private long count;

    /** @param most how many bytes are kept from the beginning, for {@link #text} */
    public PrintedBytes(int most) {
        this.most = Math.max(most, 2 * EDGE);
    }

    public void add(byte[] bytes) {
        beginning.write(bytes, 0, Math.min(bytes.length, most - beginning.size()));
        for (byte each : bytes) {
            ring[(int) (count++ % EDGE)] = each;
        }
    }

    public long count() {
        return count;
    }

    /** @return whether {@link #text} does not have all of it */
    public boolean isTooLong() {
        return count > most;
    }

    /** @return all of it; empty if it is no UTF-8, or was too long to be kept */
    public Optional<String> text() {
        return isTooLong() ? Optional.empty() : text(beginning.toByteArray());
    }

    /** Adds it as text, else in base64 with a field that says so; of long output the middle is cut out, and a field says so. */
    public JsonObjectBuilder addTo(JsonObjectBuilder object, String name) {
        boolean isWhole = count <= 2 * EDGE;
        byte[] first = isWhole ? beginning.toByteArray() : Arrays.copyOf(beginning.toByteArray(), EDGE);
        Optional<String> text = isWhole ? text(first) : text(withoutPartAtTheEnd(first)).flatMap(head -> text(withoutPartAtTheBeginning(end()))
                .map(tail -> head + "\n… " + (count - 2 * EDGE) + " bytes left out …\n" + tail));
        text.ifPresentOrElse(shown -> object.add(name, shown),
                () -> object.add(name, Base64.getEncoder().encodeToString(first)).add(name + "_base64", true));
        return isWhole ? object : object.add(name + "_truncated", true);
    }

    /** @return what it begins with, blanks left out */
    public String firstCharacters() {
        return new String(beginning.toByteArray(), 0, Math.min(EXCERPT, beginning.size()), StandardCharsets.UTF_8).stripLeading();
    }

    /** @return its last characters, for messages; empty if there are none, or no text */
    public String lastCharacters() {
        byte[] end = end();
        byte[] last = withoutPartAtTheBeginning(Arrays.copyOfRange(end, Math.max(0, end.length - EXCERPT), end.length));
        return text(last).map(String::strip).orElse("");
    }

    private byte[] end() {
        byte[] end = new byte[(int) Math.min(EDGE, count)];
        for (int i = 0; i < end.length; i++) {
            end[i] = ring[(int) ((count - end.length + i) % EDGE)];
        }
        return end;
    }

    private static byte[] withoutPartAtTheEnd(byte[] bytes) {
        int lead = bytes.length;
        while (lead > 0 && isContinuation(bytes[lead - 1])) {
            lead--;
        }
        return Arrays.copyOf(bytes, lead > 0 && bytes[lead - 1] < 0 ? lead - 1 : bytes.length);
    }

    private static byte[] withoutPartAtTheBeginning(byte[] bytes) {
        int from = 0;
        while (from < bytes.length && from < 3 && isContinuation(bytes[from])) {
            from++;
        }
        return Arrays.copyOfRange(bytes, from, bytes.length);
    }

    private static boolean isContinuation(byte each) {
        return (each & 0xC0) == 0x80;
    }

    private static Optional<String> text(byte[] bytes) {
        try {
            return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
        } catch (CharacterCodingException noText) {
            return Optional.empty();
        }
    }
}
