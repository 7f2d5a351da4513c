package io.processmanager.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processmanager.testing.HttpApi;
import io.processmanager.testing.HttpApi.Answer;
import io.processmanager.testing.SharedServer;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code POST /processes/{pid}/cancel}, {@code POST /processes/{pid}/retry} and {@code DELETE /processes/{pid}}. */
@ExtendWith(SharedServer.class)
class EndingSystemIT {

    private static final int CAPACITY = 8;

    private final HttpApi api;
    private final Processes processes;

    EndingSystemIT(HttpApi api) {
        this.api = api;
        this.processes = new Processes(api);
    }

    @AfterEach
    void cancelAll() {
        processes.cancelAll();
    }

    @Test
    void anInterruptedProcessIsCancelledAtOnce() {
        String pid = processes.settle(asking()).getString("pid");
        JsonObject cancelled = processes.accepted(act(pid, "cancel", "{'reason': 'no longer wanted'}"));
        assertEquals("cancelled", cancelled.getString("status"));
        assertEquals("Cancelled: no longer wanted", cancelled.getJsonObject("error").getString("message"));
        assertTrue(cancelled.isNull("output"), cancelled.toString());
    }

    @Test
    void aQueuedProcessIsCancelledAtOnceAndNeverRuns() {
        List<String> running = new ArrayList<>();
        for (int i = 0; i < CAPACITY; i++) {
            running.add(processes.start(slow()).getString("pid"));
        }
        running.forEach(pid -> processes.await(pid, "running"));
        String queued = processes.start(slow()).getString("pid");
        JsonObject cancelled = processes.accepted(api.post("/processes/" + queued + "/cancel"));
        assertEquals("cancelled", cancelled.getString("status"));
        assertTrue(cancelled.isNull("started_at"), cancelled.toString());
        assertEquals("Cancelled", cancelled.getJsonObject("error").getString("message"));
    }

    @Test
    void aRunningProcessIsCancelledAsSoonAsItsStepStops() {
        String pid = processes.start(slow(), "running").getString("pid");
        JsonObject accepted = processes.accepted(act(pid, "cancel", "{'reason': 'wrong file'}"));
        assertTrue(accepted.getString("status").matches("running|cancelled"), accepted.toString());
        JsonObject cancelled = processes.await(pid, "cancelled");
        assertEquals("Cancelled: wrong file", cancelled.getJsonObject("error").getString("message"));
        assertEquals("cancelled", cancelled.getJsonArray("steps").getJsonObject(0).getString("status"));
    }

    @Test
    void aStepThatIgnoresInterruptionIsAbandoned() {
        String pid = processes.start(Specification.named("deaf").step("deaf", "test-deaf", "40"), "running").getString("pid");
        processes.accepted(api.post("/processes/" + pid + "/cancel"));
        JsonObject cancelled = processes.await(pid, "cancelled");
        Duration ran = Duration.between(Instant.parse(cancelled.getString("started_at")), Instant.parse(cancelled.getString("finished_at")));
        assertTrue(ran.toSeconds() < 20, "it ran for " + ran);
    }

