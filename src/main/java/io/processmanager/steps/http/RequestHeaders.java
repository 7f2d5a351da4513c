package io.processmanager.steps.http;

import io.processmanager.Violation;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads headers that can be sent unchanged. The HTTP client would accept non-ASCII but send question marks. */
final class RequestHeaders {

    private static final String FIELD = "headers";

    private RequestHeaders() {
    }

    /**
     * @param value null if not given
     * @return headers whose names ignore case
     */
    static Map<String, String> read(JsonValue value, List<Violation> violations) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        if (value instanceof JsonObject object) {
            object.forEach((name, content) -> {
                Optional<String> complaint = headers.containsKey(name) ? Optional.of("is given twice; upper and lower case are the same in the names of headers")
                        : complaint(name, content);
                complaint.ifPresent(message -> violations.add(new Violation(FIELD + "." + name, message)));
                headers.put(name, content instanceof JsonString text ? text.getString() : "");
            });
        } else if (value != null) {
            violations.add(new Violation(FIELD, "must be an object of texts"));
        }
        return headers;
    }

    private static Optional<String> complaint(String name, JsonValue content) {
        return content instanceof JsonString text ? reason(name, text.getString()).map(reason -> "cannot be sent: " + reason)
                : Optional.of("must be a text, but is " + content.getValueType().name().toLowerCase(Locale.ROOT));
    }

    private static Optional<String> reason(String name, String value) {
        try {
            HttpRequest.newBuilder().header(name, value);
            if (name.equalsIgnoreCase("content-type")) {
                ContentType.of(value);
            }
        } catch (IllegalArgumentException refused) {
            return Optional.of(refused.getMessage());
        }
        if (name.equalsIgnoreCase("transfer-encoding")) {
            return Optional.of("how the body is transferred is not for the step to say");
        }
        if (!value.chars().allMatch(character -> character == '\t' || character >= ' ' && character <= '~')) {
            return Optional.of("headers take printable characters of ASCII only; encode others as the server expects it, for instance percent-encoded");
        }
        return value.equals(value.strip()) ? Optional.empty() : Optional.of("headers have no blanks around their values");
    }
}
