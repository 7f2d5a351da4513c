package io.processmanager.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processmanager.testing.ApplicationServer;
import io.processmanager.testing.Await;
import io.processmanager.testing.Directories;
import io.processmanager.testing.ServerKind;
import io.processmanager.testing.Sql;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One node with the embedded database dies in the middle of its work: by kill -9, and by a step that takes it down. */
class DerbyCrashFaultIT {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final Path directory = Path.of(System.getProperty("project.build.directory"), "fault", "derby");
    private final Traces traces = new Traces(directory.resolve("derby.trace"));
    private final Specifications specifications = new Specifications(directory.resolve("derby.trace"));
    private final Sql sql = new Sql("jdbc:derby:" + directory.resolve("data/derby"), "app", "app");

    @Test
    void aCrashedServerContinuesFromTheLastCheckpointsAndGivesUpWhatKeepsKillingIt() throws Exception {
        Directories.delete(directory);
        Files.createDirectories(directory.resolve("data"));
        new Sql("jdbc:derby:" + directory.resolve("data/derby") + ";create=true", "app", "app")
                .execute("create table ledger (pid varchar(32) not null, step varchar(100) not null, node varchar(100) not null)");
        closeDerby();
        ApplicationServer server = Cluster.node(ServerKind.ofBuild(), "derby", Cluster.stepJar()).data(directory.resolve("data")).setting("process-manager.runner.max-rescues", 1).start();
        Load load = new Load("derby-", List.of(server.api().uri("")), Duration.ofMillis(80),
                List.of(specifications::ordinary, specifications::slow, specifications::withApproval));
        try (server; load) {
            load.begin(2);
            String inTheMiddle = Calls.start(server, specifications.longStep("checkpointed", 400));
            Await.until("a checkpoint", LIMIT, () -> traces.begun(inTheMiddle, "short").size(), runs -> runs == 1);
            Rhythm.pause(Duration.ofSeconds(2));
            server.kill();
            NodeLog log = NodeLog.of(server);
            server.start();
            Calls.awaitStatus(server, inTheMiddle, "finished", LIMIT);
            assertEquals(1, traces.begun(inTheMiddle, "long").size(), "the step before the checkpoint has run again");

            String halting = Calls.start(server, specifications.halting("halting"));
            awaitTakenDown(server, halting, 1);
            startAlthoughItIsTakenDownAgain(server);
            awaitTakenDown(server, halting, 2);
            server.start();
            Calls.awaitStatus(server, halting, "failed", LIMIT);
            String message = server.api().get("/processes/" + halting).body().getJsonObject("error").getString("message");
            assertTrue(message.contains("died while it executed this step"), message);
            assertEquals(2, traces.begun(halting, "halt").size());
            assertEquals(1, traces.begun(halting, "harmless").size());
            load.stop();
            Await.until("everything else to end", LIMIT, () -> {
                load.proceedAll();
                return List.of("queued", "running", "interrupted").stream()
                        .allMatch(status -> server.api().get("/processes?limit=1&status=" + status).body().getJsonArray("items").isEmpty());
            });
            server.stop();
            Audit.Findings found = Audit.of(sql, traces, load, Duration.ofSeconds(1));
            Figures.print("Derby", "kills 3 (2 of them by a step), rescues " + log.rescued() + ", stale writes refused " + log.staleWrites() + ", " + found);
            assertEquals(List.of(), found.complaints());
        } finally {
            closeDerby();
        }
    }

    private void awaitTakenDown(ApplicationServer server, String pid, int times) {
        Await.until("the server to be taken down for the time " + times, LIMIT, () -> traces.begun(pid, "halt").size() == times && !server.isRunning());
    }

    /** Perhaps before it is said to be ready. */
    private static void startAlthoughItIsTakenDownAgain(ApplicationServer server) {
        try {
            server.start();
        } catch (AssertionError takenDown) {
            assertTrue(takenDown.getMessage().contains("exit code 137"), takenDown.getMessage());
        }
    }

    /** Derby says by an exception that it has closed the database. */
    private void closeDerby() {
        try {
            DriverManager.getConnection("jdbc:derby:" + directory.resolve("data/derby") + ";shutdown=true", "app", "app").close();
        } catch (SQLException closed) {
            assertTrue(List.of("08006", "XJ004").contains(closed.getSQLState()), closed::toString);
        }
    }
}
