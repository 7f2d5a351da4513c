package io.processmanager.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processmanager.testing.HttpApi;
import io.processmanager.testing.HttpApi.Answer;
import io.processmanager.testing.SharedServer;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code POST /processes/{pid}/proceed}. */
@ExtendWith(SharedServer.class)
class ProceedSystemIT {

    private final HttpApi api;
    private final Processes processes;

    ProceedSystemIT(HttpApi api) {
        this.api = api;
        this.processes = new Processes(api);
    }

    @AfterEach
    void cancelAll() {
        processes.cancelAll();
    }

    @Test
    void theDataIsMergedOverTheOutputOfTheInterruptingStep() {
        String pid = interrupted("{'keep': 1, 'change': 'a', 'remove': true, 'deep': {'x': 1, 'y': 2}}");
        JsonObject accepted = processes.accepted(proceed(pid, "{'data': {'change': 'b', 'remove': null, 'deep': {'y': 3}, 'new': [1]}}"));
        assertEquals(pid, accepted.getString("pid"));
        assertTrue(accepted.getString("status").matches("queued|running|finished"), accepted.toString());
        JsonObject finished = processes.await(pid, "finished");
        assertEquals(Specification.json("{'keep': 1, 'change': 'b', 'deep': {'x': 1, 'y': 3}, 'new': [1], 'question': 'Sure?', 'after': true}"),
                finished.get("output"));
    }

    @Test
    void theDataIsOptionalAndSoIsTheBody() {
        String withoutBody = interrupted("{}");
        processes.accepted(api.post("/processes/" + withoutBody + "/proceed"));
        String withoutData = interrupted("{}");
        processes.accepted(proceed(withoutData, "{}"));
        JsonValue expected = Specification.json("{'question': 'Sure?', 'after': true}");
        assertEquals(expected, processes.await(withoutBody, "finished").get("output"));
        assertEquals(expected, processes.await(withoutData, "finished").get("output"));
    }

    @Test
    void anInterruptingStepInLastPlaceMayBeAnswered() {
        String pid = processes.settle(Specification.named("last").step("set", "merge", "{'x': 1}").step("ask", "approval", "'Sure?'"))
                .getString("pid");
        processes.accepted(proceed(pid, "{'data': {'answer': 'yes', 'question': null}}"));
        JsonObject finished = processes.await(pid, "finished");
        assertEquals(Specification.json("{'x': 1, 'answer': 'yes'}"), finished.get("output"));
        assertEquals("completed", finished.getJsonArray("steps").getJsonObject(1).getString("status"));
        assertEquals(100, finished.getInt("percent"));
    }

    @Test
    void aProcessMayBeInterruptedManyTimes() {
        String pid = processes.settle(Specification.named("twice").step("one", "approval", "'One?'").step("two", "approval", "'Two?'"))
                .getString("pid");
        processes.accepted(proceed(pid, "{'data': {'one': 1}}"));
        assertEquals("two", processes.await(pid, "interrupted").getString("current_step"));
        processes.accepted(proceed(pid, "{'data': {'two': 2}}"));
        assertEquals(Specification.json("{'one': 1, 'two': 2, 'question': 'Two?'}"), processes.await(pid, "finished").get("output"));
    }

    @Test
    void ofManyWhoProceedAtOnceOneWins() {
        String pid = interrupted("{}");
        List<CompletableFuture<Answer>> calls = Stream.of("a", "b", "c", "d", "e", "f")
                .map(who -> CompletableFuture.supplyAsync(() -> proceed(pid, "{'data': {'who': '" + who + "', '" + who + "': 1}}"))).toList();
        List<Answer> answers = calls.stream().map(CompletableFuture::join).toList();
        List<Answer> winners = answers.stream().filter(answer -> answer.status() == 202).toList();
        assertEquals(1, winners.size(), answers.toString());
        answers.stream().filter(answer -> answer.status() != 202).forEach(loser -> AnsweredProblem.of(loser, 409, AnsweredProblem.STATE));
        JsonObject output = processes.await(pid, "finished").getJsonObject("output");
        assertEquals(1, output.getInt(output.getString("who")), output.toString());
        assertEquals(4, output.size(), output.toString());
    }

    @Test
    void aProcessThatIsNotInterruptedCannotProceed() {
        JsonObject finished = processes.settle(Specification.named("ended").step("set", "merge", "{}"));
        AnsweredProblem problem = AnsweredProblem.of(proceed(finished.getString("pid"), "{'data': {'late': true}}"), 409, AnsweredProblem.STATE);
        assertEquals(finished.getString("pid"), problem.json().getString("pid"));
        assertEquals("proceed", problem.json().getString("action"));
        assertEquals("finished", problem.json().getString("process_status"));
        assertEquals(finished, processes.get(finished.getString("pid")));
    }

    @Test
    void aRunningProcessCannotProceed() {
        String pid = processes.start(Specification.named("runs").step("wait", "delay", "60"), "running").getString("pid");
        AnsweredProblem problem = AnsweredProblem.of(api.post("/processes/" + pid + "/proceed"), 409, AnsweredProblem.STATE);
        assertEquals("running", problem.json().getString("process_status"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "{'data': []}       | data       | expected an object, got an array",
            "{'data': 'yes'}    | data       | expected an object, got a string",
            "{'data': true}     | data       | expected an object, got a boolean",
            "{'data': null}     | data       | expected an object, got null",
            "{'date': {}}       | date       | is not known; did you mean 'data'?",
            "[]                 | body       | expected an object, got an array",
            "'yes'              | body       | expected an object, got a string",
            "null               | body       | expected an object, got null"})
    void dataThatIsNoObjectIsRefusedAndTheProcessStillWaits(String body, String field, String words) {
        String pid = interrupted("{}");
        JsonObject before = processes.get(pid);
        AnsweredProblem.invalid(proceed(pid, body)).violates(field, words);
        assertEquals(before, processes.get(pid));
        processes.accepted(api.post("/processes/" + pid + "/proceed"));
        processes.await(pid, "finished");
    }

    @Test
    void malformedDataIsRefusedAndTheProcessStillWaits() {
        String pid = interrupted("{}");
        AnsweredProblem.of(proceed(pid, "{'data': {"), 400, AnsweredProblem.MALFORMED);
        assertEquals("interrupted", processes.get(pid).getString("status"));
    }

    @Test
    void dataWithoutAContentTypeIsRefusedAndTheProcessStillWaits() throws Exception {
        String pid = interrupted("{}");
        AnsweredProblem.of(FreeRequest.send(api, "POST", "/processes/" + pid + "/proceed",
                BodyPublishers.ofString("{\"data\":{}}")), 415, AnsweredProblem.BLANK);
        assertEquals("interrupted", processes.get(pid).getString("status"));
    }

    private String interrupted(String data) {
        JsonObject process = processes.settle(Specification.named("asks").step("ask", "approval", "'Sure?'").step("then", "merge", "{'after': true}")
                .with("data", data));
        assertEquals("interrupted", process.getString("status"));
        return process.getString("pid");
    }

    private Answer proceed(String pid, String body) {
        return api.post("/processes/" + pid + "/proceed", "application/json", body.replace('\'', '"'));
    }
}
