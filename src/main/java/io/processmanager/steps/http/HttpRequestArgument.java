package io.processmanager.steps.http;

import io.processmanager.Violation;
import io.processmanager.steps.argument.ArgumentFields;
import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.bind.adapter.JsonbAdapter;
import jakarta.json.bind.annotation.JsonbTypeAdapter;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The validated argument of an {@code http-request} step.
 *
 * @param method upper case, default GET
 * @param target the URL
 * @param headers default none
 * @param body JSON null for none; empty if not given
 * @param timeout total, default 30 s
 * @param expect success statuses; empty means 200 to 299
 */
@JsonbTypeAdapter(HttpRequestArgument.FromJson.class)
public record HttpRequestArgument(String method, HttpTarget target, Map<String, String> headers, Optional<JsonValue> body, Duration timeout,
        Set<Integer> expect) {

    /** What to give. */
    public static final String EXAMPLE = "{\"method\": \"GET\", \"url\": \"http://…\"}";

    private static final List<String> FIELDS = List.of("method", "url", "headers", "body", "timeout", "expect");
    private static final List<String> METHODS = List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");
    private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(30);
    private static final BigDecimal LONGEST_TIMEOUT = BigDecimal.valueOf(604_800);

    /**
     * @param request as given
     * @return the validated argument
     * @throws IllegalArgumentException if invalid; names a field and what it expects
     */
    public static HttpRequestArgument of(JsonObject request) {
        ArgumentFields fields = new ArgumentFields("request", request, EXAMPLE, FIELDS);
        String method = fields.read("method", HttpRequestArgument::method);
        HttpTarget target = fields.read("url", HttpRequestArgument::target);
        Map<String, String> headers = RequestHeaders.read(request.get("headers"), fields.violations());
        Optional<JsonValue> body = Optional.ofNullable(request.get("body"));
        body.ifPresent(content -> checkBody(content, headers, fields.violations()));
        Duration timeout = fields.read("timeout", HttpRequestArgument::timeout);
        Set<Integer> expect = fields.read("expect", HttpRequestArgument::expect);
        fields.check();
        return new HttpRequestArgument(method, target, headers, body, timeout, expect);
    }

    private static void checkBody(JsonValue content, Map<String, String> headers, List<Violation> violations) {
        try {
            if (content.getValueType() != JsonValue.ValueType.NULL && violations.isEmpty()) {
                bytes(content, headers.getOrDefault("Content-Type", contentType(content)));
            }
        } catch (IllegalArgumentException unwritable) {
            violations.add(new Violation("body", unwritable.getMessage()));
        }
    }

    /** @return the body's default content type */
    public static String contentType(JsonValue content) {
        return content instanceof JsonString ? "text/plain;charset=UTF-8" : "application/json";
    }

    /**
     * @param content a string is sent as text, anything else as JSON
     * @param contentType its content type
     * @return the body's bytes
     * @throws IllegalArgumentException if the charset lacks a character
     */
    public static byte[] bytes(JsonValue content, String contentType) {
        return ContentType.of(contentType).bytes(content instanceof JsonString string ? string.getString() : content.toString());
    }

    /**
     * @param data input of the step
     * @return the given body, else the data for POST and PUT, else empty
     */
    public Optional<JsonValue> bodyOr(JsonObject data) {
        if (body.isPresent()) {
            return body.filter(given -> given.getValueType() != JsonValue.ValueType.NULL);
        }
        return method.equals("POST") || method.equals("PUT") ? Optional.of(data) : Optional.empty();
    }

    public boolean expects(int status) {
        return expect.isEmpty() ? status >= 200 && status <= 299 : expect.contains(status);
    }

    /** @return the expected statuses, for messages */
    public String expectation() {
        return expect.isEmpty() ? "200 to 299" : expect.toString();
    }

    private static String method(JsonValue value) {
        if (value == null) {
            return "GET";
        }
        String method = ArgumentFields.text(value).toUpperCase(Locale.ROOT);
        if (!METHODS.contains(method)) {
            throw ArgumentFields.wrong("is '" + method + "'; it must be one of " + String.join(", ", METHODS));
        }
        return method;
    }

    private static HttpTarget target(JsonValue value) {
        if (value == null) {
            throw ArgumentFields.wrong("is missing; give an absolute URL such as http://localhost:8080/");
        }
        String url = ArgumentFields.text(value);
        try {
            return HttpTarget.of(url);
        } catch (IllegalArgumentException wrong) {
            throw ArgumentFields.wrong(wrong.getMessage());
        }
    }

    private static Duration timeout(JsonValue value) {
        if (value == null) {
            return DEFAULT_TIMEOUT;
        }
        if (value instanceof JsonNumber number && number.bigDecimalValue().signum() > 0
                && number.bigDecimalValue().compareTo(LONGEST_TIMEOUT) <= 0) {
            return Duration.ofNanos(number.bigDecimalValue().movePointRight(9).longValue());
        }
        throw ArgumentFields.wrong("is " + value + "; it must be a number of seconds above 0, at most " + LONGEST_TIMEOUT + ", decimals allowed");
    }

    private static Set<Integer> expect(JsonValue value) {
        Set<Integer> statuses = new TreeSet<>();
        if (value instanceof JsonArray several && !several.isEmpty()) {
            several.forEach(one -> statuses.add(status(one)));
        } else if (value != null) {
            statuses.add(status(value));
        }
        return statuses;
    }

    private static int status(JsonValue value) {
        if (value instanceof JsonNumber number && number.isIntegral()) {
            BigDecimal status = number.bigDecimalValue();
            if (status.compareTo(BigDecimal.valueOf(200)) >= 0 && status.compareTo(BigDecimal.valueOf(599)) <= 0) {
                return status.intValue();
            }
        }
        throw ArgumentFields.wrong("holds " + value + "; it must be a status from 200 to 599, or a list of such");
    }

    /** Validates the argument during mapping, before a process is queued. */
    public static final class FromJson implements JsonbAdapter<HttpRequestArgument, JsonObject> {

        @Override
        public JsonObject adaptToJson(HttpRequestArgument argument) {
            throw new UnsupportedOperationException("The argument of a step is only read");
        }

        @Override
        public HttpRequestArgument adaptFromJson(JsonObject json) {
            return of(json);
        }
    }
}
