package io.processmanager.steps.http;

import io.processmanager.json.JsonMapping;
import jakarta.json.JsonException;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A parsed Content-Type.
 *
 * @param mediaType in lower case; empty if there is no header
 * @param declared its charset
 */
record ContentType(String mediaType, Optional<Charset> declared) {

    private static final Pattern CHARSET = Pattern.compile(";\\s*charset\\s*=\\s*\"?([^\\s;\"]+)", Pattern.CASE_INSENSITIVE);
    private static final char BYTE_ORDER_MARK = '\uFEFF';
    private static final Charset UTF_32 = Charset.forName("UTF-32");

    /**
     * @param header empty if there is none
     * @throws IllegalArgumentException if the JVM lacks the charset
     */
    static ContentType of(String header) {
        Matcher charset = CHARSET.matcher(header);
        String mediaType = header.split(";", 2)[0].trim().toLowerCase(Locale.ROOT);
        return new ContentType(mediaType, charset.find() ? Optional.of(charset(charset.group(1))) : Optional.empty());
    }

    private static Charset charset(String name) {
        try {
            return Charset.forName(name);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException unknown) {
            throw new IllegalArgumentException("the charset '" + name + "' of the content type is not known here", unknown);
        }
    }

    boolean isJson() {
        return mediaType.equals("application/json") || mediaType.equals("text/json") || mediaType.endsWith("+json");
    }

    /**
     * @return the value; JSON null for an empty body
     * @throws IOException if it is not JSON
     */
    JsonValue json(byte[] body) throws IOException {
        if (body.length == 0) {
            return JsonValue.NULL;
        }
        try {
            return JsonMapping.parse(text(body).orElseThrow(() -> new IOException("its bytes are no text in " + charset(body))));
        } catch (JsonException | IOException noJson) {
            throw new IOException("the answer is said to be " + mediaType + " but is no JSON: " + noJson.getMessage(), noJson);
        }
    }

    /** @return text without byte order mark; empty if undecodable */
    Optional<String> text(byte[] body) {
        Optional<String> text = decoded(body, charset(body));
        // JSON is UTF-8 whatever its type says (RFC 8259), but some servers do send the charset they declare.
        return text.isEmpty() && isJson() ? declared.flatMap(charset -> decoded(body, charset)) : text;
    }

    private Charset charset(byte[] body) {
        boolean isWide = declared.filter(charset -> charset.name().startsWith("UTF-16") || charset.name().startsWith("UTF-32")).isPresent();
        return declared.filter(charset -> isWide || !isJson()).orElseGet(() -> byMark(body));
    }

    /** Default UTF-8. */
    private static Charset byMark(byte[] body) {
        if (body.length >= 2 && (body[0] & 0xff) == 0xff && (body[1] & 0xff) == 0xfe) {
            return body.length >= 4 && body[2] == 0 && body[3] == 0 ? UTF_32 : StandardCharsets.UTF_16;
        }
        return body.length >= 2 && (body[0] & 0xff) == 0xfe && (body[1] & 0xff) == 0xff ? StandardCharsets.UTF_16 : StandardCharsets.UTF_8;
    }

    private static Optional<String> decoded(byte[] body, Charset charset) {
        try {
            String text = charset.newDecoder().onMalformedInput(CodingErrorAction.REPORT).onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(body)).toString();
            return Optional.of(!text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text).filter(ContentType::isWhole);
        } catch (CharacterCodingException noText) {
            return Optional.empty();
        }
    }

    /** Some charsets encode unpaired surrogates, which cannot be stored. */
    private static boolean isWhole(String text) {
        return text.codePoints().noneMatch(character -> character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE);
    }

    /**
     * @return bytes in the declared charset, default UTF-8
     * @throws IllegalArgumentException if the charset lacks a character
     */
    byte[] bytes(String text) {
        Charset charset = declared.orElse(StandardCharsets.UTF_8);
        try {
            ByteBuffer bytes = charset.newEncoder().onMalformedInput(CodingErrorAction.REPORT).onUnmappableCharacter(CodingErrorAction.REPORT)
                    .encode(CharBuffer.wrap(text));
            byte[] array = new byte[bytes.remaining()];
            bytes.get(array);
            return array;
        } catch (CharacterCodingException | UnsupportedOperationException impossible) {
            throw new IllegalArgumentException("cannot be written in the charset " + charset + " of its content type", impossible);
        }
    }
}
