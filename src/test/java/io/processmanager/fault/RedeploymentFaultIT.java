package io.processmanager.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processmanager.testing.ApplicationServer;
import io.processmanager.testing.Await;
import io.processmanager.testing.OnlyOn;
import io.processmanager.testing.ServerKind;
import io.processmanager.testing.WildFlyServer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Administrators at work: what is orderly hands everything back at once, and loses as little as a crash does. */
@ExtendWith(ClusterExtension.class)
class RedeploymentFaultIT {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    @Test
    void redeployingTheWarUnderLoadLosesNothing(Cluster cluster) {
        List<NodeLog> logs = cluster.nodes().stream().map(NodeLog::of).toList();
        Load load = cluster.load("redeploy-", Duration.ofMillis(80), cluster.mixture()).begin(2);
        long millis;
        try (load) {
            Rhythm.pause(Duration.ofSeconds(2));
            long begin = System.nanoTime();
            cluster.first.redeploy();
            millis = Duration.ofNanos(System.nanoTime() - begin).toMillis();
            Await.until("the new deployment to work", LIMIT, () -> logs.get(0).count("registered on node first") >= 1);
            Rhythm.pause(Duration.ofSeconds(2));
        }
        Audit.Findings found = cluster.audit(load, Duration.ofSeconds(60));
        Figures.print("redeployment under load", "took " + millis + " ms, rescues " + logs.stream().mapToInt(NodeLog::rescued).sum() + ", stale writes refused "
                + logs.stream().mapToInt(NodeLog::staleWrites).sum() + ", claims handed back " + logs.stream().mapToInt(NodeLog::orphans).sum() + ", " + found);
        assertEquals(List.of(), found.complaints());
        assertEquals(0, cluster.sql.count("select count(*) from process where name like 'redeploy-%' and rescues > 0"));
    }

    @Test
    void anOrderlyStopHandsItsProcessesBackAtOnce(Cluster cluster) {
        String pid = Calls.start(cluster.first, cluster.specifications.longStep("stop-1", 5000));
        ApplicationServer stopping = cluster.runningNode(pid);
        Await.until("the first run", LIMIT, () -> cluster.traces.begun(pid, "long").size(), runs -> runs == 1);
        long asked = System.currentTimeMillis();
        CompletableFuture<Void> stopped = CompletableFuture.runAsync(stopping::stop);
        Await.until("another node to begin the step again", LIMIT, () -> cluster.traces.begun(pid, "long").size(), runs -> runs == 2);
        stopped.join();
        Calls.awaitStatus(cluster.other(stopping), pid, "finished", LIMIT);

        long millis = cluster.traces.begun(pid, "long").get(1).begin() - asked;
        long handedOver = cluster.traces.begun(pid, "long").get(1).begin() - cluster.traces.stopped(pid, "long").get(0).end();
        Figures.print("orderly stop", "the step began elsewhere " + millis + " ms after the server was told to stop (grace " + Cluster.STOP_GRACE.toMillis()
                + " ms), and " + handedOver + " ms after it was stopped here");
        assertEquals(0, cluster.sql.count("select rescues from process where pid = ?", pid), "a checkpoint begins the count anew");
        assertTrue(handedOver < Cluster.LEASE.toMillis(), "handing back took " + handedOver + " ms");
        assertEquals(1, cluster.sql.count("select count(*) from ledger where pid = ?", pid));
    }

    @Test
    @OnlyOn(value = ServerKind.WILDFLY, because = "Payara knows no suspension")
    void suspendAndResumeRunNothingTwice(Cluster cluster) {
        WildFlyServer wildFly = (WildFlyServer) cluster.first;
        List<NodeLog> logs = cluster.nodes().stream().map(NodeLog::of).toList();
        Load load = cluster.load("suspend-", Duration.ofMillis(100), cluster.mixture()).begin(2);
        long resumed;
        try (load) {
            Rhythm.pause(Duration.ofSeconds(2));
            wildFly.suspend();
            Rhythm.pause(Duration.ofSeconds(3));
            wildFly.resume();
            resumed = System.currentTimeMillis();
            Await.until("the resumed node to execute something", LIMIT,
                    () -> cluster.traces.runs().stream().anyMatch(run -> run.node().equals("first") && run.begin() > resumed));
        }
        Audit.Findings found = cluster.audit(load, Duration.ofSeconds(60));
        Figures.print("suspend and resume", "rescues " + logs.stream().mapToInt(NodeLog::rescued).sum() + ", stale writes refused "
                + logs.stream().mapToInt(NodeLog::staleWrites).sum() + ", claims handed back " + logs.stream().mapToInt(NodeLog::orphans).sum() + ", " + found);
        assertEquals(List.of(), found.complaints());
    }
}
