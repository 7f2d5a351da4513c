package io.processmanager.steps;

import io.processmanager.JsonMapping;
import jakarta.json.JsonException;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the header Content-Type says of a body.
 *
 * @param mediaType for instance {@code application/json}, in lower case; empty if there is no such header
 * @param charset the charset; UTF-8 where none is given
 */
record ContentType(String mediaType, Charset charset) {

    private static final Pattern CHARSET = Pattern.compile(";\\s*charset\\s*=\\s*\"?([^\\s;\"]+)", Pattern.CASE_INSENSITIVE);
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    /**
     * @param header the value of the header; empty if there is none
     * @return what it says
     * @throws IllegalArgumentException if this JVM does not know the charset
     */
    static ContentType of(String header) {
        Matcher charset = CHARSET.matcher(header);
        String mediaType = header.split(";", 2)[0].trim().toLowerCase(Locale.ROOT);
        return new ContentType(mediaType, charset.find() ? charset(charset.group(1)) : StandardCharsets.UTF_8);
    }

    private static Charset charset(String name) {
        try {
            return Charset.forName(name);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException unknown) {
            throw new IllegalArgumentException("the charset '" + name + "' of the content type is not known here", unknown);
        }
    }

    private boolean isJson() {
        return mediaType.equals("application/json") || mediaType.equals("text/json") || mediaType.endsWith("+json");
    }

    /**
     * @param body the body
     * @return the JSON value if it is JSON (null if it is empty), otherwise the text
     * @throws IOException if it should be JSON and is not
     */
    JsonValue read(byte[] body) throws IOException {
        if (!isJson()) {
            return JsonMapping.JSON.createValue(text(body));
        }
        if (body.length == 0) {
            return JsonValue.NULL;
        }
        try {
            return JsonMapping.parse(text(body));
        } catch (JsonException noJson) {
            throw new IOException("the answer is said to be " + mediaType + " but is no JSON: " + noJson.getMessage(), noJson);
        }
    }

    /**
     * @param body the body
     * @return its text, without a byte order mark; what is malformed is replaced
     */
    String text(byte[] body) {
        String text = new String(body, charset);
        return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
    }
}
