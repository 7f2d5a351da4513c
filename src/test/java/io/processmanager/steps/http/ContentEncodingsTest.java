package io.processmanager.steps.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

public class ContentEncodingsTest {

    private static final int LIMIT = 10_000;
    private static final byte[] TEXT = "naïve ".repeat(100).getBytes(UTF_8);

    @Test
    void gzipAndDeflateAreDecoded() throws IOException {
        assertArrayEquals(TEXT, decode(gzip(TEXT), "gzip"));
        assertArrayEquals(TEXT, decode(gzip(TEXT), " X-GZIP "));
        assertArrayEquals(TEXT, decode(deflate(TEXT, false), "deflate"));
        assertArrayEquals(TEXT, decode(deflate(TEXT, true), "Deflate"));
        assertArrayEquals(TEXT, decode(TEXT, "identity"));
        assertArrayEquals(TEXT, decode(TEXT, ""));
        assertArrayEquals(TEXT, decode(TEXT));
    }

    @Test
    void severalAreUndoneFromTheLastToTheFirst() throws IOException {
        byte[] both = gzip(deflate(TEXT, false));

        assertArrayEquals(TEXT, decode(both, "deflate, gzip"));
        assertArrayEquals(TEXT, decode(both, "deflate", "identity", "gzip"));
        assertThrows(IOException.class, () -> decode(both, "gzip, deflate"));
    }

    @Test
    void partsOfAGzipStreamAreOneBody() throws IOException {
        ByteArrayOutputStream parts = new ByteArrayOutputStream();
        parts.writeBytes(gzip("one ".getBytes(UTF_8)));
        parts.writeBytes(gzip("two".getBytes(UTF_8)));

        assertEquals("one two", new String(decode(parts.toByteArray(), "gzip"), UTF_8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"br", "zstd", "compress", "gzip, br", "br, gzip", "gzip;q=1"})
    void anotherOneIsNamed(String encoding) throws IOException {
        byte[] body = encoding.endsWith("gzip") ? gzip(TEXT) : TEXT;

        String message = assertThrows(IOException.class, () -> decode(body, encoding)).getMessage();

        assertTrue(message.contains(encoding.startsWith("gzip;") ? "'gzip;q=1'" : encoding.contains("br") ? "'br'" : "'" + encoding + "'"), message);
    }

    @Test
    void bodyThatIsNotThereNeedsNoDecoding() throws IOException {
        assertArrayEquals(new byte[0], decode(new byte[0], "br"));
        assertArrayEquals(new byte[0], decode(new byte[0], "gzip"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "deflate", "raw"})
    void streamThatIsCutOffAnywhereFails(String encoding) throws IOException {
        byte[] whole = encoding.equals("gzip") ? gzip(TEXT) : deflate(TEXT, encoding.equals("raw"));
        String name = encoding.equals("raw") ? "deflate" : encoding;
        for (int length = 1; length < whole.length; length++) {
            byte[] part = Arrays.copyOf(whole, length);
            // What follows the last byte of the data of a raw stream is nothing but the mark of its end.
            String message = assertThrows(IOException.class, () -> decode(part, name), "cut off after " + length).getMessage();
            assertTrue(message.contains("damaged or incomplete"), message);
        }
    }

    @Test
    void damagedStreamFails() throws IOException {
        byte[] damaged = gzip(TEXT);
        damaged[damaged.length - 6] ^= 1;

        assertTrue(assertThrows(IOException.class, () -> decode(damaged, "gzip")).getMessage().contains("said to be gzip, but is damaged"));
        assertThrows(IOException.class, () -> decode(TEXT, "gzip"));
        assertThrows(IOException.class, () -> decode(TEXT, "deflate"));
    }

    @Test
    void whatBecomesTooLongIsNotDecodedToItsEnd() throws IOException {
        byte[] bomb = gzip(new byte[50_000_000]);

        String message = assertThrows(IOException.class, () -> decode(bomb, "gzip")).getMessage();

        assertTrue(message.contains("decoded, is longer than 10000 bytes") && message.contains("process-manager.step.max-output"), message);
        assertEquals(LIMIT, decode(gzip(new byte[LIMIT]), "gzip").length);
        assertThrows(IOException.class, () -> decode(gzip(new byte[LIMIT + 1]), "gzip"));
        assertThrows(IOException.class, () -> decode(deflate(new byte[LIMIT + 1], false), "deflate"));
    }

    private static byte[] decode(byte[] body, String... headers) throws IOException {
        return ContentEncodings.decode(List.of(headers), body, LIMIT);
    }

    public static byte[] gzip(byte[] body) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(bytes)) {
            out.write(body);
        }
        return bytes.toByteArray();
    }

    private static byte[] deflate(byte[] body, boolean isRaw) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new DeflaterOutputStream(bytes, new Deflater(Deflater.DEFAULT_COMPRESSION, isRaw))) {
            out.write(body);
        }
        return bytes.toByteArray();
    }
}
