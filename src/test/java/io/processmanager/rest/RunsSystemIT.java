package io.processmanager.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processmanager.testing.Await;
import io.processmanager.testing.HttpApi;
import io.processmanager.testing.HttpApi.Answer;
import io.processmanager.testing.SharedServer;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code GET /processes/{pid}/runs} and {@code …/runs/{number}}, and the retry policies that runs come of. */
@ExtendWith(SharedServer.class)
class RunsSystemIT {

    private static final List<String> FIELDS = List.of("number", "step", "attempt", "status", "started_at", "finished_at", "percent", "message", "results", "results_omitted",
            "results_bytes", "error_code", "error_message", "error", "stdout_bytes", "stderr_bytes", "truncated", "runner", "node", "compensation");

    private final HttpApi api;
    private final Processes processes;

    RunsSystemIT(HttpApi api) {
        this.api = api;
        this.processes = new Processes(api);
    }

    @AfterEach
    void cancelAll() {
        processes.cancelAll();
    }

    private String failed(String retry) {
        return processes.settle(Specification.named("fails").stepOf("good", "{'type': 'merge', 'args': [{'a': 1}]}")
                .stepOf("bad", "{'type': 'test-fail', 'args': [7, 'no funds'], 'retry': " + retry + "}")).getString("pid");
    }

    private JsonObject runs(String pid, String query) {
        Answer answer = api.get("/processes/" + pid + "/runs" + query);
        assertEquals(200, answer.status(), answer::text);
        return answer.body();
    }

    private static List<JsonObject> items(JsonObject page) {
        return page.getJsonArray("items").getValuesAs(JsonObject.class);
    }

    @Test
    void everyAttemptIsListedWithAllItsFields() {
        String pid = failed("{'max_retries': 1, 'delay': 0.01}");

        List<JsonObject> runs = items(runs(pid, ""));
        assertEquals(List.of("1 good/1 success", "2 bad/1 error", "3 bad/2 error"), runs.stream()
                .map(run -> run.getInt("number") + " " + run.getString("step") + "/" + run.getInt("attempt") + " " + run.getString("status")).toList());
        JsonObject process = processes.get(pid);
        for (JsonObject run : runs) {
            assertTrue(List.copyOf(run.keySet()).containsAll(FIELDS), run::toString);
            assertEquals(run, api.get("/processes/" + pid + "/runs/" + run.getInt("number")).body());
            assertEquals(process.get("runner"), run.get("runner"));
            assertEquals(process.get("node"), run.get("node"));
        }
        assertEquals("{\"a\":1}", runs.get(0).get("results").toString());
        assertEquals(JsonValue.NULL, runs.get(0).get("error"));
        assertEquals(7, runs.get(2).getInt("error_code"));
        assertEquals("no funds", runs.get(2).getString("error_message"));
        assertEquals(process.getJsonObject("error").getString("stack"), runs.get(2).getJsonObject("error").getString("stack"));
        assertEquals(JsonValue.NULL, runs.get(2).get("results"));
        assertEquals("error", process.getString("last_status"));
        assertEquals(2, process.getInt("runs_failed"));
    }

    @Test
    void processesWithFailedRunsAreListed() {
        String failed = failed("{}");
        String good = processes.settle(Specification.named("fails").step("good", "merge", "{}")).getString("pid");

        for (String more : List.of("&q=" + failed, "&status=failed", "&name=fails")) {
            List<String> found = items(api.get("/processes?failed_runs=true" + more).body()).stream().map(process -> process.getString("pid")).toList();
            assertTrue(found.contains(failed), () -> more + found);
            assertFalse(found.contains(good), () -> more + found);
        }
        assertEquals(1, items(api.get("/processes?failed_runs=false&q=" + good).body()).size());
        AnsweredProblem.invalid(api.get("/processes?failed_runs=yes")).violates("failed_runs", "expected one of false, true, got 'yes'");
    }

