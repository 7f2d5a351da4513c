package io.processmanager.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processmanager.testing.ApplicationServer;
import io.processmanager.testing.Await;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Servers are killed in the middle of steps, again and again, while clients start, proceed and cancel. */
@ExtendWith(ClusterExtension.class)
class KilledNodeFaultIT {

    private static final Duration WORK_BETWEEN_KILLS = Duration.ofSeconds(3);

    private static final int LEAST_KILLS = 4;

    private static final int COMMITS = 2;
    private static final Duration COMMIT_LIMIT = Duration.ofSeconds(20);

    @Test
    void nothingIsLostOrDoneTwiceWhenServersAreKilledAgainAndAgain(Cluster cluster) {
        List<NodeLog> logs = cluster.nodes().stream().map(NodeLog::of).toList();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(Long.getLong("fault.seconds", 60));
        int kills = 0;
        Load load = cluster.load("killed-", Duration.ofMillis(80), cluster.mixture()).begin(2);
        try (load) {
            do {
                Rhythm.pause(WORK_BETWEEN_KILLS);
                ApplicationServer victim = cluster.nodes().get(kills % 2);
                victim.kill();
                kills++;
                // Every third time the other one goes, too: then nobody is left to take over, and the work waits for a server.
                if (kills % 3 == 0) {
                    cluster.other(victim).kill();
                    kills++;
                }
                cluster.startBoth();
            } while (kills < LEAST_KILLS || System.nanoTime() - end < 0);
        }
        Audit.Findings found = cluster.audit(load, Duration.ofSeconds(60));
        int rescues = logs.stream().mapToInt(NodeLog::rescued).sum();
        Figures.print("killed servers", "kills " + kills + ", rescues " + rescues + ", stale writes refused "
                + logs.stream().mapToInt(NodeLog::staleWrites).sum() + ", " + found);
        assertTrue(rescues > 0, "no process lost its server: nothing was tested");
        assertEquals(List.of(), found.complaints());
    }

    @Test
    void nothingIsLostOrDoneTwiceWhenAServerIsKilledInTheMiddleOfAGroupCommit(Cluster cluster) {
        Load load = cluster.load("commit-killed-", Duration.ofMillis(40), cluster.mixture()).begin(2);
        try (load) {
            for (int i = 0; i < COMMITS; i++) {
                Rhythm.pause(WORK_BETWEEN_KILLS);
                int before = cluster.firstWire.lostAnswers();
                // The commit has been made, and the server dies before it can learn of it.
                cluster.firstWire.loseAnswersWith("INSERT 0 1");
                Await.until("a commit whose answer is lost", COMMIT_LIMIT, cluster.firstWire::lostAnswers, lost -> lost > before);
                cluster.first.kill();
                cluster.firstWire.loseNoAnswers();
                cluster.startBoth();
            }
        }
        Audit.Findings found = cluster.audit(load, Duration.ofSeconds(60));
        Figures.print("killed in commits", "kills " + COMMITS + ", " + found);
        assertEquals(List.of(), found.complaints());
    }
}
