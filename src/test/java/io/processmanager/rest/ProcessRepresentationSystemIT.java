package io.processmanager.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processmanager.testing.Await;
import io.processmanager.testing.HttpApi;
import io.processmanager.testing.SharedServer;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** How a process looks in each of its states: every field is there, and null where there is no value. */
@ExtendWith(SharedServer.class)
class ProcessRepresentationSystemIT {

    private static final List<String> FIELDS = List.of("pid", "name", "status", "created_at", "due_at", "started_at", "finished_at", "timeout",
            "current_step", "percent", "queue", "priority", "unique_key", "concurrency_key", "tags", "queued_by", "schedule", "parent", "runner", "node", "rescues", "last_status", "runs_failed", "steps", "output", "output_omitted", "output_bytes", "error", "compensation");
    private static final List<String> STEP_FIELDS = List.of("name", "type", "status", "attempt", "percent", "message", "started_at",
            "finished_at", "output", "output_omitted", "output_bytes");
    private static final String TIME = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z";

    private final Processes processes;

    ProcessRepresentationSystemIT(HttpApi api) {
        processes = new Processes(api);
    }

    @AfterEach
    void cancelAll() {
        processes.cancelAll();
    }

    @Test
    void aFinishedProcessShowsItsStepsAndItsOutput() {
        Instant before = Instant.now();
        JsonObject process = processes.settle(Specification.named("two steps").step("one", "merge", "{'a': 1}").step("two", "merge", "{'b': 2}")
                .with("data", "{'c': 3}").with("timeout", "300"));
        assertEquals(FIELDS, List.copyOf(process.keySet()));
        assertEquals("two steps", process.getString("name"));
        assertEquals("finished", process.getString("status"));
        assertEquals(300, process.getInt("timeout"));
        assertEquals(100, process.getInt("percent"));
        assertEquals(withoutTurn("current_step", "error"), nulls(process));
        assertEquals(Specification.json("{'c': 3, 'a': 1, 'b': 2}"), process.get("output"));
        assertInOrder(process, before, "created_at", "started_at", "finished_at");
        assertCompleted(step(process, 0), "one", "{'c': 3, 'a': 1}");
        assertCompleted(step(process, 1), "two", "{'c': 3, 'a': 1, 'b': 2}");
    }

    /** What has no value, beside what concerns only processes in a queue of their own or of a schedule. */
    private static Set<String> withoutTurn(String... others) {
        return Stream.concat(Stream.of("unique_key", "concurrency_key", "queued_by", "schedule", "parent", "compensation"), Stream.of(others)).collect(Collectors.toSet());
    }

    private static void assertCompleted(JsonObject step, String name, String output) {
        assertEquals(STEP_FIELDS, List.copyOf(step.keySet()));
        assertEquals(name, step.getString("name"));
        assertEquals("merge", step.getString("type"));
        assertEquals("completed", step.getString("status"));
        assertEquals(1, step.getInt("attempt"));
        assertEquals(100, step.getInt("percent"));
        assertEquals(Set.of("message"), nulls(step));
        assertTrue(step.getString("started_at").matches(TIME), step.toString());
        assertFalse(instant(step, "finished_at").isBefore(instant(step, "started_at")), step.toString());
        assertEquals(Specification.json(output), step.get("output"));
        assertEquals(step.get("output").toString().length(), step.getInt("output_bytes"));
    }

    @Test
    void aRunningProcessShowsHowFarItIs() {
        String pid = processes.start(Specification.named("runs").step("one", "merge", "{}").step("two", "delay", "40").step("three", "merge", "{}")
                .with("timeout", "100.5")).getString("pid");
        JsonObject process = Await.until("some progress", Duration.ofSeconds(60), () -> processes.get(pid),
                running -> step(running, 1).getInt("percent") > 0);
        assertEquals(FIELDS, List.copyOf(process.keySet()));
        assertEquals("running", process.getString("status"));
        assertEquals("two", process.getString("current_step"));
        assertEquals("100.5", process.get("timeout").toString());
        int percent = step(process, 1).getInt("percent");
        assertEquals((100 + percent) / 3, process.getInt("percent"));
        assertEquals(withoutTurn("finished_at", "output", "output_bytes", "error"), nulls(process));
        assertEquals("running", step(process, 1).getString("status"));
        assertEquals(1, step(process, 1).getInt("attempt"));
        assertTrue(step(process, 1).getString("message").matches("\\d+ of 40 s"), process.toString());
        assertEquals(Set.of("finished_at", "output", "output_bytes"), nulls(step(process, 1)));
        assertEquals("completed", step(process, 0).getString("status"));
        assertPending(step(process, 2));
    }

    private static void assertPending(JsonObject step) {
        assertEquals("pending", step.getString("status"));
        assertEquals(0, step.getInt("attempt"));
        assertEquals(0, step.getInt("percent"));
        assertEquals(Set.of("message", "started_at", "finished_at", "output", "output_bytes"), nulls(step));
    }

