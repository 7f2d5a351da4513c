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
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Servers are killed in the middle of compensations. */
@ExtendWith(ClusterExtension.class)
class CompensationFaultIT {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration WORK_BETWEEN_KILLS = Duration.ofSeconds(1);
    private static final int PROCESSES_FOR_EACH_KILL = 120;

    /** Between the clock of a node and its reckoning of that of the database. */
    private static final long CLOCK_TOLERANCE_MILLIS = 200;

    private final String name = "compensated-" + System.nanoTime();

    @Test
    void everyCompensationIsExecutedAndNoneAgainOnceItsEndIsDurable(Cluster cluster) {
        List<String> pids = new ArrayList<>();
        for (ApplicationServer victim : cluster.nodes()) {
            HttpApi.Answer started = cluster.other(victim).api().post("/processes/batch", processes(cluster));
            assertEquals(201, started.status(), started.text());
            pids.addAll(started.body().getJsonArray("pids").getValuesAs(JsonString::getString));
            Rhythm.pause(WORK_BETWEEN_KILLS);
            Await.until("compensations in progress on the node to be killed", LIMIT, () -> cluster.sql.count("""
                    select count(*) from process p join runner r on r.id = p.runner_id where p.name = ? and p.compensating is not null and p.step_started_at is not null and r.node = ?
                    """, name, cluster.nameOf(victim)), compensating -> compensating > 0);
            victim.kill();
            victim.start();
        }
        Await.until("the end of all", LIMIT, () -> cluster.sql.count("select count(*) from process where name = ? and finished_at is null", name), left -> left == 0L);

        long lost = cluster.sql.count("select count(*) from process_run r join process p on p.pid = r.pid where p.name = ? and r.compensation = 1 and r.status = 'LOST'", name);
        Figures.print("killed in compensations", "processes " + pids.size() + ", kills " + cluster.nodes().size() + ", lost runs of compensations " + lost);
        assertTrue(lost > 0, "no compensation lost its server: nothing was tested");
        assertEquals(pids.size(), cluster.sql.count("select count(*) from process where name = ? and state = 'FAILED' and failed_compensations = 0 and compensating is null", name));
        List<Traces.Run> traces = cluster.traces.runs();
        pids.forEach(pid -> audit(cluster, pid, traces.stream().filter(run -> run.pid().equals(pid)).toList()));
    }

    private JsonObject processes(Cluster cluster) {
        JsonArrayBuilder all = Json.createArrayBuilder();
        for (int i = 0; i < PROCESSES_FOR_EACH_KILL; i++) {
            all.add(cluster.specifications.compensated(name));
        }
        return Json.createObjectBuilder().add("processes", all).build();
    }

    private static void audit(Cluster cluster, String pid, List<Traces.Run> traces) {
        JsonObject process = cluster.first.api().get("/processes/" + pid).body();
        List<JsonObject> runs = cluster.first.api().get("/processes/" + pid + "/runs?limit=500").body().getJsonArray("items").getValuesAs(JsonObject.class).stream()
                .filter(run -> run.getBoolean("compensation")).toList();

        assertEquals("completed", process.getJsonObject("compensation").getString("status"), process.toString());
        assertEquals(List.of("pack", "charge", "book"), runs.stream().filter(run -> run.getString("status").equals("success")).map(run -> run.getString("step")).toList(),
                "the last step first, each once: " + runs);
        assertEquals(1, cluster.sql.count("select count(*) from ledger where pid = ? and step = 'charge'", pid), "rows in the ledger of " + pid);
        runs.stream().filter(run -> run.getString("status").equals("success")).forEach(run -> {
            List<Traces.Run> executed = traces.stream().filter(trace -> trace.isBegin() && trace.step().equals(run.getString("step")) && trace.attempt() > 1).toList();
            long durable = Instant.parse(run.getString("finished_at")).toEpochMilli();
            assertTrue(executed.stream().anyMatch(trace -> trace.attempt() == run.getInt("attempt")), () -> run + " left no trace");
            assertEquals(List.of(), executed.stream().filter(trace -> trace.begin() > durable + CLOCK_TOLERANCE_MILLIS).toList(), () -> "executed again after its end: " + run);
        });
    }
}
