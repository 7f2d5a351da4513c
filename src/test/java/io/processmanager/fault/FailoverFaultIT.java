package io.processmanager.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processmanager.testing.ApplicationServer;
import io.processmanager.testing.Await;
import io.processmanager.testing.PostgresServer;
import io.processmanager.testing.ServerKind;
import io.processmanager.testing.Sql;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The database server dies, and its synchronous standby is promoted. The node knows both addresses, and takes whichever is the primary. */
class FailoverFaultIT {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration WORK = Duration.ofSeconds(5);

    @Test
    void nothingIsLostOrDoneTwiceWhenTheStandbyIsPromoted() {
        Path trace = Path.of(System.getProperty("project.build.directory"), "fault", "failover.trace");
        Specifications specifications = new Specifications(trace);
        try (PostgresServer primary = PostgresServer.start("primary")) {
            primary.sql().execute("create table ledger (pid varchar(32) not null, step varchar(100) not null, node varchar(100) not null)");
            try (PostgresServer standby = primary.startStandby("standby"); ApplicationServer node = Cluster.node(ServerKind.ofBuild(), "failover", Cluster.stepJar())
                    .postgres(primary, primary.port()).setting("process-manager.db.url", primary.urlOrThatOf(standby)).start()) {
                Load load = new Load("failover-", List.of(node.api().uri("")), Duration.ofMillis(40),
                        List.of(specifications::ordinary, specifications::withApproval, specifications::slow)).begin(3);
                Sql sql = standby.sql();
                long promoted;
                try (load) {
                    Rhythm.pause(WORK);
                    primary.stop(PostgresServer.Stop.IMMEDIATE);
                    long asked = System.nanoTime();
                    sql.text("select pg_promote()");
                    long before = sql.count("select count(*) from process_step");
                    Await.until("a checkpoint in the new primary", LIMIT, () -> sql.count("select count(*) from process_step"), count -> count > before);
                    promoted = Duration.ofNanos(System.nanoTime() - asked).toMillis();
                    Rhythm.pause(WORK);
                }
                Audit.Findings found = Audit.of(sql, new Traces(trace), load, LIMIT);
                Figures.print("failover", "the first checkpoint in the new primary " + promoted + " ms after it was told to be that, " + found);
                assertEquals(List.of(), found.complaints());
                assertTrue(found.accepted() > 0, "nothing was started: nothing was tested");
            }
        }
    }
}
