package io.processmanager.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.processmanager.testing.HttpApi;
import io.processmanager.testing.HttpApi.Answer;
import jakarta.json.JsonObject;
import java.util.List;

/** After bad input, the server must have stored nothing, hold nothing and go on working. */
final class UnchangedServer {

    private final HttpApi api;
    private List<String> before;

    UnchangedServer(HttpApi api) {
        this.api = api;
    }

    void remember() {
        before = newestPids();
    }

    /** Nothing was stored since {@link #remember()}, and a process runs as ever. */
    void check() {
        Answer answer = api.post("/processes", Specification.named("works").step("set", "merge", "{'works': true}").json(), "Prefer", "wait=60");
        assertEquals(201, answer.status(), answer.text());
        assertEquals("finished", answer.body().getString("status"), answer.text());
        assertEquals(204, api.delete("/processes/" + answer.body().getString("pid")).status());
        // Last, because a server may close the connection while the request is still under way inside.
        assertEquals(before, newestPids(), "the list of processes has changed");
    }

    /** The newest are enough: whatever is stored is newer. */
    private List<String> newestPids() {
        Answer answer = api.get("/processes?limit=10");
        assertEquals(200, answer.status(), answer.text());
        return answer.body().getJsonArray("items").getValuesAs(JsonObject.class).stream().map(process -> process.getString("pid")).toList();
    }
}