    @Test
    void runsArePaged() {
        String pid = failed("{'max_retries': 2, 'delay': 0}");

        JsonObject first = runs(pid, "?limit=3");
        assertEquals("3", first.getString("next"));
        JsonObject second = runs(pid, "?limit=3&after=3");
        assertEquals(List.of(4), items(second).stream().map(run -> run.getInt("number")).toList());
        assertEquals(JsonValue.NULL, second.get("next"));
    }

    @Test
    void whatARunHasPrintedIsReadByStream() throws Exception {
        String pid = processes.settle(Specification.named("writes").step("silent", "merge", "{}").step("write", "test-write", "2")).getString("pid");
        String output = "/processes/" + pid + "/runs/2/output";

        Answer out = api.get(output);
        assertEquals("200 text/plain;charset=utf-8 to System.out: ä€😀\nline 1\nline 2\n", described(out));
        assertEquals(out.text(), api.get(output + "?stream=out").text());
        assertEquals("200 text/plain;charset=utf-8 to System.err\n", described(api.get(output + "?stream=err")));
        assertEquals("200 text/plain;charset=utf-8 ", described(api.get("/processes/" + pid + "/runs/1/output")));
        assertEquals("0 0 false", printed(pid, 1));
        int bytes = out.text().getBytes(StandardCharsets.UTF_8).length;
        assertEquals(bytes + " 14 false", printed(pid, 2));
        Answer head = FreeRequest.send(api, "HEAD", output);
        assertEquals("200 text/plain;charset=utf-8 " + bytes, head.status() + " " + type(head) + " " + head.header("Content-Length"));
    }

    @Test
    void runThatPrintsTooMuchIsTruncatedInItsMiddle() {
        String pid = processes.settle(Specification.named("writes").step("write", "test-write", "20000")).getString("pid");

        List<String> lines = api.get("/processes/" + pid + "/runs/1/output").text().lines().toList();
        assertEquals("line 1", lines.get(1));
        assertEquals("line 20000", lines.get(lines.size() - 1));
        assertEquals(1, lines.stream().filter(line -> line.matches("… \\(\\d+ bytes are missing here, beyond process-manager.step.max-log-bytes or process-manager.step.max-log-lines\\)")).count());
        assertTrue(lines.size() > 9_990 && lines.size() <= 10_001, () -> lines.size() + " lines");
        assertTrue(printed(pid, 1).endsWith(" true"), printed(pid, 1));
    }

    @Test
    void whatARunPrintsIsReadWhileItRuns() {
        String pid = processes.start(Specification.named("runs").step("talk", "test-talk", "60")).getString("pid");

        Await.until("the line", Duration.ofSeconds(60), () -> api.get("/processes/" + pid + "/runs/1/output"),
                answer -> answer.status() == 200 && answer.text().equals("this will take 60 s\n"));
        assertEquals("20 0 false", printed(pid, 1));
        assertEquals("running", api.get("/processes/" + pid + "/runs/1").body().getString("status"));
    }

    @Test
    void outputOfAnUnknownRunIsA404AndAnotherStreamA400() {
        String pid = failed("{}");

        AnsweredProblem.invalid(api.get("/processes/" + pid + "/runs/1/output?stream=log", "Accept", "*/*")).violates("stream", "expected one of out, err, got 'log'");
        AnsweredProblem.invalid(api.get("/processes/" + pid + "/runs/1/output?strem=out", "Accept", "*/*")).violates("strem", "did you mean 'stream'?");
        for (String number : List.of("3", "0", "x")) {
            Answer answer = api.get("/processes/" + pid + "/runs/" + number + "/output", "Accept", "*/*");
            assertEquals(404, answer.status(), answer::text);
            assertTrue(answer.body().getString("type").endsWith("run-not-found"), answer::text);
        }
        assertEquals(404, api.get("/processes/" + "0".repeat(32) + "/runs/1/output", "Accept", "*/*").status());
    }

    private static String described(Answer answer) {
        return answer.status() + " " + type(answer) + " " + answer.text();
    }

    private static String type(Answer answer) {
        return answer.header("Content-Type").toLowerCase(Locale.ROOT).replace(" ", "");
    }

