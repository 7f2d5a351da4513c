package io.processmanager.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processmanager.testing.HttpApi;
import io.processmanager.testing.HttpApi.Answer;
import io.processmanager.testing.SharedServer;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code POST /processes/bulk}: what it answers, and what becomes of the processes that match. */
@ExtendWith(SharedServer.class)
class BulkSystemIT {

    private final HttpApi api;
    private final Processes processes;
    private final String name = "Bulk " + UUID.randomUUID();

    BulkSystemIT(HttpApi api) {
        this.api = api;
        this.processes = new Processes(api);
    }

    @AfterEach
    void cancelAll() {
        processes.cancelAll();
    }

    private Answer post(String body) {
        return api.post("/processes/bulk", "application/json", body.replace('\'', '"'));
    }

    private JsonObject accepted(String action, String filter) {
        return processes.accepted(post("{'action': '" + action + "', 'filter': {'name': '" + name + "'" + filter + "}, 'reason': 'for a test'}"));
    }

    private void assertCounts(JsonObject accepted, int matched, int changed) {
        JsonObject finished = processes.await(accepted.getString("pid"), "finished");
        assertEquals(Specification.json("{'matched': " + matched + ", 'changed': " + changed + ", 'skipped': " + (matched - changed) + "}"), finished.get("output"));
    }

    private List<String> asking(int number) {
        return IntStream.range(0, number).mapToObj(i -> processes.settle(Specification.named(name).step("ask", "approval", "'Sure?'")).getString("pid")).toList();
    }

    @Test
    void theAnswerIsTheProcessThatMakesTheChange() {
        Answer answer = post("{'action': 'cancel', 'filter': {'name': '" + name + "'}}");

        assertEquals(202, answer.status(), answer.text());
        String pid = answer.body().getString("pid");
        assertEquals(api.uri("/processes/" + pid).toString(), answer.header("Location"));
        assertEquals("bulk cancel", answer.body().getString("name"));
        assertEquals("cancel", answer.body().getJsonArray("steps").getJsonObject(0).getString("name"));
        assertCounts(answer.body(), 0, 0);
    }

    @Test
    void allThatMatchAreCancelledRetriedAndDeletedAgain() {
        List<String> pids = asking(3);
        String finished = processes.settle(Specification.named(name).step("set", "merge", "{'x': 1}")).getString("pid");

        assertCounts(accepted("cancel", ""), 4, 3);
        assertEquals("Cancelled: for a test", processes.get(pids.get(0)).getJsonObject("error").getString("message"));
        assertCounts(accepted("retry", ", 'status': 'cancelled'"), 3, 3);
        pids.forEach(pid -> processes.await(pid, "interrupted"));
        assertCounts(accepted("delete", ", 'created_after': '2020-01-01T00:00:00Z'"), 4, 1);
        AnsweredProblem.of(api.get("/processes/" + finished), 404, AnsweredProblem.NOT_FOUND);
        assertEquals(3, api.get("/processes?q=" + name.replace(" ", "%20")).body().getJsonArray("items").size());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "{'action': 'retry'}                                    | filter        | is missing or empty; nothing is done to all processes at once",
            "{'action': 'retry', 'filter': {}}                      | filter        | is missing or empty",
            "{'filter': {'status': 'failed'}}                       | action        | is missing; expected one of retry, cancel, delete",
            "{'action': 'rerun', 'filter': {'status': 'failed'}}    | action        | expected one of retry, cancel, delete, got 'rerun'",
            "{'action': 'retry', 'filter': {'stauts': 'failed'}}    | filter.stauts | is not known; did you mean 'status'?",
            "{'action': 'retry', 'filter': {'status': 'x'}, 'a': 1} | filter.status, a | x"})
    void aWrongRequestIsRefusedAndNothingIsStarted(String body, String fields, String words) {
        UnchangedServer unchanged = new UnchangedServer(api);
        unchanged.remember();
        AnsweredProblem problem = AnsweredProblem.invalid(post(body));
        if (fields.contains(",")) {
            assertEquals(List.of(fields.split(", ")), problem.violations().stream().map(violation -> violation.replaceFirst(":.*", "")).toList());
        } else {
            problem.violates(fields, words);
        }
        unchanged.check();
    }

    @Test
    void onlyThisRequestCanMakeABulkChange() {
        String stepClass = "io.processmanager.manager.bulk.BulkStep";
        String body = "{'name': 'around', 'steps': {'a': {'class': '" + stepClass + "', 'args': [{'action': 'delete', 'filter': {}}]}}}";
        for (String path : List.of("/processes", "/executions")) {
            AnsweredProblem.invalid(api.post(path, "application/json", body.replace('\'', '"'))).violates("steps.a.class", "is not a step that this deployment declares");
        }
        assertFalse(api.get("/step-types").text().contains("Bulk"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bulk", "batch"})
    void noProcessHasThatPid(String path) {
        Answer answer = api.get("/processes/" + path);
        assertTrue(answer.status() == 404 || answer.status() == 405, answer.text());
    }
}
