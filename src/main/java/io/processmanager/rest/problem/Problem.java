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
 * An error as the client sees it.
 *
 * @param type says which kind of problem it is and never changes; {@code about:blank} if the status says it all
 * @param title the kind in words
 * @param status the HTTP status
 * @param detail what happened this time, its consequence and what to do
 * @param members further members, some for each type
 * @param headers headers that go with it, such as {@code Retry-After}
 */
public record Problem(String type, String title, int status, String detail, Map<String, JsonValue> members, Map<String, String> headers) {

    /** What all problems of a kind of our own begin with. */
    static final String TYPES = "/problems/";

    /** A client that has made more mistakes than this has made the same one many times. */
    private static final int MOST_VIOLATIONS = 100;

    /**
     * @param status says all that there is to say about the kind of problem
     * @param detail what happened this time
     * @return a problem without a type of its own
     */
    public static Problem of(Response.StatusType status, String detail) {
        return new Problem("about:blank", status.getReasonPhrase(), status.getStatusCode(), detail, Map.of(), Map.of());
    }

    /**
     * @param name the last part of its type
     * @param status the HTTP status
     * @param title the kind in words
     * @param detail what happened this time
     * @return a problem of a kind of our own
     */
    public static Problem named(String name, Response.StatusType status, String title, String detail) {
        return new Problem(TYPES + name, title, status.getStatusCode(), detail, Map.of(), Map.of());
    }

    /**
     * @param violations everything that is wrong with the request, at least one
     * @return the problem that lists them
     */
    public static Problem invalid(List<Violation> violations) {
        return invalid(violations, MOST_VIOLATIONS);
    }

    /**
     * @param violations everything that is wrong with the request, at least one
     * @param most how many of them to list
     * @return the problem that lists them
     */
    public static Problem invalid(List<Violation> violations, int most) {
        Violation first = violations.get(0);
        String others = violations.size() == 1 ? "" : " (and " + (violations.size() - 1) + " more, see violations)";
        return named("invalid-request", Response.Status.BAD_REQUEST, "The request is not valid",
                "Nothing was done because of " + first.field() + ": " + first.message() + others).violating(violations, most);
    }

    /**
     * @param violations what is wrong, and where
     * @return a copy with the list of them, cut off after 100
     */
    public Problem violating(List<Violation> violations) {
        return violating(violations, MOST_VIOLATIONS);
    }

    private Problem violating(List<Violation> violations, int most) {
        return with("violations", Fields.array(violations.stream().limit(most).toList(),
                violation -> new Fields().text("field", violation.field()).text("message", violation.message()).build()));
    }

    /**
     * @param member the name of a further member
     * @param value its value
     * @return a copy with it
     */
    public Problem with(String member, JsonValue value) {
        Map<String, JsonValue> more = new LinkedHashMap<>(members);
        more.put(member, value);
        return new Problem(type, title, status, detail, more, headers);
    }

    /**
     * @param seconds after how many seconds it is worth trying again
     * @return a copy that says so
     */
    public Problem retryAfter(int seconds) {
        return new Problem(type, title, status, detail, members, Map.of("Retry-After", String.valueOf(seconds)));
    }

    /** @return the body of the response */
    JsonObject json() {
        Fields fields = new Fields().text("type", type).text("title", title).number("status", status).text("detail", detail);
        members.forEach(fields::json);
        return fields.build();
    }
}
