package io.processmanager.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processmanager.testing.ApplicationServer;
import io.processmanager.testing.Await;
import io.processmanager.testing.HttpApi;
import io.processmanager.testing.PostgresServer;
import io.processmanager.testing.ServerKind;
import io.processmanager.testing.Sql;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * What limits cost: the rate of one-step processes in a queue with limits, beside one without, in turn. A place is held from the claim to the durable end, so that a queue
 * executes no more than its limit in the time of two commits; here it has some more places than the node executes at a time.
 */
class LimitedQueueRateFaultIT {

    private static final int CONCURRENT = 16;
    private static final int LIMIT = 4 * CONCURRENT;
    private static final int BATCH = 1_000;
    private static final int BATCHES = 6;
    private static final int ROUNDS = 5;
    /** On a machine that executes more than twice as many without limits. */
    private static final int WANTED_PER_SECOND = 2_000;
    private static final double WANTED_SHARE = 0.45;

    @Test
    void queueWithLimitsIsNotMuchSlowerThanOneWithout() {
        try (PostgresServer postgres = PostgresServer.start("limited-rate");
                ApplicationServer server = ServerKind.ofBuild().named("fault-limited-rate").postgres(postgres, postgres.port())
                        .setting("process-manager.runner.max-concurrent", CONCURRENT).start()) {
            HttpApi.Answer put = server.api().put("/queues/limited", Json.createObjectBuilder().add("max_concurrent", LIMIT).build());
            assertEquals(200, put.status(), put.text());
            List<Long> free = new ArrayList<>();
            List<Long> limited = new ArrayList<>();
            for (int round = 0; round < ROUNDS; round++) {
                free.add(rate(server, postgres.sql(), "free"));
                limited.add(rate(server, postgres.sql(), "limited"));
            }
            Figures.print("queue with limits", CONCURRENT + " at a time, " + LIMIT + " places: " + limited + " processes a second, without limits " + free);
            assertTrue(Collections.max(limited) >= Math.min(WANTED_PER_SECOND, WANTED_SHARE * Collections.max(free)), () -> limited + " processes a second, without limits " + free);
        }
    }

    private static void post(ApplicationServer server, String path, int expected, JsonObject body) {
        HttpApi.Answer answer = server.api().post(path, body);
        assertEquals(expected, answer.status(), answer.text());
    }

    /** All are there before the first begins. */
    private static long rate(ApplicationServer server, Sql sql, String queue) {
        post(server, "/queues/" + queue + "/pause", 200, JsonObject.EMPTY_JSON_OBJECT);
        JsonArrayBuilder processes = Json.createArrayBuilder();
        for (int i = 0; i < BATCH; i++) {
            processes.add(Json.createObjectBuilder().add("name", "rate").add("queue", queue)
                    .add("steps", Json.createObjectBuilder().add("merge", Json.createObjectBuilder().add("type", "merge")
                            .add("args", Json.createArrayBuilder().add(JsonObject.EMPTY_JSON_OBJECT)))));
        }
        JsonObject batch = Json.createObjectBuilder().add("processes", processes).build();
        IntStream.range(0, BATCHES).forEach(i -> post(server, "/processes/batch", 201, batch));
        long before = sql.count("select now_millis()");
        post(server, "/queues/" + queue + "/resume", 200, JsonObject.EMPTY_JSON_OBJECT);
        // Reads one entry of an index, so as not to disturb what is measured.
        Await.until("all to end", Duration.ofSeconds(120),
                () -> sql.count("select count(*) from (select 1 from process where state in ('QUEUED', 'WAITING', 'RUNNING') fetch first 1 rows only) one"), count -> count == 0L);
        return sql.count("select 1000 * count(*) / (max(finished_at) - min(started_at)) from process where queue = ? and started_at >= ?", queue, before);
    }
}
