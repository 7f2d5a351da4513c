package io.processmanager.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processmanager.testing.ApplicationServer;
import io.processmanager.testing.Await;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** One of two nodes is cut off from the database for longer than its lease. */
@ExtendWith(ClusterExtension.class)
class PartitionFaultIT {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    @Test
    void aNodeWithoutTheDatabaseStopsItsStepsAndTheOtherOneContinues(Cluster cluster) {
        Load load = cluster.load("partition-", Duration.ofMillis(100), cluster.mixture()).begin(2);
        String pid;
        ApplicationServer cutOff;
        NodeLog log;
        NodeLog otherLog;
        try (load) {
            pid = Calls.start(cluster.first, cluster.specifications.longStep("partitioned-1", 6000));
            cutOff = cluster.runningNode(pid);
            log = NodeLog.of(cutOff);
            otherLog = NodeLog.of(cluster.other(cutOff));
            Await.until("the first run", LIMIT, () -> cluster.traces.begun(pid, "long").size(), runs -> runs == 1);

            cluster.wireOf(cutOff).partition();
            try {
                Await.until("the step to be stopped", LIMIT, () -> cluster.traces.stopped(pid, "long").size(), runs -> runs == 1);
                Await.until("the other node to begin it again", LIMIT, () -> cluster.traces.begun(pid, "long").size(), runs -> runs == 2);
                Rhythm.pause(Duration.ofSeconds(2));
            } finally {
                cluster.wireOf(cutOff).heal();
            }
            Calls.awaitStatus(cluster.other(cutOff), pid, "finished", LIMIT);
            Await.until("the healed node to be back", LIMIT, () -> log.count("registered on node") >= 1);
        }
        Audit.Findings found = cluster.audit(load, Duration.ofSeconds(60));
        long overlap = cluster.traces.stopped(pid, "long").get(0).end() - cluster.traces.begun(pid, "long").get(1).begin();
        Figures.print("partition", "the step was stopped " + -overlap + " ms before it began elsewhere, rescues " + otherLog.rescued() + ", stale writes refused "
                + log.staleWrites() + ", claims handed back " + (log.orphans() + otherLog.orphans()) + ", " + found);
        assertEquals(1, cluster.traces.begun(pid, "short").size());
        assertEquals(1, cluster.sql.count("select count(*) from ledger where pid = ?", pid));
        assertTrue(overlap < 1000, "the step went on for " + overlap + " ms beside its second run");
        assertEquals(List.of(), found.complaints());
    }
}
