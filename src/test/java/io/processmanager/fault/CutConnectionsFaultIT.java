package io.processmanager.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processmanager.testing.TcpProxy;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Connections to the database are cut while transactions are under way, also between a commit and its answer. */
@ExtendWith(ClusterExtension.class)
class CutConnectionsFaultIT {

    private static final Duration CUT_INTERVAL = Duration.ofMillis(300);
    private static final int CUTS = 50;
    private static final int ENOUGH = 30;
    /** To the commits of callers and transactional steps, and to the writer's shared checkpoints, which are committed without being told to. */
    private static final List<String> ANSWERS = List.of("COMMIT", "INSERT 0 1");
    private static final Duration LONGEST = Duration.ofSeconds(40);
    private static final Duration QUIET_LIMIT = Duration.ofSeconds(60);

    /** A writer that repeats a commit whose answer was lost meets its own success: it must recognize it. */
    @Test
    void nothingIsLostOrDoneTwiceWhenCommitsSucceedButTheirAnswersAreLost(Cluster cluster) {
        List<TcpProxy> wires = List.of(cluster.firstWire, cluster.secondWire);
        int before = lostAnswers(wires);
        Load load = cluster.load("unanswered-", Duration.ofMillis(80), cluster.mixture()).begin(2);
        try (load) {
            long end = System.nanoTime() + LONGEST.toNanos();
            int round = 0;
            while (lostAnswers(wires) - before < ENOUGH && System.nanoTime() - end < 0) {
                Rhythm.pause(Duration.ofMillis(1500));
                String answer = ANSWERS.get(round++ % ANSWERS.size());
                wires.forEach(wire -> wire.loseAnswersWith(answer));
                Rhythm.pause(Duration.ofMillis(1200));
                wires.forEach(TcpProxy::loseNoAnswers);
            }
        }
        Audit.Findings found = cluster.audit(load, QUIET_LIMIT);
        int lostAnswers = lostAnswers(wires) - before;
        Figures.print("lost answers", "answers to commits lost " + lostAnswers + ", " + found);
        assertTrue(lostAnswers >= ENOUGH, "only " + lostAnswers + " answers were lost: nothing was tested");
        assertEquals(List.of(), found.complaints());
    }

    @Test
    void nothingIsLostOrDoneTwiceWhenConnectionsAreCutAgainAndAgain(Cluster cluster) {
        List<NodeLog> logs = cluster.nodes().stream().map(NodeLog::of).toList();
        int before = cluster.firstWire.cuts() + cluster.secondWire.cuts();
        Load load = cluster.load("cut-", Duration.ofMillis(80), cluster.mixture()).begin(2);
        try (load) {
            for (int i = 0; i < CUTS; i++) {
                Rhythm.pause(CUT_INTERVAL);
                cluster.firstWire.cut();
                cluster.secondWire.cut();
            }
        }
        Audit.Findings found = cluster.audit(load, QUIET_LIMIT);
        int cuts = cluster.firstWire.cuts() + cluster.secondWire.cuts() - before;
        Figures.print("cut connections", "connections cut " + cuts + ", rescues " + logs.stream().mapToInt(NodeLog::rescued).sum() + ", stale writes refused "
                + logs.stream().mapToInt(NodeLog::staleWrites).sum() + ", claims handed back " + logs.stream().mapToInt(NodeLog::orphans).sum() + ", " + found);
        assertTrue(cuts > CUTS, "only " + cuts + " connections were cut: nothing was tested");
        assertEquals(List.of(), found.complaints());
    }

    private static int lostAnswers(List<TcpProxy> wires) {
        return wires.stream().mapToInt(TcpProxy::lostAnswers).sum();
    }
}
