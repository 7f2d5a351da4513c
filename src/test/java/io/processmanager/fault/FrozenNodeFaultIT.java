package io.processmanager.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processmanager.testing.ApplicationServer;
import io.processmanager.testing.Await;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A node does not know that it was given up: it was frozen for longer than its lease, or its write was on the way for as long. */
@ExtendWith(ClusterExtension.class)
class FrozenNodeFaultIT {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    @Test
    void aFrozenNodeIsReplacedAndItsLateResultIsRefused(Cluster cluster) {
        String pid = Calls.start(cluster.first, cluster.specifications.longStep("frozen-1", 4000));
        ApplicationServer frozen = cluster.runningNode(pid);
        ApplicationServer other = cluster.other(frozen);
        NodeLog frozenLog = NodeLog.of(frozen);
        NodeLog otherLog = NodeLog.of(other);
        Await.until("the first run", LIMIT, () -> cluster.traces.begun(pid, "long").size(), runs -> runs == 1);

        frozen.freeze();
        try {
            Await.until("another node to begin the step again", LIMIT, () -> cluster.traces.begun(pid, "long").size(), runs -> runs == 2);
        } finally {
            frozen.thaw();
        }
        Await.until("the frozen node to notice", LIMIT, () -> frozenLog.count("was taken for dead") >= 1 && frozenLog.staleWrites() >= 1);
        Calls.awaitStatus(other, pid, "finished", LIMIT);

        Figures.print("frozen node", "rescues " + otherLog.rescued() + ", stale writes refused " + frozenLog.staleWrites() + ", runs of the step "
                + cluster.traces.begun(pid, "long").size() + ", of the next one " + cluster.traces.begun(pid, "short").size());
        assertTrue(otherLog.rescued() >= 1);
        assertEquals(1, cluster.traces.begun(pid, "short").size());
        assertEquals(1, cluster.sql.count("select count(*) from ledger where pid = ?", pid));
        worksAgain(cluster, frozen);
    }

    /**
     * The write of a node is under way in the database, where it waits for a lock, when the claim is taken by somebody else. No lease and no watchdog of
     * that node can help then: the fence alone decides.
     */
    @Test
    void aResultThatArrivesAfterTheClaimWasTakenIsRefusedByItsFence(Cluster cluster) throws SQLException {
        String pid = Calls.start(cluster.first, cluster.specifications.longStep("fenced-1", 1500));
        ApplicationServer late = cluster.runningNode(pid);
        NodeLog lateLog = NodeLog.of(late);
        String otherRunner = cluster.sql.text("select id from runner where finished_at is null and node <> ?", late == cluster.first ? "first" : "second");
        try (Connection connection = cluster.sql.connect()) {
            connection.setAutoCommit(false);
            try (PreparedStatement claim = connection.prepareStatement(
                    "update process set fence = fence + 1, revision = revision + 1, runner_id = ? where pid = ? and state = 'RUNNING' and step_index = 0")) {
                claim.setString(1, otherRunner);
                claim.setString(2, pid);
                assertEquals(1, claim.executeUpdate());
            }
            Await.until("the late write to wait for the lock", LIMIT, () -> cluster.traces.ended(pid, "long").size() == 1
                    && cluster.sql.count("select count(*) from pg_stat_activity where wait_event_type = 'Lock' and query like '%update process %'") > 0);
            connection.commit();
        }
        Await.until("the refusal", LIMIT, () -> lateLog.staleWrites() == 1);
        // The runner that holds the claim now does not know of it; it finds out, and the process begins the step once more.
        Calls.awaitStatus(late, pid, "finished", LIMIT);

        Figures.print("fence", "stale writes refused " + lateLog.staleWrites() + ", runs of the step " + cluster.traces.begun(pid, "long").size()
                + ", of the next one " + cluster.traces.begun(pid, "short").size());
        assertEquals(2, cluster.traces.begun(pid, "long").size());
        assertEquals(1, cluster.traces.begun(pid, "short").size());
        assertEquals(1, cluster.sql.count("select count(*) from ledger where pid = ?", pid));
        assertTrue(cluster.sql.count("select fence from process where pid = ?", pid) >= 3);
    }

    private static void worksAgain(Cluster cluster, ApplicationServer node) {
        String name = node == cluster.first ? "first" : "second";
        int[] number = {0};
        Await.until("node " + name + " to execute processes again", LIMIT, () -> {
            String pid = Calls.start(node, cluster.specifications.ordinary("again-" + number[0]++));
            Calls.awaitStatus(node, pid, "finished", LIMIT);
            return cluster.traces.begun(pid, "fetch").get(0).node();
        }, name::equals);
    }
}
