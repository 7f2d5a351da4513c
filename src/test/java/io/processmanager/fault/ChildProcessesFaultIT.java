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
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Servers are killed while processes start others and wait for them. */
@ExtendWith(ClusterExtension.class)
class ChildProcessesFaultIT {

    private static final Duration LIMIT = Duration.ofSeconds(120);
    private static final Duration WORK_BETWEEN_KILLS = Duration.ofSeconds(2);
    private static final int PARENTS_FOR_EACH_KILL = 60;
    private static final int CHILDREN = 4;

    private final String name = "parents-" + System.nanoTime();

    @Test
    void eachParentStartsItsChildrenOnceAndEndsOnceWithAllOfThem(Cluster cluster) {
        List<String> pids = new ArrayList<>();
        for (ApplicationServer victim : cluster.nodes()) {
            HttpApi.Answer started = cluster.other(victim).api().post("/processes/batch", parents(cluster));
            assertEquals(201, started.status(), started.text());
            pids.addAll(started.body().getJsonArray("pids").getValuesAs(JsonString::getString));
            Rhythm.pause(WORK_BETWEEN_KILLS);
            Await.until("children in progress on the node to be killed, and parents that wait", LIMIT, () -> cluster.sql.count("""
                    select count(*) from process p join runner r on r.id = p.runner_id join process q on q.pid = p.parent
                        where p.name = ? and p.step_started_at is not null and q.state = 'WAITING' and r.node = ?
                    """, name + "-child", cluster.nameOf(victim)), running -> running > 0);
            victim.kill();
            victim.start();
        }
        Await.until("the end of all", LIMIT, () -> cluster.sql.count("select count(*) from process where name in (?, ?) and finished_at is null", name, name + "-child"), left -> left == 0L);

        long rescued = cluster.sql.count("select count(*) from process where name = ? and times_rescued > 0", name + "-child");
        Figures.print("killed with children", "parents " + pids.size() + ", children of each " + CHILDREN + ", kills " + cluster.nodes().size() + ", rescued children " + rescued);
        assertTrue(rescued > 0, "no child lost its server: nothing was tested");
        assertEquals(pids.size(), cluster.sql.count("select count(*) from process where name = ? and state = 'FINISHED'", name));
        assertEquals(pids.size() * CHILDREN, cluster.sql.count("select count(*) from process where name = ? and state = 'FINISHED'", name + "-child"));
        assertEquals(pids.size() * CHILDREN, cluster.sql.count("select count(*) from ledger l join process p on p.pid = l.pid where p.name = ?", name + "-child"));
        assertEquals(pids.size(), cluster.sql.count("select count(*) from ledger l join process p on p.pid = l.pid where p.name = ?", name));
        pids.forEach(pid -> audit(cluster, pid));
    }

    private JsonObject parents(Cluster cluster) {
        JsonArrayBuilder children = Json.createArrayBuilder();
        for (int i = 0; i < CHILDREN; i++) {
            children.add(Json.createObjectBuilder().add("name", name + "-child").add("steps", Json.createObjectBuilder().add("work", cluster.specifications.traced(150))
                    .add("ledger", cluster.specifications.ledger(50))).add("timeout", 600));
        }
        JsonArrayBuilder all = Json.createArrayBuilder();
        JsonObject argument = Json.createObjectBuilder().add("processes", children).build();
        for (int i = 0; i < PARENTS_FOR_EACH_KILL; i++) {
            all.add(Json.createObjectBuilder().add("name", name).add("timeout", 600).add("steps", Json.createObjectBuilder()
                    .add("fan-out", Json.createObjectBuilder().add("type", "processes").add("args", Json.createArrayBuilder().add(argument)))
                    .add("ledger", cluster.specifications.ledger(20))));
        }
        return Json.createObjectBuilder().add("processes", all).build();
    }

    private static void audit(Cluster cluster, String pid) {
        JsonObject process = cluster.first.api().get("/processes/" + pid).body();
        List<JsonObject> children = process.getJsonArray("steps").getJsonObject(0).getJsonObject("output").getJsonArray("children").getValuesAs(JsonObject.class);

        assertEquals(CHILDREN, children.stream().filter(child -> child.getString("status").equals("finished")).map(child -> child.getString("pid")).distinct().count(), process::toString);
        assertEquals(CHILDREN, cluster.sql.count("select count(*) from process where parent = ?", pid));
    }
}
