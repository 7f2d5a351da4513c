package io.processmanager.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processmanager.testing.ApplicationServer;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Steps fail and are retried while three nodes are killed one after another: in the middle of attempts, and while processes wait for the next one. */
@ExtendWith(ClusterExtension.class)
class RetriesFaultIT {

    private static final String PREFIX = "retries-";
    /** Attempts that fail before one succeeds; of those that never do, all that the policy allows. */
    private static final int FAILURES = 2;
    private static final int MOST_RETRIES = 3;
    private static final int NEVER = 1_000;
    private static final int HOPELESS = 20;
    /** Long enough to be known to have begun, and to be found in the middle by a kill. */
    private static final long ATTEMPT_MILLIS = 500;
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration LONG_PAUSE = Duration.ofSeconds(4);
    /** By so much later than due an attempt may begin here: it may have been begun by a node that died before it could tell, and nodes are just starting. */
    private static final Duration LATEST = Duration.ofSeconds(15);
    /** Nodes reckon with the database's clock. */
    private static final Duration EARLIEST = Duration.ofMillis(20);

    private final Cluster cluster;

    RetriesFaultIT(Cluster cluster) {
        this.cluster = cluster;
    }

    @Test
    void everyAttemptIsMadeAndNumberedWhenNodesAreKilledOneAfterAnother() {
        try (ThreeNodes nodes = ThreeNodes.of(cluster)) {
            List<NodeLog> logs = nodes.all().stream().map(NodeLog::of).toList();
            List<String> hopeless = IntStream.range(0, HOPELESS).mapToObj(i -> Calls.start(cluster.first,
                    cluster.specifications.failing("hopeless-" + i, NEVER, ATTEMPT_MILLIS, policy(MOST_RETRIES, LONG_PAUSE)))).toList();
            Load load = new Load(PREFIX, nodes.apis(), Duration.ofMillis(50), List.of(name -> cluster.specifications.failing(name, FAILURES, ATTEMPT_MILLIS, policy(FAILURES, PAUSE))));
            try (load) {
                load.begin(2);
                nodes.killOneAfterAnother();
            }
            nodes.awaitRescues();
            Audit.Findings found = cluster.audit(load, LIMIT);
            hopeless.forEach(pid -> Calls.awaitStatus(cluster.first, pid, "failed", LIMIT));

            Map<String, Integer> runs = new HashMap<>();
            List<String> complaints = new ArrayList<>(found.complaints());
            for (String pid : pids()) {
                complaints.addAll(complaints(cluster.first, pid, runs));
            }
            int rescues = logs.stream().mapToInt(NodeLog::rescued).sum();
            long earliest = late("min");
            long latest = late("max");
            Figures.print("retries", "kills " + nodes.kills() + ", rescues " + rescues + ", runs " + runs + ", retries began " + earliest + " to " + latest + " ms after they were due, " + found);
            assertTrue(runs.getOrDefault("lost", 0) > 0, "no attempt lost its server: nothing was tested");
            assertEquals(List.of(), complaints);
            assertEquals(0, cluster.sql.count("select count(*) from process_run r join process p on p.pid = r.pid left join runner n on n.id = r.runner_id where r.status = 'LOST'"
                    + " and n.status is distinct from 'TIMEOUT' and (p.name like ? or p.name like 'hopeless-%')", PREFIX + "%"), "lost runs of runners that are not known to be dead");
            assertTrue(earliest >= -EARLIEST.toMillis() && latest < LATEST.toMillis(), "retries began " + earliest + " to " + latest + " ms after they were due");
        }
    }

    private static JsonObject policy(int retries, Duration pause) {
        return Json.createObjectBuilder().add("max_retries", retries).add("delay", pause.toSeconds()).add("factor", 1).add("jitter", 0).build();
    }

    private List<String> pids() {
        String pids = cluster.sql.text("select string_agg(pid, ',') from process where name like ? or name like 'hopeless-%'", PREFIX + "%");
        return Arrays.asList(pids.split(","));
    }

    /** @return by how much attempts after a failed one were late, by SQL: min or max */
    private long late(String which) {
        return cluster.sql.count("""
                select WHICH(next.started_at - failed.finished_at - case when p.name like 'hopeless-%' then ? else ? end) from process_run failed join process p on p.pid = failed.pid
                join (select pid, step_index, attempt, started_at from process_run union all select pid, step_index, attempt, started_at from process_step) next
                  on next.pid = failed.pid and next.step_index = failed.step_index and next.attempt = failed.attempt + 1
                 where failed.status = 'ERROR' and failed.step = 'failing'
                """.replace("WHICH", which), LONG_PAUSE.toMillis(), PAUSE.toMillis());
    }

    private static List<String> complaints(ApplicationServer node, String pid, Map<String, Integer> allRuns) {
        JsonObject process = node.api().get("/processes/" + pid).body();
        List<JsonObject> runs = node.api().get("/processes/" + pid + "/runs?limit=500").body().getJsonArray("items").getValuesAs(JsonObject.class);
        List<String> complaints = new ArrayList<>();
        expect(complaints, pid, "the numbers of its runs", IntStream.rangeClosed(1, runs.size()).boxed().toList(), runs.stream().map(run -> run.getInt("number")).toList());
        int failed = 0;
        for (String step : List.of("failing", "ledger")) {
            List<JsonObject> ofStep = runs.stream().filter(run -> run.getString("step").equals(step)).toList();
            expect(complaints, pid, "attempts of step " + step, IntStream.rangeClosed(1, ofStep.size()).boxed().toList(),
                    ofStep.stream().map(run -> run.getInt("attempt")).toList());
        }
        for (JsonObject run : runs) {
            allRuns.merge(run.getString("status"), 1, Integer::sum);
            failed = run.getString("status").equals("success") ? 0 : failed + 1;
        }
        long errors = runs.stream().filter(run -> run.getString("status").equals("error")).count();
        boolean isHopeless = process.getString("name").startsWith("hopeless-");
        boolean isCancelled = process.getString("status").equals("cancelled");
        if (isHopeless) {
            expect(complaints, pid, "status", "failed", process.getString("status"));
            expect(complaints, pid, "failed attempts", MOST_RETRIES + 1L, errors);
            expect(complaints, pid, "status of the last run", "error", process.getString("last_status"));
        } else if (!isCancelled) {
            expect(complaints, pid, "status", "finished", process.getString("status"));
            expect(complaints, pid, "successful attempts", 2L, runs.stream().filter(run -> run.getString("status").equals("success")).count());
            expect(complaints, pid, "more failed attempts than its policy allows", true, errors <= FAILURES);
            expect(complaints, pid, "status of the last run", "success", process.getString("last_status"));
        }
        if (!isCancelled) {
            expect(complaints, pid, "failed runs since the last success", failed, process.getInt("runs_failed"));
        }
        return complaints;
    }

    private static void expect(List<String> complaints, String pid, String what, Object expected, Object found) {
        if (!expected.equals(found)) {
            complaints.add("process " + pid + ", " + what + ": expected " + expected + ", found " + found);
        }
    }
}
