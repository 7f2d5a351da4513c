package io.processmanager.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processmanager.testing.ApplicationServer;
import io.processmanager.testing.Await;
import io.processmanager.testing.HttpApi;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Runners are paused and drained from any node, and what they do not execute another one does. */
@ExtendWith(ClusterExtension.class)
class RunnersFaultIT {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final int MANY = 40;

    private static JsonObject runner(Cluster cluster, ApplicationServer node) {
        String name = node == cluster.first ? "first" : "second";
        return cluster.other(node).api().get("/runners").body().getJsonArray("items").getValuesAs(JsonObject.class).stream()
                .filter(runner -> runner.getString("node").equals(name)).findFirst().orElseThrow();
    }

    /** By the other node. */
    private static String order(Cluster cluster, ApplicationServer node, String action, String status) {
        String id = runner(cluster, node).getString("id");
        HttpApi.Answer answer = cluster.other(node).api().post("/runners/" + id + "/" + action);
        assertEquals(200, answer.status(), answer.text());
        assertEquals(status, answer.body().getString("status"));
        return id;
    }

    /** Whatever it has begun since. */
    private static List<String> nodesOf(Cluster cluster, List<String> pids) {
        return pids.stream().flatMap(pid -> cluster.traces.begun(pid, "short").stream()).map(run -> run.node()).distinct().sorted().toList();
    }

    private static List<String> start(Cluster cluster, ApplicationServer node, String prefix) {
        return IntStream.range(0, MANY).mapToObj(i -> Calls.start(node, cluster.specifications.process(prefix + i))).toList();
    }

    private static void awaitNoted(ApplicationServer node, String id, String status, int before) {
        Await.until("the runner to say that it is " + status, LIMIT, () -> count(node, id, status), count -> count > before);
    }

    private static int count(ApplicationServer node, String id, String status) {
        return node.logText().split("Runner " + id + " is " + status + " from now on", -1).length - 1;
    }

    @Test
    void theOtherNodeTakesAllThatAPausedOneIsGivenWithinASignal(Cluster cluster) {
        long asked = System.nanoTime();
        String id = order(cluster, cluster.first, "pause", "paused");
        awaitNoted(cluster.first, id, "paused", 0);
        Figures.print("pause from another node", "noticed within " + Duration.ofNanos(System.nanoTime() - asked).toMillis() + " ms");
        List<String> whilePaused = start(cluster, cluster.first, "runners-paused-");
        whilePaused.forEach(pid -> Calls.awaitStatus(cluster.first, pid, "finished", LIMIT));
        assertEquals(List.of("second"), nodesOf(cluster, whilePaused));

        order(cluster, cluster.first, "resume", "running");
        awaitNoted(cluster.first, id, "running", 0);
        String back = Calls.start(cluster.first, cluster.specifications.process("runners-back"));
        Calls.awaitStatus(cluster.first, back, "finished", LIMIT);
        assertEquals(List.of("first"), nodesOf(cluster, List.of(back)));
    }

    @Test
    void anOrderThatIsNotHeardOfIsFoundByThePoll(Cluster cluster) {
        String id = runner(cluster, cluster.first).getString("id");
        cluster.sql.execute("update runner set status = 'PAUSED' where id = '" + id + "'");
        awaitNoted(cluster.first, id, "paused", 0);
        order(cluster, cluster.first, "resume", "running");
        awaitNoted(cluster.first, id, "running", 0);
    }

    @Test
    void aNodeThatIsDrainedInTheMiddleOfAStepEndsItAndTheOtherOneGoesOn(Cluster cluster) {
        String pid = Calls.start(cluster.first, cluster.specifications.longStep("runners-drained", 3_000));
        ApplicationServer drained = cluster.runningNode(pid);
        Await.until("the step to begin", LIMIT, () -> cluster.traces.begun(pid, "long").size(), runs -> runs == 1);

        String id = order(cluster, drained, "drain", "draining");

        Calls.awaitStatus(cluster.other(drained), pid, "finished", LIMIT);
        assertEquals(1, cluster.traces.begun(pid, "long").size(), "the step must not be broken off, though it takes longer than the grace time of a stop");
        assertTrue(nodesOf(cluster, List.of(pid)).stream().noneMatch(runner(cluster, drained).getString("node")::equals), "the next step runs on the other node");
        JsonObject ended = Await.until("the runner to end", LIMIT, () -> runner(cluster, drained), runner -> !runner.isNull("finished_at"));
        assertEquals("success", ended.getString("status"));
        assertEquals(id, ended.getString("id"));
        assertEquals(1, cluster.sql.count("select count(*) from ledger where pid = ?", pid));
        List<String> later = start(cluster, drained, "runners-late-");
        later.forEach(late -> Calls.awaitStatus(drained, late, "finished", LIMIT));
        assertEquals(List.of(runner(cluster, cluster.other(drained)).getString("node")), nodesOf(cluster, later));

        // The cluster is to be whole for the next test.
        drained.restart();
    }

    @Test
    void whatAPausedNodeExecutesIsRescuedWhenItIsKilled(Cluster cluster) {
        List<String> pids = IntStream.range(0, 6).mapToObj(i -> Calls.start(cluster.first, cluster.specifications.longStep("runners-killed-" + i, 4_000))).toList();
        pids.forEach(pid -> Await.until("the step to begin", LIMIT, () -> cluster.traces.begun(pid, "long").size(), runs -> runs == 1));
        ApplicationServer killed = cluster.runningNode(pids.get(0));
        String id = order(cluster, killed, "pause", "paused");
        awaitNoted(killed, id, "paused", 0);

        killed.kill();

        pids.forEach(pid -> Calls.awaitStatus(cluster.other(killed), pid, "finished", LIMIT));
        JsonObject dead = cluster.other(killed).api().get("/runners/" + id).body();
        assertEquals("timeout", dead.getString("status"));
        assertTrue(!dead.isNull("finished_at"), dead.toString());
        pids.forEach(pid -> assertEquals(1, cluster.sql.count("select count(*) from ledger where pid = ?", pid)));
        killed.start();
        assertEquals("running", runner(cluster, killed).getString("status"), "a new start is a new runner");
    }
}
