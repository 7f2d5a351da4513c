package io.processmanager.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.processmanager.testing.HttpApi;
import io.processmanager.testing.HttpApi.Answer;
import io.processmanager.testing.SharedServer;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** {@code GET /processes/counts}. */
@ExtendWith(SharedServer.class)
class ProcessCountsSystemIT {

    private final HttpApi api;
    private final Processes processes;

    ProcessCountsSystemIT(HttpApi api) {
        this.api = api;
        this.processes = new Processes(api);
    }

    @AfterEach
    void cancelAll() {
        processes.cancelAll();
    }

    @Test
    void everyStatusIsCounted() {
        int before = counts().getJsonObject("by_status").getInt("interrupted");
        processes.settle(Specification.named("counted").step("ask", "approval", "'?'"));
        JsonObject counts = counts();
        assertEquals(before + 1, counts.getJsonObject("by_status").getInt("interrupted"));
        assertEquals(List.of("queued", "running", "waiting", "interrupted", "finished", "failed", "timed_out", "cancelled"),
                List.copyOf(counts.getJsonObject("by_status").keySet()));
        assertEquals(JsonArray.EMPTY_JSON_ARRAY, counts.get("estimated"));
    }

    @Test
    void aFilterIsRefusedAsThereIsNone() {
        AnsweredProblem.invalid(api.get("/processes/counts?name=import")).violates("name", "is not known; this address takes no parameters");
    }

    private JsonObject counts() {
        Answer answer = api.get("/processes/counts");
        assertEquals(200, answer.status(), answer.text());
        assertEquals(List.of("by_status", "by_queue", "estimated"), List.copyOf(answer.body().keySet()));
        return answer.body();
    }
}
