package io.processmanager.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processmanager.testing.ApplicationServer;
import io.processmanager.testing.Await;
import io.processmanager.testing.HttpApi;
import io.processmanager.testing.PostgresServer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The database crashes and comes back while everything is at work. */
@ExtendWith(ClusterExtension.class)
class DatabaseRestartFaultIT {

    private static final Duration OUTAGE = Duration.ofSeconds(5);

    /** What the server itself has to say of a database that is away for so long; with each try it could be hundreds. */
    private static final int MOST_OF_THE_POOL = 20;

    @Test
    void nothingIsLostWhenTheDatabaseCrashesAndComesBack(Cluster cluster) {
        List<NodeLog> logs = cluster.nodes().stream().map(NodeLog::of).toList();
        Load load = cluster.load("outage-", Duration.ofMillis(80), cluster.mixture()).begin(2);
        try (load) {
            Rhythm.pause(Duration.ofSeconds(3));
            long stopped = System.nanoTime();
            cluster.postgres.stop(PostgresServer.Stop.IMMEDIATE);
            cluster.nodes().forEach(DatabaseRestartFaultIT::saysThatTheDatabaseIsAway);
            Rhythm.pause(OUTAGE.minusNanos(System.nanoTime() - stopped));
            cluster.postgres.start();
            Await.until("both nodes to say that the database is back", Duration.ofSeconds(30),
                    () -> logs.stream().allMatch(log -> log.count("The database answers again") > 0));
            Rhythm.pause(Duration.ofSeconds(2));
        }
        Audit.Findings found = cluster.audit(load, Duration.ofSeconds(60));
        List<Integer> warnings = logs.stream().map(log -> log.count("WARN.*The database does not answer")).toList();
        List<Integer> ofThePool = logs.stream().map(log -> log.count("(WARN|WARNING|ERROR|SEVERE) +\\[(org\\.jboss\\.jca|javax\\.enterprise\\.resource)")).toList();
        Figures.print("database restarted", "outage " + OUTAGE.toSeconds() + " s, warnings of ours per node " + warnings + ", of the server's pool " + ofThePool
                + ", rescues " + logs.stream().mapToInt(NodeLog::rescued).sum() + ", stale writes refused "
                + logs.stream().mapToInt(NodeLog::staleWrites).sum() + ", " + found);
        assertEquals(List.of(), found.complaints());
        // A second one where the database, still recovering, answered for a second and then failed once more.
        assertTrue(warnings.stream().allMatch(count -> count >= 1 && count <= 2), "warnings per node: " + warnings);
        assertTrue(ofThePool.stream().allMatch(count -> count <= MOST_OF_THE_POOL), "of the server's pool per node: " + ofThePool);
    }

    private static void saysThatTheDatabaseIsAway(ApplicationServer node) {
        HttpApi.Answer answer = node.api().get("/processes?limit=1");
        assertEquals(503, answer.status(), answer.text());
        assertEquals("application/problem+json", answer.header("Content-Type"));
        assertTrue(answer.body().getString("type").endsWith("/database-unavailable"), answer.text());
        assertEquals("5", answer.header("Retry-After"));
    }
}