    @Test
    void anInterruptedProcessShowsWhereItWaitsAndWhatItAsks() {
        JsonObject process = processes.settle(Specification.named("asks").step("ask", "approval", "'Sure?'").step("then", "merge", "{}")
                .with("data", "{'x': 1}"));
        assertEquals("interrupted", process.getString("status"));
        assertEquals("ask", process.getString("current_step"));
        assertEquals(50, process.getInt("percent"));
        assertEquals(withoutTurn("finished_at", "error"), nulls(process));
        assertEquals(Specification.json("{'x': 1, 'question': 'Sure?'}"), process.get("output"));
        assertEquals("interrupted", step(process, 0).getString("status"));
        assertEquals(process.get("output"), step(process, 0).get("output"));
        assertEquals("pending", step(process, 1).getString("status"));
    }

    @Test
    void aFailedProcessShowsTheErrorOfItsStep() {
        JsonObject process = processes.settle(Specification.named("fails").step("one", "merge", "{}").step("bad", "test-fail", "1062", "'no such row'")
                .step("never", "merge", "{}"));
        assertEquals("failed", process.getString("status"));
        assertEquals("bad", process.getString("current_step"));
        assertEquals(33, process.getInt("percent"));
        assertEquals(withoutTurn("output", "output_bytes"), nulls(process));
        JsonObject error = process.getJsonObject("error");
        assertEquals(List.of("step", "attempt", "type", "code", "message", "stack"), List.copyOf(error.keySet()));
        assertEquals("bad", error.getString("step"));
        assertEquals(1, error.getInt("attempt"));
        assertEquals("io.processmanager.StepException", error.getString("type"));
        assertEquals(1062, error.getInt("code"));
        assertEquals("no such row", error.getString("message"));
        assertTrue(error.getString("stack").contains("io.processmanager.reststeps.FailingStep.execute(FailingStep.java:"), error.getString("stack"));
        assertTrue(error.getString("stack").contains("Caused by: java.lang.IllegalStateException: the cause of it"), error.getString("stack"));
        assertEquals("failed", step(process, 1).getString("status"));
        assertEquals(Set.of("message", "output", "output_bytes"), nulls(step(process, 1)));
        assertPending(step(process, 2));
    }

    @Test
    void aProcessThatUsesUpItsTimeoutIsTimedOutWithoutAStackTrace() {
        JsonObject process = processes.settle(Specification.named("too slow").step("wait", "delay", "60").with("timeout", "1"));
        assertEquals("timed_out", process.getString("status"));
        assertEquals("timed_out", step(process, 0).getString("status"));
        JsonObject error = process.getJsonObject("error");
        assertEquals("java.util.concurrent.TimeoutException", error.getString("type"));
        assertEquals("The process has used up its running time of 1 s during this step", error.getString("message"));
        assertEquals(Set.of("code", "stack"), nulls(error));
    }

    @Test
    void aStepPastItsTimeoutEndsTheProcessEvenIfItIgnoresInterruption() {
        JsonObject process = processes.settle(Specification.named("deaf").stepOf("deaf", "{'type': 'test-deaf', 'args': [20], 'timeout': 1}"));
        assertEquals("timed_out", process.getString("status"));
        assertEquals("The step did not end within its timeout of 1 s", process.getJsonObject("error").getString("message"));
        Duration ran = Duration.between(instant(process, "started_at"), instant(process, "finished_at"));
        assertTrue(ran.toMillis() >= 1_000 && ran.toSeconds() < 10, "it ran for " + ran);
    }

    @Test
    void aRetriedStepShowsWhichAttemptItIs() {
        JsonObject process = processes.settle(Specification.named("retries")
                .stepOf("bad", "{'type': 'test-fail', 'args': [7, 'again'], 'max_retries': 1}"));
        assertEquals("failed", process.getString("status"));
        assertEquals(2, step(process, 0).getInt("attempt"));
        assertEquals(2, process.getJsonObject("error").getInt("attempt"));
    }

    private static JsonObject step(JsonObject process, int index) {
        return process.getJsonArray("steps").getJsonObject(index);
    }

    private static Set<String> nulls(JsonObject object) {
        return object.keySet().stream().filter(field -> object.get(field) == JsonValue.NULL).collect(Collectors.toSet());
    }

    /** The server's clock is that of this machine, but counts whole milliseconds only. */
    private static void assertInOrder(JsonObject process, Instant begin, String... times) {
        Instant earlier = begin.minusMillis(1);
        for (String time : times) {
            assertTrue(((JsonString) process.get(time)).getString().matches(TIME), process.toString());
            assertFalse(instant(process, time).isBefore(earlier), time + " of " + process);
            earlier = instant(process, time);
        }
        assertFalse(earlier.isAfter(Instant.now()), process.toString());
    }

    private static Instant instant(JsonObject object, String field) {
        return Instant.parse(object.getString(field));
    }
}
