package io.processmanager.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processmanager.testing.Await;
import io.processmanager.testing.HttpApi;
import io.processmanager.testing.HttpApi.Answer;
import io.processmanager.testing.SharedServer;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Recurring processes over HTTP. */
@ExtendWith(SharedServer.class)
class SchedulesSystemIT {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String PROCESS = "'process': {'steps': {'a': {'type': 'merge', 'args': [{'x': 1}]}}}";

    private final HttpApi api;
    private final Processes processes;
    private final String name = "system-" + UUID.randomUUID();
    private final String path = "/schedules/" + name;

    SchedulesSystemIT(HttpApi api) {
        this.api = api;
        this.processes = new Processes(api);
    }

    @AfterEach
    void removeSchedule() {
        api.delete(path);
    }

    private JsonObject put(int status, String body) {
        Answer answer = api.put(path, Specification.json(body));
        assertEquals(status, answer.status(), answer.text());
        return answer.body();
    }

    private JsonObject get() {
        Answer answer = api.get(path);
        assertEquals(200, answer.status(), answer.text());
        return answer.body();
    }

    private List<String> wrong(String body) {
        return put(400, body).getJsonArray("violations").getValuesAs(JsonObject.class).stream().map(violation -> violation.getString("field")).toList();
    }

    @Test
    void scheduleHasAllItsFields() {
        JsonObject made = put(201, "{'cron': '0 3 * * *', 'zone': 'Europe/Berlin', 'misfire': 'skip', 'overlap': 'skip', " + PROCESS + "}");

        assertEquals(made, get());
        assertEquals(List.of("name", "cron", "every", "zone", "process", "misfire", "overlap", "description", "paused", "created_at", "next_at", "next_times", "last_pid",
                "last_fired_at", "last_error"), List.copyOf(made.keySet()));
        assertEquals(name, made.getString("name"));
        assertEquals("0 3 * * *", made.getString("cron"));
        assertEquals(JsonValue.NULL, made.get("every"));
        assertEquals("skip", made.getString("misfire"));
        assertEquals("skip", made.getString("overlap"));
        assertEquals("at 03:00", made.getString("description"));
        assertEquals(JsonValue.FALSE, made.get("paused"));
        List<String> times = made.getJsonArray("next_times").getValuesAs(JsonString::getString);
        assertEquals(5, times.size());
        assertEquals(times.get(0), made.getString("next_at"));
        assertTrue(times.stream().allMatch(time -> time.matches("\\d{4}-\\d\\d-\\d\\dT0[12]:00:00\\.000Z")), times.toString());
        assertEquals(JsonValue.NULL, made.get("last_pid"));
        assertEquals(JsonValue.NULL, made.get("last_fired_at"));
        assertEquals(JsonValue.NULL, made.get("last_error"));
    }

    @Test
    void whatIsShownCanBePutAgainAndChangesNothing() {
        JsonObject made = put(201, "{'every': 3600, 'process': {'name': 'p', 'timeout': 5.5, 'data': {'d': [1]}, 'arguments': {'t': 'u'}, 'retry': {'delay': 0.5, 'jitter': 0.2, 'never_on': ['java.lang.Error']}, 'queue': 'q', 'priority': 9, 'delay': 1.5, 'tags': ['t'], 'steps': {"
                + "'first': {'type': 'merge', 'args': [{'x': 1}], 'timeout': 2, 'max_retries': 3}, 'then': {'type': 'delay', 'args': [0.1]}}}}");
        assertEquals("every 3600 seconds", made.getString("description"));
        JsonObject again = put(200, "{'every': " + made.get("every") + ", 'zone': '" + made.getString("zone") + "', 'misfire': '" + made.getString("misfire") + "', 'overlap': '"
                + made.getString("overlap") + "', 'process': " + made.get("process") + "}");
        assertEquals(made, again);
    }

    @Test
    void scheduleFiresAndShowsWhatItHasStarted() {
        put(201, "{'every': 1, " + PROCESS + "}");
        JsonObject fired = Await.until("a firing", LIMIT, this::get, schedule -> !schedule.isNull("last_pid"));

        JsonObject process = processes.await(fired.getString("last_pid"), "finished");
        assertEquals(name, process.getString("schedule"));
        List<JsonObject> listed = api.get("/processes?status=finished&schedule=" + name).body().getJsonArray("items").getValuesAs(JsonObject.class);
        assertTrue(listed.stream().anyMatch(item -> item.getString("pid").equals(process.getString("pid"))), listed.toString());
        assertTrue(listed.stream().allMatch(item -> item.getString("schedule").equals(name)), listed.toString());
        assertTrue(Instant.parse(fired.getString("last_fired_at")).isBefore(Instant.parse(fired.getString("next_at"))));
    }

    @Test
    void schedulesArePausedAndResumed() {
        put(201, "{'every': 3600, " + PROCESS + "}");
        Answer paused = api.post(path + "/pause");
        assertEquals(202, paused.status(), paused.text());
        assertEquals(JsonValue.TRUE, paused.body().get("paused"));
        assertEquals(JsonValue.NULL, paused.body().get("next_at"));
        assertEquals(JsonValue.EMPTY_JSON_ARRAY, paused.body().get("next_times"));
        assertEquals(JsonValue.TRUE, put(200, "{'every': 60, " + PROCESS + "}").get("paused"), "who replaces it does not resume it");
        Answer resumed = api.post(path + "/resume");
        assertEquals(202, resumed.status(), resumed.text());
        assertEquals(JsonValue.FALSE, resumed.body().get("paused"));
        assertEquals(5, resumed.body().getJsonArray("next_times").size());
    }

