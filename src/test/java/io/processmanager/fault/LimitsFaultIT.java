package io.processmanager.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processmanager.testing.HttpApi;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Three nodes execute queues with limits and are killed one after another. How many are executed at a time is taken from what the steps tell outside the database, and from
 * the database in many looks; how many were begun in a period of a rate, from triggers that note each claim with its transaction.
 */
@ExtendWith(ClusterExtension.class)
class LimitsFaultIT {

    private static final String PREFIX = "limits-";
    private static final String PLACES = "limits-places";
    private static final String KEYS = "limits-keys";
    private static final String RATE = "limits-rate";
    private static final int MOST = 5;
    private static final int NUMBER_OF_KEYS = 6;
    private static final int AT_FIRST = 300;
    private static final int MOST_IN_PERIOD = 8;
    private static final Duration PERIOD = Duration.ofSeconds(1);
    /** For the lease of the last node and the work that is left then. */
    private static final Duration RECOVERY_LIMIT = Duration.ofSeconds(50);
    private static final Map<String, String> QUESTIONS = Map.of(
            "at a time", "select count(*) from process where queue = '" + PLACES + "' and state = 'RUNNING'",
            "at a time with one key", "select max(number) from (select count(*) as number from process where queue = '" + KEYS
                    + "' and state = 'RUNNING' group by concurrency_key) of_key",
            "in one place", "select max(number) from (select count(*) as number from process where place is not null and state = 'RUNNING' group by queue, place) of_place");

    private final AtomicInteger nextKey = new AtomicInteger();
    private final Cluster cluster;

    LimitsFaultIT(Cluster cluster) {
        this.cluster = cluster;
    }

    @BeforeEach
    void limit() {
        put(PLACES, Json.createObjectBuilder().add("max_concurrent", MOST));
        put(KEYS, Json.createObjectBuilder().add("max_concurrent_per_key", 1));
        put(RATE, Json.createObjectBuilder().add("rate", Json.createObjectBuilder().add("count", MOST_IN_PERIOD).add("period", PERIOD.toSeconds())));
        cluster.sql.run("""
                create table noted_claim (transaction bigint not null, pid varchar(32) not null);
                create table noted_period (transaction bigint not null, started_at bigint not null);
                create function note_claim() returns trigger language plpgsql as
                    'begin insert into noted_claim values (txid_current(), new.pid); return null; end';
                create function note_period() returns trigger language plpgsql as
                    'begin insert into noted_period values (txid_current(), new.window_started_at); return null; end';
                create trigger note_claim after update on process for each row when (new.queue = 'limits-rate' and new.fence > old.fence) execute function note_claim();
                create trigger note_period after update of window_count on queue for each row when (new.name = 'limits-rate') execute function note_period()
                """);
    }

    @AfterEach
    void forget() {
        cluster.sql.run("drop function note_claim() cascade; drop function note_period() cascade; drop table noted_claim; drop table noted_period");
        List.of(PLACES, KEYS, RATE).forEach(queue -> put(queue, Json.createObjectBuilder()));
    }

    @Test
    void noLimitIsExceededAndNoPlaceLostWhenNodesAreKilledOneAfterAnother() throws SQLException {
        try (ThreeNodes nodes = ThreeNodes.of(cluster)) {
            List<NodeLog> logs = nodes.all().stream().map(NodeLog::of).toList();
            Sampler samples = Sampler.of(cluster.sql, QUESTIONS);
            Load load = new Load(PREFIX, nodes.apis(), Duration.ofMillis(50), List.of(name -> in(PLACES, name), name -> in(KEYS, name), name -> in(RATE, name)));
            Audit.Findings found;
            long took;
            try (samples) {
                try (load) {
                    queueMany(load);
                    load.begin(2);
                    nodes.killOneAfterAnother();
                }
                long killed = System.nanoTime();
                nodes.awaitRescues();
                found = cluster.audit(load, RECOVERY_LIMIT);
                took = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - killed);
            }

            int rescues = logs.stream().mapToInt(NodeLog::rescued).sum();
            Executions executions = Executions.of(cluster.sql, cluster.traces, nodes, PREFIX);
            Map<String, Integer> inQueue = executions.mostAtATime(Executions.Owner::queue);
            Map<String, Integer> withKey = executions.mostAtATime(owner -> String.valueOf(owner.key()));
            withKey.remove("null");
            long periods = cluster.sql.count("select count(distinct started_at) from noted_period");
            Figures.print("limits", "kills " + nodes.kills() + ", rescues " + rescues + ", executions " + executions.number() + ", at a time " + inQueue + ", of each key " + withKey
                    + ", in " + samples.samples() + " looks " + samples.largest() + ", periods " + periods + ", all ended " + took + " ms after the last kill, " + found);
            assertTrue(rescues > 0, "no process lost its server: nothing was tested");
            assertEquals(List.of(), found.complaints());
            assertEquals(MOST, inQueue.get(PLACES));
            assertEquals(Collections.nCopies(NUMBER_OF_KEYS, 1), List.copyOf(withKey.values()));
            assertEquals(Map.of("at a time", (long) MOST, "at a time with one key", 1L, "in one place", 1L), samples.largest());
            assertRateIsKept();
        }
    }

    /** A period begins with the first claim after the one before, and is noted by the claim. */
    private void assertRateIsKept() {
        assertEquals(0, cluster.sql.count("select count(*) from noted_claim c where not exists (select 1 from noted_period p where p.transaction = c.transaction)"),
                "claims without a period");
        assertEquals(MOST_IN_PERIOD, cluster.sql.count("select max(number) from (select count(*) as number from noted_claim c join noted_period p on p.transaction = c.transaction"
                + " group by p.started_at) of_period"), "claims in one period");
        assertEquals(0, cluster.sql.count("select count(*) from (select started_at - lag(started_at) over (order by started_at) as length from"
                + " (select distinct started_at from noted_period) once) each where length < ?", PERIOD.toMillis()), "periods that were too short");
        assertEquals(0, cluster.sql.count("select count(*) from process p where p.queue = ? and p.started_at is not null and not exists"
                + " (select 1 from noted_claim c where c.pid = p.pid)", RATE), "processes that began without a claim");
    }

    /** So that there is work for every place whatever happens to the clients. */
    private void queueMany(Load load) {
        List<String> names = IntStream.range(0, AT_FIRST).mapToObj(i -> PREFIX + "first-" + i).toList();
        JsonArrayBuilder processes = Json.createArrayBuilder();
        IntStream.range(0, AT_FIRST).forEach(i -> processes.add(in(List.of(PLACES, KEYS, RATE).get(i % 3), names.get(i))));
        HttpApi.Answer answer = cluster.first.api().post("/processes/batch", Json.createObjectBuilder().add("processes", processes).build());
        assertEquals(201, answer.status(), answer.text());
        JsonArray pids = answer.body().getJsonArray("pids");
        IntStream.range(0, AT_FIRST).forEach(i -> load.accepted.put(names.get(i), pids.getString(i)));
    }

    private JsonObject in(String queue, String name) {
        JsonObjectBuilder process = Json.createObjectBuilder(cluster.specifications.halfASecond(name)).add("queue", queue);
        return (queue.equals(KEYS) ? process.add("concurrency_key", "key-" + nextKey.getAndIncrement() % NUMBER_OF_KEYS) : process).build();
    }

    private void put(String queue, JsonObjectBuilder limits) {
        HttpApi.Answer answer = cluster.first.api().put("/queues/" + queue, limits.build());
        assertEquals(200, answer.status(), answer.text());
    }
}
