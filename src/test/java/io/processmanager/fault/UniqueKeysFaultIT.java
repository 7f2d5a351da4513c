package io.processmanager.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processmanager.testing.ApplicationServer;
import io.processmanager.testing.Await;
import io.processmanager.testing.HttpApi;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Of the processes with one unique key one lives, also if nodes are killed while clients of all nodes start them. */
@ExtendWith(ClusterExtension.class)
class UniqueKeysFaultIT {

    private static final String PREFIX = "unique-";
    private static final List<String> KEYS = List.of("unique-a", "unique-b", "unique-c", "unique-d");
    private static final Duration LIMIT = Duration.ofSeconds(30);
    /** Creation and end are noted by reckonings of the database's clock that may be wrong by so much. */
    private static final long CLOCK_TOLERANCE_MILLIS = 100;
    private static final Map<String, String> QUESTIONS = Map.of("alive with one key",
            "select coalesce(max(number), 0) from (select count(*) as number from process where unique_key is not null and finished_at is null group by unique_key) of_key");

    private final Cluster cluster;

    UniqueKeysFaultIT(Cluster cluster) {
        this.cluster = cluster;
    }

    /** @param finishedAt 0 if it has not ended */
    private record Stored(String key, long createdAt, long finishedAt) {
    }

    @Test
    void oneProcessOfAKeyLivesWhenNodesAreKilledWhileAllStartIt() throws SQLException {
        try (ThreeNodes nodes = ThreeNodes.of(cluster)) {
            List<NodeLog> logs = nodes.all().stream().map(NodeLog::of).toList();
            KeyClients clients = new KeyClients(nodes.apis());
            Sampler samples = Sampler.of(cluster.sql, QUESTIONS);
            try (samples) {
                try (clients) {
                    clients.begin(KEYS, this::keyed);
                    nodes.killOneAfterAnother();
                }
                nodes.awaitRescues();
                awaitEndOfAll();
            }
            Map<String, Stored> stored = stored();
            Executions executions = Executions.of(cluster.sql, cluster.traces, nodes, PREFIX);
            Map<String, Integer> atATime = executions.mostAtATime(Executions.Owner::key);
            int rescues = logs.stream().mapToInt(NodeLog::rescued).sum();
            Figures.print("unique keys", "kills " + nodes.kills() + ", rescues " + rescues + ", calls answered " + clients.answers.size() + " ("
                    + clients.answers.stream().filter(KeyClients.Answer::isNew).count() + " with a new process), processes " + stored.size() + ", executed at a time " + atATime
                    + ", in " + samples.samples() + " looks " + samples.largest());
            assertTrue(rescues > 0, "no process lost its server: nothing was tested");
            assertEquals(List.of(), complaints(clients, stored));
            assertEquals(Map.of("alive with one key", 1L), samples.largest());
            assertEquals(Collections.nCopies(KEYS.size(), 1), List.copyOf(atATime.values()));
            KEYS.forEach(key -> assertFree(cluster.first, key));
        }
    }

    /** Its transaction has inserted the process and is about to insert its tag, when its node is killed; the one of another node waits for it. */
    @Test
    void theKeyOfAStartWhoseNodeIsKilledIsFreeForAStartThatWaitsForIt() throws SQLException {
        String key = "held";
        JsonObject tagged = Json.createObjectBuilder(keyed(key)).add("tags", Json.createArrayBuilder().add("held")).build();
        CompletableFuture<HttpApi.Answer> waiting;
        try (Connection connection = cluster.sql.connect(); Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("lock table process_tag in access exclusive mode");
            CompletableFuture<HttpApi.Answer> killed = CompletableFuture.supplyAsync(() -> cluster.first.api().post("/processes", tagged));
            awaitWaitingForLocks(1);
            waiting = CompletableFuture.supplyAsync(() -> cluster.second.api().post("/processes", keyed(key)));
            awaitWaitingForLocks(2);
            cluster.first.kill();
            assertTrue(killed.handle((answer, noAnswer) -> answer == null).join(), "nobody was to be told of a process");
            connection.rollback();
        }
        HttpApi.Answer answer = waiting.orTimeout(LIMIT.toSeconds(), TimeUnit.SECONDS).join();

        assertEquals(201, answer.status(), answer.text());
        assertEquals(1, cluster.sql.count("select count(*) from process where unique_key = ?", key));
        Calls.awaitStatus(cluster.second, answer.body().getString("pid"), "finished", LIMIT);
        assertFree(cluster.second, key);
    }

    private void awaitWaitingForLocks(long number) {
        Await.until(number + " starts that wait for locks", LIMIT, () -> cluster.sql.count(
                "select count(*) from pg_stat_activity where wait_event_type = 'Lock' and query like '%insert into process%'"), count -> count == number);
    }

    /** A process with this key can be started, and ends. */
    private void assertFree(ApplicationServer node, String key) {
        HttpApi.Answer answer = node.api().post("/processes", keyed(key));
        assertEquals(201, answer.status(), () -> key + " is not free: " + answer.text());
        awaitEndOfAll();
    }

    private void awaitEndOfAll() {
        Await.until("the end of all", LIMIT, () -> cluster.sql.count("select count(*) from process where unique_key is not null and finished_at is null"), left -> left == 0L);
    }

    private List<String> complaints(KeyClients clients, Map<String, Stored> stored) {
        List<String> complaints = new ArrayList<>(clients.strange);
        Set<String> begun = new HashSet<>();
        for (KeyClients.Answer answer : clients.answers) {
            Stored process = stored.get(answer.pid());
            if (process == null || !process.key().equals(answer.key())) {
                complaints.add("no such process is stored: " + answer);
            } else if (answer.isNew() && !begun.add(answer.pid())) {
                complaints.add("it was started already: " + answer);
            } else if (process.createdAt() > answer.to() + CLOCK_TOLERANCE_MILLIS || process.finishedAt() < answer.from() - CLOCK_TOLERANCE_MILLIS) {
                complaints.add("it did not live then: " + answer + " of " + process);
            }
        }
        return complaints;
    }

    private Map<String, Stored> stored() throws SQLException {
        Map<String, Stored> stored = new HashMap<>();
        try (Connection connection = cluster.sql.connect(); PreparedStatement select = connection.prepareStatement(
                "select pid, unique_key, created_at, finished_at from process where name like ?")) {
            select.setString(1, PREFIX + "%");
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    stored.put(row.getString(1), new Stored(row.getString(2), row.getLong(3), row.getLong(4)));
                }
            }
        }
        return stored;
    }

    private JsonObject keyed(String key) {
        return Json.createObjectBuilder(cluster.specifications.halfASecond(key)).add("unique_key", key).build();
    }
}