    @Test
    void runStartsTheProcessAtOnce() {
        put(201, "{'cron': '0 0 1 1 *', " + PROCESS + "}");
        Answer run = api.post(path + "/run");

        JsonObject process = processes.created(run);
        assertTrue(run.header("Location").endsWith("/processes/" + process.getString("pid")), run.header("Location"));
        assertEquals("finished", processes.await(process.getString("pid"), "finished").getString("status"));
        assertEquals(process.getString("pid"), get().getString("last_pid"));
    }

    @Test
    void removedScheduleIsGone() {
        put(201, "{'every': 3600, " + PROCESS + "}");
        assertEquals(204, api.delete(path).status());
        assertEquals(404, api.get(path).status());
        assertEquals(404, api.delete(path).status());
    }

    @ParameterizedTest
    @CsvSource({"GET,", "DELETE,", "POST,/pause", "POST,/resume", "POST,/run"})
    void unknownSchedulesAreNotFound(String method, String action) {
        for (String unknown : List.of(path, "/schedules/not%20a%20name", "/schedules/%00")) {
            String address = unknown + (action == null ? "" : action);
            Answer answer = method.equals("GET") ? api.get(address) : method.equals("DELETE") ? api.delete(address) : api.post(address);
            assertTrue(answer.status() == 404 || unknown.contains("%00") && answer.status() == 400, address + " " + answer.status() + answer.text());
            if (unknown.equals(path)) {
                assertEquals("/problems/schedule-not-found", answer.body().getString("type"));
                assertEquals(name, answer.body().getString("schedule"));
            }
        }
    }

    @Test
    void schedulesAreListedPageByPageByTheirNames() {
        List<String> names = List.of(name + ".1", name + ".2", name + ".3");
        names.forEach(each -> assertEquals(201, api.put("/schedules/" + each, Specification.json("{'every': 3600, " + PROCESS + "}")).status()));
        try {
            JsonObject first = api.get("/schedules?limit=2&after=" + name).body();
            assertEquals(names.subList(0, 2), first.getJsonArray("items").getValuesAs(JsonObject.class).stream().map(item -> item.getString("name")).toList());
            assertEquals(names.get(1), first.getString("next"));
            JsonObject second = api.get("/schedules?limit=1&after=" + first.getString("next")).body();
            assertEquals(names.get(2), second.getJsonArray("items").getJsonObject(0).getString("name"));
            assertEquals(400, api.get("/schedules?limit=501").status());
            assertEquals(400, api.get("/schedules?after=%2F").status());
            assertEquals(400, api.get("/schedules?status=queued").status());
        } finally {
            names.forEach(each -> api.delete("/schedules/" + each));
        }
    }

    @Test
    void everythingThatIsWrongIsToldAtOnceInTheOrderOfTheDocument() {
        assertEquals(List.of("zone", "cron", "misfire", "process.steps.a.type", "process.steps.b.args[0]", "process.timeout", "every", "overlap", "intervall"),
                wrong("{'zone': 'Europe/Berlino', 'cron': '0 0 31 2 *', 'misfire': 'later', 'process': {'steps': {'a': {'type': 'nothing'},"
                        + " 'b': {'type': 'delay', 'args': ['x']}}, 'timeout': 0}, 'every': 5, 'overlap': 1, 'intervall': 1}"));
        assertEquals(List.of("process", "cron"), wrong("{}"));
        assertEquals(List.of("cron", "process.steps"), wrong("{'cron': 'x', 'process': {'steps': {}}}"));
        assertEquals(List.of("every"), wrong("{'every': 0, " + PROCESS + "}"));
        assertEquals(List.of("every"), wrong("{'every': -1, " + PROCESS + "}"));
        assertEquals(List.of("every"), wrong("{'every': 'often', " + PROCESS + "}"));
        assertEquals(List.of("every"), wrong("{'cron': '* * * * *', 'every': 1, " + PROCESS + "}"));
        assertEquals(List.of("zone"), wrong("{'every': 60, 'zone': '+02:00', " + PROCESS + "}"));
        assertEquals(List.of("process"), wrong("{'every': 60, 'process': []}"));
        assertEquals(List.of("process.run_at"), wrong("{'every': 60, 'process': {'run_at': '2030-01-01T00:00:00Z', 'steps': {'a': {'type': 'merge', 'args': [{}]}}}}"));
        assertEquals(404, api.get(path).status(), "nothing was stored");
    }

    @Test
    void nameThatIsNoneIsRefused() {
        Answer answer = api.put("/schedules/not%20a%20name", Specification.json("{'every': 60, " + PROCESS + "}"));
        assertEquals(400, answer.status(), answer.text());
        assertEquals("name", answer.body().getJsonArray("violations").getJsonObject(0).getString("field"));
    }
}
