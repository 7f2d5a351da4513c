package io.processmanager.steps.http;

import jakarta.json.JsonObjectBuilder;
import java.io.IOException;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.util.Base64;
import java.util.Optional;

/**
 * The body of an answer.
 *
 * @param headers the headers that say what it is
 * @param received the body as it was received
 * @param limit how many bytes it may have, decoded
 */
public record ResponseBody(HttpHeaders headers, byte[] received, int limit) {

    private static final int LONGEST_EXCERPT = 500;

    public static ResponseBody of(HttpResponse<byte[]> answer, int limit) {
        return new ResponseBody(answer.headers(), answer.body(), limit);
    }

    /**
     * Adds the body to an output: the JSON value if it is JSON, its text if it is one, else its bytes in base64, with a field that says so.
     *
     * @param response the output
     * @return the output
     * @throws IOException if the body is not what its headers say
     * @throws IllegalArgumentException if it is in a charset that is not known here
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

    /** @return its beginning, for a message whose news is something else: nothing about the body may hide that */
    public String excerpt() {
        try {
            String text = type().text(decoded()).map(String::strip).orElse("");
            return text.isEmpty() ? "" : "; it says: " + cut(text);
        } catch (IOException | IllegalArgumentException unreadable) {
            return "";
        }
    }

    /** Not within a pair of surrogates. */
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
