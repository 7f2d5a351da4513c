package io.processmanager.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.processmanager.testing.ApplicationServer;
import io.processmanager.testing.Await;
import io.processmanager.testing.HttpApi;
import io.processmanager.testing.HttpApi.Answer;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Runners are paused, resumed and drained over HTTP. */
class RunnersSystemIT {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    @Test
    void aRunnerIsPausedResumedAndDrainedAndItsNodeExecutesAgainAfterItsNextStart() {
        try (ApplicationServer server = ApplicationServer.named("runners").start()) {
            HttpApi api = server.api();
            Processes processes = new Processes(api);
            String id = newest(api).getString("id");

            assertEquals("paused", ordered(api, id, "pause").getString("status"));
            assertEquals("paused", ordered(api, id, "pause").getString("status"));
            assertEquals("paused", api.get("/runners/" + id).body().getString("status"));
            Await.until("the runner to obey", LIMIT, () -> api.post("/processes", work().json(), "Prefer", "wait=1").body().getString("status"), "queued"::equals);
            assertEquals("running", ordered(api, id, "resume").getString("status"));
            assertEquals("running", ordered(api, id, "resume").getString("status"));
            processes.settle(work());

            String pid = processes.start(Specification.named("long").step("wait", "delay", "3").step("then", "merge", "{}"), "running").getString("pid");
            JsonObject draining = ordered(api, id, "drain");
            assertEquals("draining", draining.getString("status"));
            assertEquals(JsonValue.NULL, draining.get("finished_at"));
            AnsweredProblem.of(order(api, id, "pause"), 409, "/problems/runner-state").says("a draining runner cannot be paused");
            JsonObject ended = Await.until("the runner to end", LIMIT, () -> api.get("/runners/" + id).body(), runner -> !runner.isNull("finished_at"));
            assertEquals("success", ended.getString("status"));
            assertEquals("queued", processes.get(pid).getString("status"));
            assertEquals("then", processes.get(pid).getString("current_step"));
            for (String action : List.of("pause", "resume", "drain")) {
                JsonObject problem = AnsweredProblem.of(order(api, id, action), 409, "/problems/runner-state").json();
                assertEquals(id, problem.getString("id"));
                assertEquals(action, problem.getString("action"));
                assertEquals("success", problem.getString("runner_status"));
            }
            assertEquals("queued", api.post("/processes", work().json(), "Prefer", "wait=1").body().getString("status"));

            server.restart();
            assertEquals("running", newest(server.api()).getString("status"));
            Await.until("the process to be executed", LIMIT, () -> server.api().get("/processes/" + pid).body().getString("status"), "finished"::equals);
        }
    }

    private static Specification work() {
        return Specification.named("work").step("a", "merge", "{}");
    }

    private static JsonObject newest(HttpApi api) {
        return api.get("/runners").body().getJsonArray("items").getJsonObject(0);
    }

    private static Answer order(HttpApi api, String id, String action) {
        return api.post("/runners/" + id + "/" + action);
    }

    private static JsonObject ordered(HttpApi api, String id, String action) {
        Answer answer = order(api, id, action);
        assertEquals(200, answer.status(), answer.text());
        assertEquals("application/json", answer.header("Content-Type"));
        assertEquals(id, answer.body().getString("id"));
        return answer.body();
    }
}
