package io.processmanager.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processmanager.testing.HttpApi;
import io.processmanager.testing.HttpApi.Answer;
import io.processmanager.testing.SharedServer;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code GET /processes}. Each test names its processes so that they are nobody else's. */
@ExtendWith(SharedServer.class)
class ProcessListSystemIT {

    private final HttpApi api;
    private final Processes processes;
    private final String name = "List " + UUID.randomUUID();

    ProcessListSystemIT(HttpApi api) {
        this.api = api;
        this.processes = new Processes(api);
    }

    @AfterEach
    void cancelAll() {
        processes.cancelAll();
    }

    @Test
    void theNewestProcessIsTheFirst() {
        List<String> started = finish(3);
        assertEquals(reversed(started), pids(list("?limit=3")));
    }

    @Test
    void pagesFollowEachOtherWithoutGapOrOverlap() {
        List<String> started = finish(5);
        JsonObject first = list("?limit=2&name=" + encoded(name));
        finish(1);
        JsonObject second = list("?limit=2&name=" + encoded(name) + "&after=" + encoded(first.getString("next")));
        JsonObject third = list("?limit=2&name=" + encoded(name) + "&after=" + encoded(second.getString("next")));
        List<String> all = new ArrayList<>(pids(first));
        all.addAll(pids(second));
        all.addAll(pids(third));
        assertEquals(reversed(started), all);
        assertEquals(2, pids(second).size());
        assertEquals(JsonValue.NULL, third.get("next"));
    }

    @Test
    void aPageThatTakesAllHasNoNext() {
        finish(2);
        JsonObject page = list("?limit=2&name=" + encoded(name));
        assertEquals(2, pids(page).size());
        assertEquals(JsonValue.NULL, page.get("next"));
    }

    @Test
    void withoutALimitAPageHasFiftyProcesses() {
        finish(51);
        JsonObject page = list("?name=" + encoded(name));
        assertEquals(50, pids(page).size());
        assertEquals(51, pids(list("?limit=500&name=" + encoded(name))).size());
    }

    @Test
    void aProcessInAListHasNeitherStepsNorOutput() {
        finish(1);
        JsonObject listed = list("?name=" + encoded(name)).getJsonArray("items").getJsonObject(0);
        JsonObject whole = processes.get(listed.getString("pid"));
        assertEquals(List.copyOf(whole.keySet()), List.copyOf(listed.keySet()));
        whole.forEach((field, value) -> assertEquals(List.of("steps", "output", "output_omitted", "output_bytes").contains(field) ? JsonValue.NULL : value, listed.get(field), field));
    }

    @Test
    void aFailedProcessInAListHasItsError() {
        JsonObject failed = processes.settle(Specification.named(name).step("bad", "test-fail", "3", "'no'"));
        JsonObject listed = list("?name=" + encoded(name)).getJsonArray("items").getJsonObject(0);
        assertEquals(failed.get("error"), listed.get("error"));
    }

    @Test
    void everyStatusCanBeFilteredFor() {
        String finished = finish(1).get(0);
        String failed = processes.settle(Specification.named(name).step("bad", "test-fail", "3", "'no'")).getString("pid");
        String asking = processes.settle(Specification.named(name).step("ask", "approval", "'?'")).getString("pid");
        String slow = processes.settle(Specification.named(name).step("wait", "delay", "9").with("timeout", "1")).getString("pid");
        String running = processes.start(Specification.named(name).step("wait", "delay", "60"), "running").getString("pid");
        assertEquals(List.of(finished), withStatus("finished"));
        assertEquals(List.of(failed), withStatus("failed"));
        assertEquals(List.of(asking), withStatus("interrupted"));
        assertEquals(List.of(slow), withStatus("timed_out"));
        assertEquals(List.of(running), withStatus("running"));
        assertEquals(List.of(), withStatus("cancelled"));
        api.post("/processes/" + asking + "/cancel");
        assertEquals(List.of(asking), withStatus("cancelled"));
        assertEquals(List.of(), withStatus("queued"));
    }

