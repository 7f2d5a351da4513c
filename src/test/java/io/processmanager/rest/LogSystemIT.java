package io.processmanager.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processmanager.testing.Await;
import io.processmanager.testing.HttpApi;
import io.processmanager.testing.HttpApi.Answer;
import io.processmanager.testing.SharedServer;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code GET /processes/{pid}/log}. */
@ExtendWith(SharedServer.class)
class LogSystemIT {

    private final HttpApi api;
    private final Processes processes;

    LogSystemIT(HttpApi api) {
        this.api = api;
        this.processes = new Processes(api);
    }

    @AfterEach
    void cancelAll() {
        processes.cancelAll();
    }

    @Test
    void whatAStepWritesIsKeptByStream() {
        List<JsonObject> lines = items(log(written(0), "?limit=1000"));
        assertEquals(List.of("out: to System.out: ä€😀", "err: to System.err", "log: to the context"),
                lines.stream().limit(3).map(LogSystemIT::streamAndText).toList());
        assertEquals(4, lines.size(), lines.toString());
        assertEquals("log", lines.get(3).getString("stream"));
        assertTrue(lines.get(3).getString("text").contains("to a logger"), lines.toString());
    }

    @Test
    void everyLineHasItsTimeStepAndAttempt() {
        String pid = written(0);
        JsonObject process = processes.get(pid);
        for (JsonObject line : items(log(pid, ""))) {
            assertEquals(List.of("at", "step", "attempt", "stream", "text", "part"), List.copyOf(line.keySet()));
            assertTrue(line.getString("at").matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z"), line.toString());
            assertTrue(line.getString("at").compareTo(process.getString("started_at")) >= 0, line + " of " + process);
            assertTrue(line.getString("at").compareTo(process.getString("finished_at")) <= 0, line + " of " + process);
            assertEquals("write", line.getString("step"));
            assertEquals(1, line.getInt("attempt"));
        }
    }

    @Test
    void aPageHasAHundredLinesUnlessTheClientSaysOtherwise() {
        assertEquals(100, items(log(written(200), "")).size());
    }

    @Test
    void pagesFollowEachOtherUntilThereIsNothingNew() {
        String pid = written(21);
        List<String> texts = new ArrayList<>();
        String after = "";
        for (JsonObject page = log(pid, "?limit=10"); !items(page).isEmpty(); page = log(pid, "?limit=10&after=" + after)) {
            assertTrue(items(page).size() <= 10, page.toString());
            items(page).forEach(line -> texts.add(line.getString("text")));
            after = page.getString("next");
        }
        assertEquals(25, texts.size(), texts.toString());
        for (int i = 1; i <= 21; i++) {
            assertEquals("line " + i, texts.get(3 + i));
        }
        JsonObject nothingNew = log(pid, "?after=" + after);
        assertEquals(after, nothingNew.getString("next"));
    }

    @Test
    void aLogWithoutLinesIsEmpty() {
        String pid = processes.settle(Specification.named("silent").step("set", "merge", "{}")).getString("pid");
        JsonObject page = log(pid, "");
        assertEquals(List.of(), items(page));
        assertEquals(JsonValue.NULL, page.get("next"));
    }

    @Test
    void linesOfAllStepsAndAttemptsStandInTheOrderOfTheirWriting() {
        String pid = processes.settle(Specification.named("some").step("one", "test-write", "0")
                .stepOf("bad", "{'type': 'test-fail', 'args': [1, 'no'], 'max_retries': 1}")).getString("pid");
        List<JsonObject> lines = items(log(pid, ""));
        assertEquals("one", lines.get(0).getString("step"));
        JsonObject last = lines.get(lines.size() - 1);
        assertEquals("bad", last.getString("step"));
        assertTrue(last.getString("text").startsWith("Attempt 1 failed and is retried in"), last.toString());
    }

    @Test
    void linesCanBeReadWhileTheStepStillRuns() {
        String pid = processes.start(Specification.named("runs").step("talk", "test-talk", "60").step("then", "merge", "{}")).getString("pid");
        Await.until("a line of a running step", Duration.ofSeconds(60), () -> items(log(pid, "")), lines -> !lines.isEmpty());
        JsonObject running = processes.get(pid);
        assertEquals("running", running.getString("status"));
        assertEquals("pending", running.getJsonArray("steps").getJsonObject(1).getString("status"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "limit=0       | limit | expected a whole number from 1 to 1000, got '0'",
            "limit=1001    | limit | expected a whole number from 1 to 1000, got '1001'",
            "limit=all     | limit | expected a whole number from 1 to 1000, got 'all'",
            "after=nothing | after | expected what an earlier page has given as next",
            "stream=out    | stream | is not known"})
    void aWrongParameterIsRefused(String query, String field, String words) {
        String pid = processes.start(Specification.named("quick").step("set", "merge", "{}")).getString("pid");
        AnsweredProblem.invalid(api.get("/processes/" + pid + "/log?" + query)).violates(field, words);
    }

    @Test
    void theLogOfAnUnknownProcessIsAProblem() {
        AnsweredProblem.of(api.get("/processes/" + "f".repeat(32) + "/log"), 404, AnsweredProblem.NOT_FOUND);
    }

    /** @return the pid of a process that has written four lines and then some more */
    private String written(int moreLines) {
        JsonObject process = processes.settle(Specification.named("writes").step("write", "test-write", String.valueOf(moreLines)));
        assertEquals("finished", process.getString("status"), process.toString());
        return process.getString("pid");
    }

    private JsonObject log(String pid, String query) {
        Answer answer = api.get("/processes/" + pid + "/log" + query);
        assertEquals(200, answer.status(), answer.text());
        return answer.body();
    }

    private static List<JsonObject> items(JsonObject page) {
        return page.getJsonArray("items").getValuesAs(JsonObject.class);
    }

    private static String streamAndText(JsonObject line) {
        return line.getString("stream") + ": " + line.getString("text");
    }
}
