package io.processmanager.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processmanager.testing.ApplicationServer;
import io.processmanager.testing.Await;
import io.processmanager.testing.HttpApi;
import io.processmanager.testing.HttpApi.Answer;
import io.processmanager.testing.ServerKind;
import io.processmanager.testing.SharedServer;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the server has: step types and runners. */
@ExtendWith(SharedServer.class)
class RegistriesSystemIT {

    private static final String TIME = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z";
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final ApplicationServer server;
    private final HttpApi api;
    private final Processes processes;

    RegistriesSystemIT(ApplicationServer server) {
        this.server = server;
        this.api = server.api();
        this.processes = new Processes(api);
    }

    @AfterEach
    void cancelAll() {
        processes.cancelAll();
    }

    @Test
    void everyBuiltInStepTypeIsDescribed() {
        assertEquals(Specification.json("[{'name': 'changes', 'type': 'JsonObject', 'required': true}]"), type("merge").get("arguments"));
        assertEquals(Specification.json("[{'name': 'pointer', 'type': 'String', 'required': true},"
                + " {'name': 'value', 'type': 'JsonValue', 'required': false}]"), type("require").get("arguments"));
        assertEquals(Specification.json("[{'name': 'seconds', 'type': 'BigDecimal', 'required': true}]"), type("delay").get("arguments"));
        assertEquals(Specification.json("[{'name': 'question', 'type': 'String', 'required': true}]"), type("approval").get("arguments"));
        assertEquals(Specification.json("[{'name': 'request', 'type': 'JsonObject', 'required': true}]"), type("http-request").get("arguments"));
        for (String name : List.of("merge", "require", "delay", "approval", "http-request")) {
            assertFalse(type(name).getString("description").isBlank(), name);
            assertEquals(name.equals("approval"), type(name).getBoolean("interrupting"), name);
        }
    }

    @Test
    void stepTypesOfADroppedJarAreListedToo() {
        JsonObject failing = type("test-fail");
        assertEquals("io.processmanager.reststeps.FailingStep", failing.getString("class"));
        assertEquals("Fails with an error code", failing.getString("description"));
        assertEquals("test-fail-first", type("test-fail-first").getString("name"));
    }

    @Test
    void aStepThatIsNotDeclaredIsNotListed() {
        assertFalse(stepTypes().stream().anyMatch(type -> type.getString("class").contains("UndeclaredStep")));
    }

    @Test
    void theRunnerOfTheServerIsListedWithAllItsFields() {
        JsonObject runner = Await.until("a heartbeat of the whole deployment", LIMIT, this::runner, known -> !known.isNull("version"));
        assertEquals(List.of("id", "node", "os_pid", "host", "server", "version", "status", "not_claiming", "started_at", "seen_at", "finished_at", "running", "capacity",
                "heap_share"), List.copyOf(runner.keySet()));
        assertFalse(runner.getString("host").isBlank());
        assertTrue(runner.getString("server").matches(ServerKind.ofBuild() == ServerKind.WILDFLY ? "WildFly.* 39\\.0\\.1\\.Final.*" : "Payara Server +6\\..*"), runner.toString());
        assertTrue(runner.getString("version").matches("\\d+\\.\\d+.*"), runner.toString());
        assertTrue(runner.getInt("heap_share") > 0 && runner.getInt("heap_share") <= 100, runner.toString());
        assertEquals(JsonValue.NULL, runner.get("not_claiming"));
        assertFalse(runner.getString("id").isBlank());
        assertFalse(runner.getString("node").isBlank());
        assertEquals(server.handle().pid(), runner.getJsonNumber("os_pid").longValue());
        assertEquals("running", runner.getString("status"));
        assertTrue(runner.getString("started_at").matches(TIME), runner.toString());
        assertTrue(runner.getString("seen_at").matches(TIME), runner.toString());
        assertEquals(JsonValue.NULL, runner.get("finished_at"));
        assertEquals(8, runner.getInt("capacity"));
        assertEquals(runner.keySet(), api.get("/runners/" + runner.getString("id")).body().keySet());
    }

    @Test
    void theRunnerCountsTheProcessesThatItExecutes() {
        Await.until("an idle runner", LIMIT, () -> runner().getInt("running"), running -> running == 0);
        processes.start(Specification.named("counted").step("wait", "delay", "60"), "running");
        assertEquals(1, runner().getInt("running"));
        processes.cancelAll();
        Await.until("an idle runner", LIMIT, () -> runner().getInt("running"), running -> running == 0);
    }

    @Test
    void anUnknownRunnerIsNotFoundAndAnOrderHasNoBody() {
        for (String id : List.of("0".repeat(32), "none", "%20")) {
            AnsweredProblem.of(api.get("/runners/" + id), 404, "/problems/runner-not-found");
            for (String action : List.of("pause", "resume", "drain")) {
                AnsweredProblem.of(api.post("/runners/" + id + "/" + action), 404, "/problems/runner-not-found");
            }
        }
        AnsweredProblem.invalid(api.post("/runners/" + runner().getString("id") + "/pause", Specification.json("{'for': 10}"))).violates("for", "is not known");
        assertEquals("running", runner().getString("status"));
    }

    private JsonObject type(String name) {
        return stepTypes().stream().filter(type -> type.getString("name").equals(name)).findFirst().orElseThrow();
    }

    private List<JsonObject> stepTypes() {
        return items("/step-types");
    }

    /** One server has one runner. */
    private JsonObject runner() {
        List<JsonObject> runners = items("/runners");
        assertEquals(1, runners.size(), runners.toString());
        return runners.get(0);
    }

    private List<JsonObject> items(String path) {
        Answer answer = api.get(path);
        assertEquals(200, answer.status(), answer.text());
        assertEquals("application/json", answer.header("Content-Type"));
        return answer.body().getJsonArray("items").getValuesAs(JsonObject.class);
    }
}
