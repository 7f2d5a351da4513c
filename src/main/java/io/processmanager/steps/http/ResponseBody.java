package io.processmanager.steps.http;

import jakarta.json.JsonObjectBuilder;
import java.io.IOException;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.util.Base64;
import java.util.Optional;

/**
 * The body of a response.
 *
 * @param headers of the response
 * @param received body as received
 * @param limit maximum decoded bytes
 */
public record ResponseBody(HttpHeaders headers, byte[] received, int limit) {

    private static final int LONGEST_EXCERPT = 500;

    public static ResponseBody of(HttpResponse<byte[]> answer, int limit) {
        return new ResponseBody(answer.headers(), answer.body(), limit);
    }

    /**
     * Adds the body as JSON, else as text, else in base64 with a field that says so.
     *
     * @param response the output
     * @return the output
     * @throws IOException if the body contradicts its headers
     * @throws IllegalArgumentException if its charset is unknown
     */
    public JsonObjectBuilder addTo(JsonObjectBuilder response) throws IOException {
        ContentType type = type();
        byte[] body = decoded();
        if (type.isJson()) {
            return response.add("body", type.json(body));
        }
        Optional<String> text = type.text(body);
        return text.isPresent() ? response.add("body", text.get())
                : response.add("body", Base64.getEncoder().encodeToString(body)).add("body_base64", true);
    }

    /** @return its beginning, for messages; empty if unreadable, as it must not hide the message */
    public String excerpt() {
        try {
            String text = type().text(decoded()).map(String::strip).orElse("");
            return text.isEmpty() ? "" : "; it says: " + cut(text);
        } catch (IOException | IllegalArgumentException unreadable) {
            return "";
        }
    }

    /** Keeps surrogate pairs whole. */
    private static String cut(String text) {
        int end = Character.isHighSurrogate(text.charAt(Math.min(text.length(), LONGEST_EXCERPT) - 1)) ? LONGEST_EXCERPT - 1 : LONGEST_EXCERPT;
        return text.length() <= LONGEST_EXCERPT ? text : text.substring(0, end) + "…";
    }

    private ContentType type() {
        return ContentType.of(headers.firstValue("content-type").orElse(""));
    }

    private byte[] decoded() throws IOException {
        return ContentEncodings.decode(headers.allValues("content-encoding"), received, limit);
    }
}
