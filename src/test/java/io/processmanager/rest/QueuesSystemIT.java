package io.processmanager.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processmanager.testing.HttpApi;
import io.processmanager.testing.HttpApi.Answer;
import io.processmanager.testing.SharedServer;
import jakarta.json.JsonObject;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code /queues}. */
@ExtendWith(SharedServer.class)
class QueuesSystemIT {

    private final HttpApi api;
    private final Processes processes;
    private final String queue = "q-" + UUID.randomUUID();

    QueuesSystemIT(HttpApi api) {
        this.api = api;
        this.processes = new Processes(api);
    }

    @AfterEach
    void forget() {
        processes.cancelAll();
        put(queue, "{}");
        api.post("/queues/" + queue + "/resume");
    }

    private HttpResponse<String> put(String name, String body) {
        try {
            return api.client().send(HttpRequest.newBuilder(api.uri("/queues/" + name)).header("Content-Type", "application/json")
                    .PUT(BodyPublishers.ofString(body.replace('\'', '"'))).build(), BodyHandlers.ofString());
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JsonObject json(String text) {
        return io.processmanager.json.JsonMapping.parse(text.startsWith("{'") ? text.replace('\'', '"') : text).asJsonObject();
    }

    @Test
    void limitsAreSetAndShown() {
        HttpResponse<String> answer = put(queue, "{'max_concurrent': 5, 'max_concurrent_per_key': 1, 'rate': {'count': 100, 'period': 0.5}}");

        assertEquals(200, answer.statusCode(), answer.body());
        JsonObject expected = json("{'name': '" + queue + "', 'max_concurrent': 5, 'max_concurrent_per_key': 1, 'rate': {'count': 100, 'period': 0.5}, 'paused': false,"
                + " 'queued': 0, 'running': 0, 'oldest_due_age': null}");
        assertEquals(expected, json(answer.body()));
        assertEquals(expected, api.get("/queues/" + queue).body());
        assertTrue(api.get("/queues").body().getJsonArray("items").contains(expected));

        assertEquals("null", json(put(queue, "{'max_concurrent': null}").body()).get("max_concurrent").toString());
        assertTrue(api.get("/queues").body().getJsonArray("items").getValuesAs(JsonObject.class).stream().noneMatch(item -> item.getString("name").equals(queue)));
    }

    @Test
    void aPausedQueueHoldsItsProcesses() {
        Answer paused = api.post("/queues/" + queue + "/pause");
        assertEquals(200, paused.status(), paused.text());
        assertEquals(true, paused.body().getBoolean("paused"));
        String pid = processes.start(Specification.named("paused").step("a", "merge", "{}").with("queue", "'" + queue + "'")).getString("pid");
        JsonObject info = api.get("/queues/" + queue).body();
        assertEquals(1, info.getInt("queued"));
        assertTrue(info.getJsonNumber("oldest_due_age").doubleValue() >= 0, info.toString());
        assertEquals(json("{'queued': 1, 'running': 0}"), api.get("/processes/counts").body().getJsonObject("by_queue").get(queue));
        assertEquals("queued", processes.get(pid).getString("status"));

        assertEquals(false, api.post("/queues/" + queue + "/resume").body().getBoolean("paused"));
        processes.await(pid, "finished");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', value = {
            "{'max_concurrent': 0}                                           | max_concurrent",
            "{'max_concurrent': -1}                                          | max_concurrent",
            "{'max_concurrent': 1.5}                                         | max_concurrent",
            "{'max_concurrent_per_key': 'one'}                               | max_concurrent_per_key",
            "{'max_concurrent': 2, 'max_concurrent_per_key': 3}              | max_concurrent_per_key",
            "{'rate': 5}                                                     | rate",
            "{'rate': {'count': 0, 'period': 60}}                            | rate.count",
            "{'rate': {'count': 5}}                                          | rate.period",
            "{'rate': {'count': 5, 'period': 0}}                             | rate.period",
            "{'rate': {'count': 5, 'period': 60, 'unit': 's'}}               | rate.unit",
            "{'maxconcurrent': 5}                                            | maxconcurrent"})
    void whatIsWrongIsRefusedByItsField(String body, String field) {
        HttpResponse<String> refused = put(queue, body);

        assertEquals(400, refused.statusCode(), refused.body());
        assertEquals(List.of(field), json(refused.body()).getJsonArray("violations").getValuesAs(violation -> violation.asJsonObject().getString("field")), refused.body());
    }

    @Test
    void aNameThatIsNoneIsRefused() {
        assertEquals(400, put("a%20b", "{'max_concurrent': 1}").statusCode());
        assertEquals(400, api.post("/queues/a%20b/pause").status());
        assertEquals(400, api.get("/queues/a%20b").status());
    }
}
