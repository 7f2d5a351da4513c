package io.processmanager.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.processmanager.testing.ApplicationServer;
import io.processmanager.testing.Await;
import io.processmanager.testing.HttpApi;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.time.Duration;

/** Calls of the API that are expected to succeed. */
final class Calls {

    private Calls() {
    }

    static String start(ApplicationServer node, JsonObject specification) {
        HttpApi.Answer answer = node.api().post("/processes", specification);
        assertEquals(201, answer.status(), answer.text());
        return answer.body().getString("pid");
    }

    static void proceed(ApplicationServer node, String pid) {
        HttpApi.Answer answer = node.api().post("/processes/" + pid + "/proceed",
                Json.createObjectBuilder().add("data", Json.createObjectBuilder().add("approved", true)).build());
        assertEquals(202, answer.status(), answer.text());
    }

    static void cancel(ApplicationServer node, String pid) {
        HttpApi.Answer answer = node.api().post("/processes/" + pid + "/cancel", Json.createObjectBuilder().add("reason", "test").build());
        assertEquals(202, answer.status(), answer.text());
    }

    static String status(ApplicationServer node, String pid) {
        return node.api().get("/processes/" + pid).body().getString("status");
    }

    static void awaitStatus(ApplicationServer node, String pid, String status, Duration limit) {
        Await.until("process " + pid + " to be " + status, limit, () -> status(node, pid), status::equals);
    }
}
