package io.processmanager.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processmanager.testing.ApplicationServer;
import io.processmanager.testing.Await;
import io.processmanager.testing.HttpApi;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** One process, many nodes: each call may go to any of them. */
@ExtendWith(ClusterExtension.class)
class CooperationFaultIT {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    @Test
    void aProcessStartedOnOneNodeProceedsFromAnotherAndIsSeenOnBoth(Cluster cluster) {
        String pid = Calls.start(cluster.first, cluster.specifications.withApproval("cooperation-1"));
        Calls.awaitStatus(cluster.second, pid, "interrupted", LIMIT);
        Calls.proceed(cluster.second, pid);
        Calls.awaitStatus(cluster.first, pid, "finished", LIMIT);
        assertEquals(409, cluster.first.api().post("/processes/" + pid + "/proceed").status());
        assertEquals(1, cluster.sql.count("select count(*) from ledger where pid = ?", pid));
    }

    @Test
    void aBatchIsStoredAsItWasSentAndWorkedOffByBoth(Cluster cluster) {
        List<String> texts = List.of("{}", "NULL", "", "a,b", "\"quoted\"", "back\\slash", "it's {1,\"2\"} \\\" é 😀\n\t", "x".repeat(100_000));
        JsonArrayBuilder batch = Json.createArrayBuilder();
        for (int i = 0; i < 100; i++) {
            String text = texts.get(i % texts.size());
            batch.add(Json.createObjectBuilder(cluster.specifications.process("batch " + text.substring(0, Math.min(text.length(), 50))))
                    .add("data", Json.createObjectBuilder().add("text", text)));
        }

        HttpApi.Answer answer = cluster.first.api().post("/processes/batch", Json.createObjectBuilder().add("processes", batch).build());

        assertEquals(201, answer.status(), answer.text());
        List<String> pids = answer.body().getJsonArray("pids").getValuesAs(JsonString::getString);
        assertEquals(100, pids.size());
        for (int i = 0; i < pids.size(); i++) {
            String text = texts.get(i % texts.size());
            Calls.awaitStatus(cluster.second, pids.get(i), "finished", LIMIT);
            JsonObject process = cluster.second.api().get("/processes/" + pids.get(i)).body();
            assertEquals("batch " + text.substring(0, Math.min(text.length(), 50)), process.getString("name"));
            assertEquals(text, process.getJsonObject("output").getString("text"));
        }
        assertEquals(Set.of("first", "second"), pids.stream().map(pid -> cluster.traces.begun(pid, "short").get(0).node()).collect(Collectors.toSet()));
    }

    @Test
    void aCancelReachesTheRunningNodeWithinASecondAndIsFollowedOnAnother(Cluster cluster) throws Exception {
        List<Long> delays = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            String pid = Calls.start(cluster.first, cluster.specifications.longStep("cooperation-cancel-" + i, 60_000));
            ApplicationServer running = cluster.runningNode(pid);
            ApplicationServer other = cluster.other(running);
            Await.until("the step to begin", LIMIT, () -> cluster.traces.begun(pid, "long").size(), runs -> runs == 1);
            CompletableFuture<HttpResponse<Stream<String>>> events = follow(other, pid);
            long asked = System.currentTimeMillis();
            Calls.cancel(other, pid);
            Await.until("the step to be stopped", LIMIT, () -> cluster.traces.stopped(pid, "long").size(), runs -> runs == 1);
            delays.add(cluster.traces.stopped(pid, "long").get(0).end() - asked);
            List<String> said = events.get(30, TimeUnit.SECONDS).body().filter(line -> line.startsWith("data:")).toList();
            assertTrue(said.get(said.size() - 1).contains("\"cancelled\""), () -> "the last event: " + said.get(said.size() - 1));
            Calls.awaitStatus(running, pid, "cancelled", LIMIT);
        }
        Figures.print("cancel from another node", "the step was stopped after " + delays + " ms");
        assertTrue(delays.stream().allMatch(delay -> delay < 1000), "a cancel took " + delays + " ms to reach the running node");
    }

    @Test
    void aCallerElsewhereWhoHoldsOneProcessLockedDoesNotHoldUpTheOthersOfItsNode(Cluster cluster) throws SQLException {
        String locked = Calls.start(cluster.first, cluster.specifications.longStep("cooperation-locked", 1_000));
        ApplicationServer running = cluster.runningNode(locked);
        Calls.awaitStatus(running, locked, "running", LIMIT);
        try (Connection caller = cluster.sql.connect(); PreparedStatement lock = caller.prepareStatement("select pid from process where pid = ? for update")) {
            caller.setAutoCommit(false);
            lock.setString(1, locked);
            assertTrue(lock.executeQuery().next());
            Await.until("the step to end", LIMIT, () -> cluster.traces.ended(locked, "long").size(), runs -> runs == 1);
            List<String> others = IntStream.range(0, 40).mapToObj(i -> Calls.start(running, cluster.specifications.process("cooperation-other-" + i))).toList();
            others.forEach(pid -> Calls.awaitStatus(running, pid, "finished", LIMIT));
            assertEquals("running", Calls.status(running, locked), "its checkpoint cannot be written yet");
            caller.rollback();
        }
        Calls.awaitStatus(running, locked, "finished", LIMIT);
        assertEquals(1, cluster.traces.ended(locked, "long").size(), "its step must not run again");
    }

    /** Ends when the process does. */
    private static CompletableFuture<HttpResponse<Stream<String>>> follow(ApplicationServer node, String pid) {
        HttpApi api = node.api();
        return api.client().sendAsync(HttpRequest.newBuilder(api.uri("/processes/" + pid + "/events")).GET().build(), BodyHandlers.ofLines());
    }
}
