package io.processmanager.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.processmanager.testing.Await;
import io.processmanager.testing.HttpApi;
import io.processmanager.testing.HttpApi.Answer;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The processes of one test, started, looked up and waited for over HTTP. */
public final class Processes {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final HttpApi api;
    private final List<String> started = new ArrayList<>();

    public Processes(HttpApi api) {
        this.api = api;
    }

    /** Starts a process and does not wait for anything. */
    public JsonObject start(Specification specification) {
        return created(api.post("/processes", specification.json()));
    }

    /** Starts a process and waits until it neither is queued nor runs. */
    public JsonObject settle(Specification specification) {
        return awaitAny(start(specification).getString("pid"), "interrupted", "finished", "failed", "timed_out", "cancelled");
    }

    /** Starts a process and waits for its status. */
    public JsonObject start(Specification specification, String status) {
        return await(start(specification).getString("pid"), status);
    }

    JsonObject await(String pid, String status) {
        return awaitAny(pid, status);
    }

    public JsonObject get(String pid) {
        Answer answer = api.get("/processes/" + pid);
        assertEquals(200, answer.status(), answer.text());
        return answer.body();
    }

    /** What an accepted action answers with. */
    JsonObject accepted(Answer answer) {
        assertEquals(202, answer.status(), answer.text());
        return answer.body();
    }

    JsonObject created(Answer answer) {
        assertEquals(201, answer.status(), answer.text());
        started.add(answer.body().getString("pid"));
        return answer.body();
    }

    /** So that no process of this test takes a place of the runner any longer. Those that have ended answer with a conflict. */
    public void cancelAll() {
        started.forEach(pid -> api.post("/processes/" + pid + "/cancel"));
    }

    private JsonObject awaitAny(String pid, String... statuses) {
        List<String> wanted = List.of(statuses);
        return Await.until("process " + pid + " to be " + String.join(" or ", wanted), LIMIT, () -> get(pid),
                process -> wanted.contains(process.getString("status")));
    }
}
