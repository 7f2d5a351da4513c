package io.processmanager.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processmanager.testing.HttpApi.Answer;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.regex.Pattern;

/** The problem detail that an answer must be: whatever else a test expects of it, this holds for all of them. */
public final class AnsweredProblem {

    static final String INVALID = "/problems/invalid-request";
    static final String MALFORMED = "/problems/malformed-json";
    static final String NOT_FOUND = "/problems/process-not-found";
    static final String STATE = "/problems/process-state";
    static final String BLANK = "about:blank";

    /** Lines of a stack trace, and names that only somebody knows who has looked inside. */
    private static final Pattern INTERNALS = Pattern.compile(
            "\\\\tat |\\tat |Exception|org\\.(glassfish|jboss|apache|eclipse|flywaydb|wildfly)|io\\.undertow|jakarta\\.(ws|persistence|enterprise|transaction)");

    private final Answer answer;
    private final JsonObject problem;

    private AnsweredProblem(Answer answer, int status, String type) {
        this.answer = answer;
        assertEquals(status, answer.status(), answer.text());
        assertEquals("application/problem+json", answer.header("Content-Type"), answer.text());
        assertEquals("no-store", answer.header("Cache-Control"));
        problem = answer.body();
        assertEquals(type, problem.getString("type"), answer.text());
        assertEquals(status, problem.getInt("status"), answer.text());
        assertFalse(problem.getString("title").isBlank(), answer.text());
        assertFalse(problem.getString("detail").isBlank(), answer.text());
        assertEquals(status == 400, problem.containsKey("violations"), answer.text());
        if (status == 400) {
            assertFalse(violations().isEmpty(), answer.text());
        }
    }

    static AnsweredProblem of(Answer answer, int status, String type) {
        AnsweredProblem problem = new AnsweredProblem(answer, status, type);
        assertFalse(INTERNALS.matcher(answer.text()).find(), "internals leak: " + answer.text());
        return problem;
    }

    /** A problem that carries the failing step's own stack trace. */
    static AnsweredProblem ofFailedExecution(Answer answer) {
        return new AnsweredProblem(answer, 422, "/problems/execution-failed");
    }

    public static AnsweredProblem invalid(Answer answer) {
        return of(answer, 400, INVALID);
    }

    JsonObject json() {
        return problem;
    }

    String detail() {
        return problem.getString("detail");
    }

    /** @return every violation as {@code field: message} */
    public List<String> violations() {
        return problem.getJsonArray("violations").getValuesAs(JsonObject.class).stream()
                .map(violation -> violation.getString("field") + ": " + violation.getString("message")).toList();
    }

    /** There is exactly one violation: of this field, with a message that has these words. */
    public void violates(String field, String words) {
        assertEquals(1, violations().size(), answer.text());
        String violation = violations().get(0);
        assertTrue(violation.startsWith(field + ": ") && violation.contains(words), "expected " + field + ": …" + words + "…, got " + violation);
    }

    void says(String words) {
        assertTrue(detail().contains(words), "expected …" + words + "…, got " + detail());
    }
}
