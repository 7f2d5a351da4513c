package io.processmanager.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processmanager.testing.ApplicationServer;
import io.processmanager.testing.Await;
import io.processmanager.testing.Directories;
import io.processmanager.testing.ServerKind;
import jakarta.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A step that stops the server in an orderly way, each time it is executed. */
class ExitingStepFaultIT {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final Path directory = Path.of(System.getProperty("project.build.directory"), "fault", "exit");
    private final Traces traces = new Traces(directory.resolve("exit.trace"));
    private final Specifications specifications = new Specifications(directory.resolve("exit.trace"));

    @Test
    void aStepThatStopsItsServerAgainAndAgainIsGivenUp() throws Exception {
        Directories.delete(directory);
        Files.createDirectories(directory.resolve("data"));
        ApplicationServer server = Cluster.node(ServerKind.ofBuild(), "exit", Cluster.stepJar()).data(directory.resolve("data")).setting("process-manager.runner.max-rescues", 1).start();
        try (server) {
            String exiting = Calls.start(server, specifications.exiting("exiting"));
            awaitStop(server, exiting, 1);
            startAlthoughItStopsAgain(server);
            awaitStop(server, exiting, 2);
            server.start();

            JsonObject process = server.api().get("/processes/" + exiting).body();
            assertEquals("failed", process.getString("status"));
            String message = process.getJsonObject("error").getString("message");
            assertTrue(message.contains("in the middle of step exit") && message.contains("broken off 2 times") && message.contains("seems to end servers"), message);
            assertEquals("exit", process.getJsonObject("error").getString("step"));
            assertEquals(2, traces.begun(exiting, "exit").size());
            assertEquals(1, traces.begun(exiting, "harmless").size());
        }
    }

    private void awaitStop(ApplicationServer server, String pid, int times) {
        Await.until("the server to be stopped for the time " + times, LIMIT, () -> traces.begun(pid, "exit").size() == times && !server.isRunning());
    }

    /** Perhaps before it is said to be ready. */
    private static void startAlthoughItStopsAgain(ApplicationServer server) {
        try {
            server.start();
        } catch (AssertionError stopped) {
            assertTrue(stopped.getMessage().contains("exit code 3"), stopped.getMessage());
        }
    }
}
