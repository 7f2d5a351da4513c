package io.processmanager.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.processmanager.testing.HttpApi;
import io.processmanager.testing.HttpApi.Answer;
import io.processmanager.testing.SharedServer;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a specification says about the turn of its process, over HTTP. */
@ExtendWith(SharedServer.class)
class UniqueKeySystemIT {

    private final HttpApi api;
    private final Processes processes;
    private final String key = "import-" + UUID.randomUUID();

    UniqueKeySystemIT(HttpApi api) {
        this.api = api;
        this.processes = new Processes(api);
    }

    @AfterEach
    void cancelAll() {
        processes.cancelAll();
    }

    private Specification keyed() {
        return Specification.named("keyed").step("ask", "approval", "'Sure?'").with("unique_key", "'" + key + "'");
    }

    @Test
    void theSecondStartShowsTheLivingProcess() {
        JsonObject first = processes.start(keyed());
        Answer second = api.post("/processes", keyed().json());

        assertEquals(200, second.status(), second.text());
        assertEquals(first.getString("pid"), second.body().getString("pid"));
        assertEquals(key, second.body().getString("unique_key"));
        assertEquals(api.uri("/processes/" + first.getString("pid")), URI.create(second.header("Location")));

        Answer waiting = api.post("/processes", keyed().json(), "Prefer", "wait=20");
        assertEquals(200, waiting.status(), waiting.text());
        assertEquals("interrupted", waiting.body().getString("status"));
        api.post("/processes/" + first.getString("pid") + "/cancel");

        assertNotEquals(first.getString("pid"), processes.start(keyed()).getString("pid"));
    }

    @Test
    void aBatchNamesTheProcessThatHasTheKey() {
        String living = processes.start(keyed()).getString("pid");
        Answer batch = api.post("/processes/batch", jakarta.json.Json.createObjectBuilder().add("processes", jakarta.json.Json.createArrayBuilder()
                .add(Specification.named("other").step("a", "merge", "{}").json()).add(keyed().json()).add(keyed().json())).build());

        assertEquals(201, batch.status(), batch.text());
        List<String> pids = batch.body().getJsonArray("pids").getValuesAs(JsonString::getString);
        assertEquals(List.of(living, living), pids.subList(1, 3));
        assertNotEquals(living, pids.get(0));
    }

    @Test
    void aRetryWhoseKeyIsTakenIsAConflict() {
        String failed = processes.settle(Specification.named("failing").step("a", "require", "'/missing'").with("unique_key", "'" + key + "'")).getString("pid");
        processes.start(keyed());

        Answer refused = api.post("/processes/" + failed + "/retry");
        assertEquals(409, refused.status(), refused.text());
        assertEquals("/problems/unique-key-taken", refused.body().getString("type"));
        assertEquals(key, refused.body().getString("unique_key"));
        assertEquals(failed, refused.body().getString("pid"));
        assertEquals("failed", processes.get(failed).getString("status"));
    }

    @Test
    void aProcessShowsItsTurnAndIsListedByIt() {
        String tag = key.substring(0, 30);
        JsonObject process = processes.start(Specification.named("turn").step("a", "merge", "{}").with("queue", "'imports'").with("priority", "0").with("delay", "3600.5")
                .with("concurrency_key", "'tenant-3'").with("tags", "['" + tag + "']"));
        assertEquals("imports", process.getString("queue"));
        assertEquals(0, process.getInt("priority"));
        assertEquals("tenant-3", process.getString("concurrency_key"));
        assertEquals("[\"" + tag + "\"]", process.get("tags").toString());
        assertEquals("null", process.get("queued_by").toString());
        assertEquals(java.time.Instant.parse(process.getString("created_at")).plusMillis(3_600_500), java.time.Instant.parse(process.getString("due_at")));

        for (String filter : List.of("tag=" + tag, "queue=imports&tag=" + tag + "&status=queued", "tag=" + tag + "&name=turn&q=tu")) {
            JsonObject page = api.get("/processes?" + filter).body();
            assertEquals(List.of(process.getString("pid")), page.getJsonArray("items").getValuesAs(item -> item.asJsonObject().getString("pid")), filter);
        }
        assertEquals(0, api.get("/processes?queue=default&tag=" + tag).body().getJsonArray("items").size());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', value = {
            "queue           | 'a b'",
            "queue           | 7",
            "priority        | 10",
            "priority        | -1",
            "priority        | 1.5",
            "run_at          | 'tomorrow'",
            "run_at          | '2027-02-30T00:00:00Z'",
            "run_at          | '2027-01-01T00:00:00'",
            "delay           | -1",
            "delay           | '1'",
            "unique_key      | ''",
            "concurrency_key | 5",
            "tags            | 'one'",
            "tags            | ['1','2','3','4','5','6','7','8','9','10','11']"})
    void whatIsWrongIsRefusedByItsField(String field, String value) {
        Answer refused = api.post("/processes", Specification.named("wrong").step("a", "merge", "{}").with(field, value).json());

        assertEquals(400, refused.status(), refused.text());
        assertEquals(List.of(field), refused.body().getJsonArray("violations").getValuesAs(violation -> violation.asJsonObject().getString("field")));
    }

    @Test
    void everythingThatIsWrongIsToldAtOnce() {
        Answer refused = api.post("/processes", Specification.named("wrong").with("queue", "''").with("priority", "12").with("run_at", "'2027-01-01T00:00:00Z'").with("delay", "1")
                .with("uniqe_key", "'x'").with("tags", "['a', 1, 'a', '']").step("a", "merge", "{}").json());

        assertEquals(List.of("queue", "priority", "delay", "uniqe_key", "tags[1]", "tags[1]", "tags[2]"),
                refused.body().getJsonArray("violations").getValuesAs(violation -> violation.asJsonObject().getString("field")), refused.text());
    }

    @Test
    void anExecutionHasNoTurn() {
        Answer refused = api.post("/executions", Specification.named("wrong").with("queue", "'imports'").with("unique_key", "'x'").step("a", "merge", "{}").json());

        assertEquals(400, refused.status(), refused.text());
        assertEquals(List.of("queue", "unique_key"), refused.body().getJsonArray("violations").getValuesAs(violation -> violation.asJsonObject().getString("field")));
    }
}
