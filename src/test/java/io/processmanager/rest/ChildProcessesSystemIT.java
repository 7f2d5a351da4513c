package io.processmanager.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processmanager.testing.HttpApi;
import io.processmanager.testing.SharedServer;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The step type {@code processes}, and what is shown of a parent and its children. */
@ExtendWith(SharedServer.class)
class ChildProcessesSystemIT {

    private static final int MANY = 1_000;
    private static final Duration MOST_BETWEEN_ENDS = Duration.ofSeconds(2);

    private final HttpApi api;
    private final Processes processes;
    private final String name = "Children " + UUID.randomUUID();

    ChildProcessesSystemIT(HttpApi api) {
        this.api = api;
        this.processes = new Processes(api);
    }

    @AfterEach
    void cancelAll() {
        processes.cancelAll();
    }

    private Specification parent(String argument) {
        return Specification.named(name).step("fan-out", "processes", argument);
    }

    private List<JsonObject> children(String pid, String filter) {
        return api.get("/processes?parent=" + pid + filter).body().getJsonArray("items").getValuesAs(JsonObject.class);
    }

    @Test
    void parentWaitsForAPersonWhomAChildAsks() {
        JsonObject waiting = processes.start(parent("{'processes': [{'name': 'ask', 'steps': {'a': {'type': 'approval', 'args': ['Sure?']}}},"
                + " {'name': 'set', 'steps': {'s': {'type': 'merge', 'args': [{'x': 1}]}}}]}").step("count", "require", "'/children/1/output/x'", "1"), "waiting");
        String pid = waiting.getString("pid");

        assertEquals(JsonValue.NULL, waiting.get("due_at"));
        assertEquals(JsonValue.NULL, waiting.get("parent"));
        assertEquals("fan-out", waiting.getString("current_step"));
        JsonObject ask = children(pid, "&name=ask").get(0);
        assertEquals(pid, ask.getString("parent"));
        processes.await(ask.getString("pid"), "interrupted");
        assertEquals(List.of("ask"), children(pid, "&status=interrupted").stream().map(child -> child.getString("name")).toList());
        assertEquals(202, api.post("/processes/" + ask.getString("pid") + "/proceed", "application/json", "{\"data\": {\"answer\": \"yes\"}}").status());

        JsonObject finished = processes.await(pid, "finished");
        assertEquals(List.of("yes", "null"), finished.getJsonObject("output").getJsonArray("children").getValuesAs(JsonObject.class).stream()
                .map(child -> child.getJsonObject("output").getString("answer", "null")).toList());
        assertEquals(List.of("completed", "completed"), finished.getJsonArray("steps").getValuesAs(JsonObject.class).stream().map(step -> step.getString("status")).toList());
    }

    @Test
    void childrenAreListedPageByPage() {
        JsonObject finished = processes.settle(parent("{'processes': [" + IntStream.range(0, 5).mapToObj(i -> "{'name': 'c" + i + "', 'steps': {'s': {'type': 'merge', 'args': [{'x': 1}]}}}")
                .collect(Collectors.joining(",")) + "]}"));
        String pid = finished.getString("pid");

        JsonObject first = api.get("/processes?parent=" + pid + "&limit=3").body();
        JsonObject second = api.get("/processes?parent=" + pid + "&limit=3&after=" + first.getString("next")).body();

        assertEquals(3, first.getJsonArray("items").size());
        assertEquals(2, second.getJsonArray("items").size());
        assertEquals(JsonValue.NULL, second.get("next"));
        assertEquals(List.of(), children(pid, "&status=failed"));
        assertEquals(5, children(pid, "&status=finished").size());
        assertEquals(List.of(), children("0".repeat(32), ""));
    }

    @Test
    void allThatIsWrongWithChildrenIsTold() {
        AnsweredProblem problem = AnsweredProblem.invalid(api.post("/processes", parent("{'processes': [{'name': '', 'steps': {}}, {'steps': {'a': {'class': 'com.acme.Gone'}}}], 'wait': 'both'}").json()));

        assertEquals(List.of("steps.fan-out.args[0].processes[0].name", "steps.fan-out.args[0].processes[0].steps", "steps.fan-out.args[0].processes[1].steps.a.class",
                "steps.fan-out.args[0].wait"), problem.violations().stream().map(violation -> violation.substring(0, violation.indexOf(": "))).toList());
    }

    /** The figure is in milliseconds; a shared machine gets a limit that only a lost hint would break. */
    @Test
    void parentOfAThousandEndsSoonAfterTheLastChild() {
        String child = "{'name': '" + name + "', 'steps': {'s': {'type': 'merge', 'args': [{'x': 1}]}}}";
        JsonObject finished = processes.settle(parent("{'processes': [" + String.join(",", Collections.nCopies(MANY, child)) + "]}"));

        assertEquals(MANY, finished.getJsonObject("output").getJsonArray("children").size());
        Instant last = children(finished.getString("pid"), "&limit=500").stream().map(ended -> Instant.parse(ended.getString("finished_at"))).max(Instant::compareTo).orElseThrow();
        Duration between = Duration.between(last, Instant.parse(finished.getString("finished_at")));
        System.out.println("[children] " + MANY + " children took " + Duration.between(Instant.parse(finished.getString("started_at")), last).toMillis() + " ms, and the parent ended "
                + between.toMillis() + " ms after the last");
        assertTrue(between.compareTo(MOST_BETWEEN_ENDS) < 0, between::toString);
    }
}
