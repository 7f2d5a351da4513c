package io.processmanager.rest.problem;

import io.processmanager.Violation;
import io.processmanager.rest.representation.Fields;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import jakarta.ws.rs.core.Response;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An error as clients see it (RFC 9457).
 *
 * @param type stable identifier of the kind; {@code about:blank} if the status says it all
 * @param title the kind in words
 * @param status HTTP status
 * @param detail this occurrence, its consequence and remedy
 * @param members further members, by type
 * @param headers such as {@code Retry-After}
 */
public record Problem(String type, String title, int status, String detail, Map<String, JsonValue> members, Map<String, String> headers) {

    /** Prefix of our types. */
    static final String TYPES = "/problems/";

    /** More are usually one mistake repeated. */
    private static final int MOST_VIOLATIONS = 100;

    /**
     * @param status the kind
     * @param detail this occurrence
     * @return a problem without type
     */
    public static Problem of(Response.StatusType status, String detail) {
        return new Problem("about:blank", status.getReasonPhrase(), status.getStatusCode(), detail, Map.of(), Map.of());
    }

    /**
     * @param name last part of the type
     * @param status HTTP status
     * @param title the kind in words
     * @param detail this occurrence
     * @return a problem with type
     */
    public static Problem named(String name, Response.StatusType status, String title, String detail) {
        return new Problem(TYPES + name, title, status.getStatusCode(), detail, Map.of(), Map.of());
    }

    /**
     * @param violations at least one
     * @return the problem, listing at most 100
     */
    public static Problem invalid(List<Violation> violations) {
        return invalid(violations, MOST_VIOLATIONS);
    }

    /**
     * @param violations at least one
     * @param most maximum listed
     * @return the problem
     */
    public static Problem invalid(List<Violation> violations, int most) {
        Violation first = violations.get(0);
        String others = violations.size() == 1 ? "" : " (and " + (violations.size() - 1) + " more, see violations)";
        return named("invalid-request", Response.Status.BAD_REQUEST, "The request is not valid",
                "Nothing was done because of " + first.field() + ": " + first.message() + others).violating(violations, most);
    }

    /**
     * @param violations the violations
     * @return a copy listing at most 100
     */
    public Problem violating(List<Violation> violations) {
        return violating(violations, MOST_VIOLATIONS);
    }

    private Problem violating(List<Violation> violations, int most) {
        return with("violations", Fields.array(violations.stream().limit(most).toList(),
                violation -> new Fields().text("field", violation.field()).text("message", violation.message()).build()));
    }

    /**
     * @param member further member
     * @param value its value
     * @return a copy with it
     */
    public Problem with(String member, JsonValue value) {
        Map<String, JsonValue> more = new LinkedHashMap<>(members);
        more.put(member, value);
        return new Problem(type, title, status, detail, more, headers);
    }

    /**
     * @param seconds delay before a retry
     * @return a copy with Retry-After
     */
    public Problem retryAfter(int seconds) {
        return new Problem(type, title, status, detail, members, Map.of("Retry-After", String.valueOf(seconds)));
    }

    /** @return the response body */
    JsonObject json() {
        Fields fields = new Fields().text("type", type).text("title", title).number("status", status).text("detail", detail);
        members.forEach(fields::json);
        return fields.build();
    }
}
