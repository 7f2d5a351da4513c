package io.processmanager.steps.http;

import io.processmanager.configuration.Setting;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;

/** Decodes Content-Encoding within a size limit: a few bytes can expand to gigabytes. */
public final class ContentEncodings {

    /** Default Accept-Encoding. */
    public static final String ACCEPTED = "gzip, deflate";

    private static final int ZLIB_CHECK = 31;

    private ContentEncodings() {
    }

    /**
     * @param headers Content-Encoding values, in the order applied
     * @param limit maximum decoded bytes
     * @throws IOException if an encoding is unknown, or the body damaged or too long
     */
    static byte[] decode(List<String> headers, byte[] body, int limit) throws IOException {
        List<String> encodings = Arrays.asList(String.join(",", headers).toLowerCase(Locale.ROOT).split(","));
        Collections.reverse(encodings);
        byte[] decoded = body;
        for (String encoding : encodings) {
            // Responses to HEAD, and 304, name encodings without a body.
            if (decoded.length > 0) {
                decoded = decode(encoding.strip(), decoded, limit);
            }
        }
        return decoded;
    }

    private static byte[] decode(String encoding, byte[] body, int limit) throws IOException {
        try {
            return switch (encoding) {
                case "", "identity" -> body;
                case "gzip", "x-gzip" -> bounded(new GZIPInputStream(new ByteArrayInputStream(body)), limit);
                case "deflate" -> inflated(body, limit);
                default -> throw new UnknownEncodingException(encoding);
            };
        } catch (UnknownEncodingException | TooLongException known) {
            throw known;
        } catch (IOException damaged) {
            throw new IOException("its body is said to be " + encoding + ", but is damaged or incomplete: " + damaged.getMessage(), damaged);
        }
    }

    /** "deflate" means zlib, but some servers omit its header. */
    private static byte[] inflated(byte[] body, int limit) throws IOException {
        boolean hasHeader = body.length > 1 && (body[0] & 0x0f) == 8 && ((body[0] & 0xff) << 8 | body[1] & 0xff) % ZLIB_CHECK == 0;
        try {
            return inflated(body, !hasHeader, limit);
        } catch (ZipException looksLikeAHeaderOnly) {
            return inflated(body, true, limit);
        }
    }

    private static byte[] inflated(byte[] body, boolean isRaw, int limit) throws IOException {
        Inflater inflater = new Inflater(isRaw);
        try (InputStream in = new InflaterInputStream(new ByteArrayInputStream(body), inflater)) {
            return bounded(in, limit);
        } finally {
            inflater.end();
        }
    }

    private static byte[] bounded(InputStream in, int limit) throws IOException {
        try (in) {
            byte[] decoded = in.readNBytes(limit);
            if (in.read() >= 0) {
                throw new TooLongException(limit);
            }
            return decoded;
        }
    }

    private static final class UnknownEncodingException extends IOException {
        private UnknownEncodingException(String encoding) {
            super("its body has the Content-Encoding '" + encoding + "', which cannot be decoded here; ask for another one by the header Accept-Encoding ("
                    + ACCEPTED + ")");
        }
    }

    private static final class TooLongException extends IOException {
        private TooLongException(int limit) {
            super("its body, decoded, is longer than " + limit + " bytes, which is what the setting " + Setting.MAX_OUTPUT.key() + " allows");
        }
    }
}
