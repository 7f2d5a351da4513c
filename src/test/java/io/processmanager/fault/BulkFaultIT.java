package io.processmanager.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processmanager.testing.ApplicationServer;
import io.processmanager.testing.Await;
import io.processmanager.testing.HttpApi;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The node that makes a bulk change is killed in the middle of it. */
@ExtendWith(ClusterExtension.class)
class BulkFaultIT {

    private static final Duration LIMIT = Duration.ofSeconds(120);
    private static final int REQUESTS = 3;
    private static final int PER_REQUEST = 1_000;
    private static final int ALL = REQUESTS * PER_REQUEST;

    private final String name = "bulk-" + UUID.randomUUID();

    @Test
    void eachProcessIsRetriedOnceAlthoughTheNodeThatRetriesThemIsKilled(Cluster cluster) {
        for (int i = 0; i < REQUESTS; i++) {
            HttpApi.Answer answer = cluster.first.api().post("/processes/batch", failing());
            assertEquals(201, answer.status(), answer.text());
        }
        awaitAllFailed(cluster);
        // Without a status in the filter, whoever began anew would retry what has failed again meanwhile.
        HttpApi.Answer accepted = cluster.first.api().post("/processes/bulk", Json.createObjectBuilder().add("action", "retry")
                .add("filter", Json.createObjectBuilder().add("name", name)).build());
        assertEquals(202, accepted.status(), accepted.text());
        String pid = accepted.body().getString("pid");
        ApplicationServer victim = cluster.runningNode(pid);
        Await.until("some batches", LIMIT, () -> changed(cluster, pid), changed -> changed >= 200);
        victim.kill();
        long changedBefore = changed(cluster, pid);

        ApplicationServer survivor = cluster.other(victim);
        Calls.awaitStatus(survivor, pid, "finished", LIMIT);
        JsonObject finished = survivor.api().get("/processes/" + pid).body();
        awaitAllFailed(cluster);
        cluster.startBoth();

        Figures.print("bulk change", "changed before the kill " + changedBefore + " of " + ALL + ", rescues " + finished.getInt("rescues"));
        assertTrue(changedBefore < ALL, "it was done before the kill: nothing was tested");
        assertEquals(Json.createObjectBuilder().add("matched", ALL).add("changed", ALL).add("skipped", 0).build(), finished.get("output"));
        assertEquals(0L, cluster.sql.count("select count(*) from (select p.pid from process p left join process_run r on r.pid = p.pid and r.status = 'ERROR' where p.name = ?"
                + " group by p.pid having count(r.pid) <> 2) other", name), "processes that were not executed twice");
    }

    private JsonObject failing() {
        JsonArrayBuilder processes = Json.createArrayBuilder();
        for (int i = 0; i < PER_REQUEST; i++) {
            processes.add(Json.createObjectBuilder().add("name", name).add("steps", Json.createObjectBuilder().add("check", Json.createObjectBuilder()
                    .add("type", "require").add("args", Json.createArrayBuilder().add("/never")))));
        }
        return Json.createObjectBuilder().add("processes", processes).build();
    }

    private void awaitAllFailed(Cluster cluster) {
        Await.until("the failure of all", LIMIT, () -> cluster.sql.count("select count(*) from process where name = ? and state = 'FAILED'", name), failed -> failed == ALL);
    }

    private static long changed(Cluster cluster, String pid) {
        return cluster.sql.count("select coalesce(cast(cast(next_input as json)->>'changed' as bigint), 0) from process where pid = ?", pid);
    }
}