    private String printed(String pid, int number) {
        JsonObject run = api.get("/processes/" + pid + "/runs/" + number).body();
        return run.get("stdout_bytes") + " " + run.get("stderr_bytes") + " " + run.get("truncated");
    }

    @ParameterizedTest
    @ValueSource(strings = {"3", "0", "-1", "x", "99999999999"})
    void unknownRunIsA404(String number) {
        Answer answer = api.get("/processes/" + failed("{}") + "/runs/" + number);

        assertEquals(404, answer.status(), answer::text);
        assertTrue(answer.body().getString("type").endsWith("run-not-found"), answer::text);
    }

    @Test
    void runsOfAnUnknownProcessAreA404() {
        assertEquals(404, api.get("/processes/" + "0".repeat(32) + "/runs").status());
        assertEquals(404, api.get("/processes/" + "0".repeat(32) + "/runs/1").status());
    }

    @ParameterizedTest
    @ValueSource(strings = {"?limit=0", "?limit=501", "?after=x", "?limt=3"})
    void wrongQueryIsA400(String query) {
        assertEquals(400, api.get("/processes/" + failed("{}") + "/runs" + query).status());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', value = {
            "{'max_retries': -1}            | max_retries",
            "{'max_retries': 1.5}           | max_retries",
            "{'delay': -1}                  | delay",
            "{'delay': 'soon'}              | delay",
            "{'delay': 3, 'max_delay': 2}   | max_delay",
            "{'factor': 0.5}                | factor",
            "{'jitter': 2}                  | jitter",
            "{'never_on': ['no class']}     | never_on[0]",
            "{'never_on': 'java.io.X'}      | never_on",
            "{'max_retry': 1}               | max_retry"})
    void wrongPolicyIsRefusedByItsField(String policy, String field) {
        for (String place : List.of("retry", "steps.a.retry")) {
            String step = place.equals("retry") ? "{'type': 'merge', 'args': [{}]}" : "{'type': 'merge', 'args': [{}], 'retry': " + policy + "}";
            String process = place.equals("retry") ? ", 'retry': " + policy : "";
            Answer answer = api.post("/processes", Specification.json("{'name': 'wrong', 'steps': {'a': " + step + "}" + process + "}"));
            assertEquals(400, answer.status(), answer::text);
            assertEquals(List.of(place + "." + field), answer.body().getJsonArray("violations").getValuesAs(JsonObject.class).stream().map(each -> each.getString("field")).toList());
        }
    }

    @Test
    void shortFormAndPolicyDoNotContradictEachOther() {
        Answer answer = api.post("/processes", Specification.json("{'name': 'wrong', 'steps': {'a': {'type': 'merge', 'args': [{}], 'max_retries': 1, 'retry': {'max_retries': 2}}}}"));
        assertEquals(400, answer.status(), answer::text);
        assertEquals("steps.a.max_retries", answer.body().getJsonArray("violations").getJsonObject(0).getString("field"));
    }

    @Test
    void policyOfTheProcessIsThatOfItsSteps() {
        String pid = processes.settle(Specification.named("policy").stepOf("bad", "{'type': 'test-fail', 'args': [1, 'no']}")
                .with("retry", "{'max_retries': 2, 'delay': 0.01, 'jitter': 0.5}")).getString("pid");

        assertEquals(3, items(runs(pid, "")).size());
    }

    @Test
    void processThatWaitsForItsRetryIsListedAndCountedAsWaiting() {
        String pid = processes.start(Specification.named("waits")
                .stepOf("bad", "{'type': 'test-fail', 'args': [1, 'no'], 'retry': {'max_retries': 1, 'delay': 3600}}"), "waiting").getString("pid");

        assertTrue(items(api.get("/processes?status=waiting").body()).stream().anyMatch(process -> process.getString("pid").equals(pid)));
        assertTrue(api.get("/processes/counts").body().getJsonObject("by_status").getInt("waiting") > 0);
    }
}