    private List<String> withStatus(String status) {
        return pids(list("?name=" + encoded(name) + "&status=" + status));
    }

    @Test
    void theNameFilterTakesTheExactNameOnly() {
        finish(1);
        assertEquals(1, pids(list("?name=" + encoded(name))).size());
        assertEquals(0, pids(list("?name=" + encoded(name.substring(1)))).size());
        assertEquals(0, pids(list("?name=" + encoded(name.toUpperCase(Locale.ROOT)))).size());
    }

    @Test
    void qFindsNamesAndPidsByTheirBeginning() {
        String pid = finish(1).get(0);
        assertEquals(List.of(pid), pids(list("?q=" + encoded(name.substring(0, name.length() - 2).toUpperCase(Locale.ROOT)))));
        assertEquals(List.of(pid), pids(list("?q=" + pid.substring(0, 20).toUpperCase(Locale.ROOT))));
        assertEquals(List.of(), pids(list("?q=" + encoded(name.substring(1)))));
    }

    @Test
    void wildcardsOfTheDatabaseMeanNothingInQ() {
        finish(1);
        assertEquals(List.of(), pids(list("?q=" + encoded("%" + name.substring(5)))));
        assertEquals(List.of(), pids(list("?q=" + encoded("_" + name.substring(1)))));
        assertEquals(List.of(), pids(list("?q=" + encoded("L!ist"))));
    }

    @Test
    void anEmptyParameterCountsAsNotGiven() {
        String pid = finish(1).get(0);
        assertEquals(List.of(pid), pids(list("?status=&q=&limit=&after=&name=" + encoded(name))));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "limit=0           | limit  | expected a whole number from 1 to 500, got '0'",
            "limit=501         | limit  | expected a whole number from 1 to 500, got '501'",
            "limit=-1          | limit  | expected a whole number from 1 to 500, got '-1'",
            "limit=ten         | limit  | expected a whole number from 1 to 500, got 'ten'",
            "limit=99999999999 | limit  | expected a whole number from 1 to 500",
            "status=done       | status | expected one of queued, running, waiting, interrupted, finished, failed, timed_out, cancelled, got 'done'",
            "status=FINISHED   | status | got 'FINISHED'",
            "after=yesterday   | after  | expected what an earlier page has given as next",
            "stauts=failed     | stauts | is not known; did you mean 'status'?",
            "limit=1&limit=2   | limit  | is given 2 times",
            "q=%00             | q      | has a null character"})
    void aWrongParameterIsRefused(String query, String field, String words) {
        AnsweredProblem.invalid(api.get("/processes?" + query)).violates(field, words);
    }

    @Test
    void allWrongParametersAreNamedAtOnce() {
        AnsweredProblem problem = AnsweredProblem.invalid(api.get("/processes?limit=0&status=done&colour=red"));
        assertEquals(3, problem.violations().size(), problem.violations().toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"limit=1", "limit=500"})
    void theLimitsOfTheLimitAreAllowed(String query) {
        assertEquals(200, api.get("/processes?" + query).status());
    }

    /**
     * Each process ends before the next one starts, so that no two are created within the same millisecond.
     *
     * @return the pids in the order of their start
     */
    private List<String> finish(int number) {
        List<String> pids = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            pids.add(processes.start(Specification.named(name).step("set", "merge", "{'x': 1}"), "finished").getString("pid"));
        }
        return pids;
    }

    private JsonObject list(String query) {
        Answer answer = api.get("/processes" + query);
        assertEquals(200, answer.status(), answer.text());
        assertTrue(answer.body().containsKey("next"), answer.text());
        return answer.body();
    }

    private static List<String> pids(JsonObject page) {
        return page.getJsonArray("items").getValuesAs(JsonObject.class).stream().map(process -> process.getString("pid")).toList();
    }

    private static List<String> reversed(List<String> pids) {
        List<String> reversed = new ArrayList<>(pids);
        Collections.reverse(reversed);
        return reversed;
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
