package io.processmanager.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processmanager.testing.HttpApi;
import io.processmanager.testing.SharedServer;
import jakarta.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Steps that misbehave when they run: their process fails with a clear message, and no other is disturbed. */
@ExtendWith(SharedServer.class)
class BadStepSystemIT {

    private static final int LIMIT = 1_048_576;

    private final HttpApi api;
    private final Processes processes;

    BadStepSystemIT(HttpApi api) {
        this.api = api;
        this.processes = new Processes(api);
    }

    @Test
    void anOutputThatJsonBCannotWriteFailsTheProcess() {
        JsonObject process = failed(Specification.named("ring").step("ring", "test-unwritable").step("then", "merge", "{}"));
        JsonObject error = process.getJsonObject("error");
        assertEquals("ring", error.getString("step"));
        assertEquals("jakarta.json.bind.JsonbException", error.getString("type"));
        assertTrue(error.getString("message").length() > 10, error.toString());
    }

    @Test
    void anOutputThatIsTooLargeFailsTheProcess() {
        JsonObject process = failed(Specification.named("large").step("large", "test-large-output", String.valueOf(LIMIT)));
        JsonObject error = process.getJsonObject("error");
        assertEquals("large", error.getString("step"));
        assertTrue(error.getString("message").startsWith("The step returned 1048578 bytes of JSON, more than the 1048576"), error.getString("message"));
        assertTrue(error.isNull("stack"), "a stack trace of ours is shown");
    }

    @Test
    void theLargestOutputThatIsAllowedComesOutAgain() {
        JsonObject process = processes.settle(Specification.named("large").step("large", "test-large-output", String.valueOf(LIMIT - 2)));
        assertEquals("finished", process.getString("status"));
        assertEquals("\"" + "x".repeat(LIMIT - 2) + "\"", process.get("output").toString());
    }

    @Test
    void aStepThatAddsToItsInputFailsIfThatIsNoObject() {
        JsonObject process = failed(Specification.named("text").step("text", "test-large-output", "3").step("ask", "approval", "'Sure?'"));
        assertTrue(process.getJsonObject("error").getString("message").contains("must be a JSON object, but it is of type string"), process.toString());
    }

    @Test
    void anArgumentThatTheStepItselfRefusesFailsTheProcess() {
        JsonObject process = failed(Specification.named("refused").step("refuse", "test-refuse", "'x'"));
        assertEquals("The argument is 'x', which nobody can use", process.getJsonObject("error").getString("message"));
    }

    /** It fails, is found in the list with all others, and the next process runs as ever. */
    private JsonObject failed(Specification specification) {
        JsonObject process = processes.settle(specification);
        assertEquals("failed", process.getString("status"), process.toString());
        JsonObject newestFailed = api.get("/processes?status=failed&limit=1").body().getJsonArray("items").getJsonObject(0);
        assertEquals(process.getString("pid"), newestFailed.getString("pid"));
        assertEquals("finished", processes.settle(Specification.named("works").step("set", "merge", "{}")).getString("status"));
        return process;
    }
}