    @Test
    void anEndedProcessCannotBeCancelled() {
        JsonObject finished = processes.settle(quick());
        assertConflict(finished, "cancel", act(finished.getString("pid"), "cancel", "{'reason': 'late'}"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "cancel | {'reason': 7}          | reason | expected a string, got a number",
            "cancel | {'raeson': 'x'}        | raeson | is not known; did you mean 'reason'?",
            "cancel | {'reason': '\\u0000'}  | reason | none of them the null character",
            "cancel | []                     | body   | expected an object, got an array",
            "retry  | {'form_step': 'one'}   | form_step | is not known; did you mean 'from_step'?",
            "retry  | 1                      | body   | expected an object, got a number"})
    void aBodyThatIsNotUnderstoodIsRefusedAndNothingHappens(String action, String body, String field, String words) {
        JsonObject process = processes.settle(asking());
        AnsweredProblem.invalid(act(process.getString("pid"), action, body)).violates(field, words);
        assertEquals(process, processes.get(process.getString("pid")));
    }

    @Test
    void aReasonMayHaveAThousandCharactersAndNoMore() {
        String pid = processes.settle(asking()).getString("pid");
        AnsweredProblem.invalid(act(pid, "cancel", "{'reason': '" + "x".repeat(1_001) + "'}")).violates("reason", "at most 1000 characters");
        processes.accepted(act(pid, "cancel", "{'reason': '" + "x".repeat(1_000) + "'}"));
    }

    @Test
    void aFailedProcessIsRetriedAtTheStepThatFailed() {
        JsonObject failed = processes.settle(Specification.named("second try").step("one", "merge", "{'x': 1}").step("two", "test-fail-first"));
        assertEquals("failed", failed.getString("status"));
        JsonObject accepted = processes.accepted(api.post("/processes/" + failed.getString("pid") + "/retry"));
        assertTrue(accepted.isNull("finished_at") || accepted.getString("status").equals("finished"), accepted.toString());
        JsonObject finished = processes.await(failed.getString("pid"), "finished");
        assertEquals(Specification.json("{'x': 1}"), finished.get("output"));
        assertTrue(finished.isNull("error"), finished.toString());
        assertEquals(failed.getJsonArray("steps").get(0), finished.getJsonArray("steps").get(0), "the first step has run again");
        assertEquals(failed.get("started_at"), finished.get("started_at"));
    }

    @Test
    void aTimedOutProcessIsRetriedWithItsWholeRunningTime() {
        JsonObject first = processes.start(Specification.named("too slow").step("wait", "delay", "30").with("timeout", "1"), "timed_out");
        JsonObject accepted = processes.accepted(act(first.getString("pid"), "retry", "{}"));
        assertTrue(accepted.getString("status").matches("queued|running"), accepted.toString());
        JsonObject second = processes.await(first.getString("pid"), "timed_out");
        Duration ran = Duration.between(Instant.parse(second.getJsonArray("steps").getJsonObject(0).getString("started_at")),
                Instant.parse(second.getString("finished_at")));
        assertTrue(ran.toMillis() >= 900, "it ran for " + ran);
        assertTrue(second.getString("finished_at").compareTo(first.getString("finished_at")) > 0, second.toString());
    }

    @Test
    void aCancelledProcessThatWaitedWaitsAgainWhenItIsRetried() {
        String pid = processes.settle(asking()).getString("pid");
        processes.accepted(api.post("/processes/" + pid + "/cancel"));
        processes.accepted(api.post("/processes/" + pid + "/retry"));
        JsonObject waiting = processes.await(pid, "interrupted");
        assertEquals("Sure?", waiting.getJsonObject("output").getString("question"));
        assertTrue(waiting.isNull("error") && waiting.isNull("finished_at"), waiting.toString());
    }

    @Test
    void aFinishedProcessCannotBeRetried() {
        JsonObject finished = processes.settle(quick());
        assertConflict(finished, "retry", api.post("/processes/" + finished.getString("pid") + "/retry"));
    }

    @Test
    void aProcessThatLivesCannotBeRetried() {
        JsonObject waiting = processes.settle(asking());
        assertConflict(waiting, "retry", api.post("/processes/" + waiting.getString("pid") + "/retry"));
    }

    @Test
    void aFinishedProcessIsExecutedAgainFromTheStepThatIsGiven() {
        JsonObject first = processes.settle(Specification.named("again").step("one", "merge", "{'x': 1}").step("two", "delay", "0.01").with("data", "{'y': 2}"));
        String pid = first.getString("pid");
        assertEquals("finished", first.getString("status"));

        processes.accepted(act(pid, "retry", "{'from_step': 'two'}"));
        JsonObject again = processes.await(pid, "finished");
        assertEquals(first.getJsonArray("steps").get(0), again.getJsonArray("steps").get(0));
        assertEquals(2, again.getJsonArray("steps").getJsonObject(1).getInt("attempt"));
        processes.accepted(act(pid, "retry", "{'from_step': 'one'}"));
        JsonObject anew = processes.await(pid, "finished");
        assertEquals(first.get("output"), anew.get("output"));
        assertEquals(5, api.get("/processes/" + pid + "/runs").body().getJsonArray("items").size(), "every execution is kept");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "{'from_step': 'lasst'} | the process has no step 'lasst'; did you mean 'last'?",
            "{'from_step': 'last'} | the process has stopped at 'two', before 'last'; give that step or an earlier one",
            "{'from_step': ''}     | expected the name of a step",
            "{'from_step': 7}      | expected a string, got a number"})
    void aStepThatTheProcessDoesNotHaveOrHasNotReachedIsRefused(String body, String words) {
        JsonObject failed = processes.settle(Specification.named("fails").step("one", "merge", "{'x': 1}").step("two", "require", "'/never'").step("last", "merge", "{'x': 2}"));
        AnsweredProblem.invalid(act(failed.getString("pid"), "retry", body)).violates("from_step", words);
        assertEquals(failed, processes.get(failed.getString("pid")));
    }

    @Test
    void anEndedProcessIsDeletedWithAllThatItHad() {
        String pid = processes.settle(Specification.named("goes").step("write", "test-write", "1")).getString("pid");
        Answer answer = api.delete("/processes/" + pid);
        assertEquals(204, answer.status());
        assertEquals("", answer.text());
        AnsweredProblem.of(api.get("/processes/" + pid), 404, AnsweredProblem.NOT_FOUND);
        AnsweredProblem.of(api.get("/processes/" + pid + "/log"), 404, AnsweredProblem.NOT_FOUND);
        AnsweredProblem.of(api.delete("/processes/" + pid), 404, AnsweredProblem.NOT_FOUND);
        assertEquals(0, api.get("/processes?q=" + pid).body().getJsonArray("items").size());
    }

    @Test
    void anInterruptedProcessCannotBeDeleted() {
        JsonObject waiting = processes.settle(asking());
        assertConflict(waiting, "delete", api.delete("/processes/" + waiting.getString("pid")));
    }

    @Test
    void aRunningProcessCannotBeDeleted() {
        String pid = processes.start(slow(), "running").getString("pid");
        AnsweredProblem problem = AnsweredProblem.of(api.delete("/processes/" + pid), 409, AnsweredProblem.STATE);
        assertEquals("running", problem.json().getString("process_status"));
        assertEquals("running", processes.get(pid).getString("status"));
    }

    /** The conflict names process, action and status, and the process is as it was. */
    private void assertConflict(JsonObject process, String action, Answer answer) {
        AnsweredProblem problem = AnsweredProblem.of(answer, 409, AnsweredProblem.STATE);
        assertEquals(process.getString("pid"), problem.json().getString("pid"));
        assertEquals(action, problem.json().getString("action"));
        assertEquals(process.getString("status"), problem.json().getString("process_status"));
        problem.says(process.getString("pid"));
        assertEquals(process, processes.get(process.getString("pid")));
    }

    private Answer act(String pid, String action, String body) {
        return api.post("/processes/" + pid + "/" + action, "application/json", body.replace('\'', '"'));
    }

    private static Specification quick() {
        return Specification.named("quick").step("set", "merge", "{'x': 1}");
    }

    private static Specification slow() {
        return Specification.named("slow").step("wait", "delay", "60");
    }

    private static Specification asking() {
        return Specification.named("asks").step("ask", "approval", "'Sure?'").step("then", "merge", "{'after': true}");
    }
}
