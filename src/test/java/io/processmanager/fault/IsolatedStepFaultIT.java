package io.processmanager.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processmanager.testing.ApplicationServer;
import io.processmanager.testing.Await;
import io.processmanager.testing.Directories;
import io.processmanager.testing.ServerKind;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** A server dies by kill -9 while it executes an isolated step. */
@EnabledOnOs(OS.LINUX)
class IsolatedStepFaultIT {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration END_OF_CHILDREN = Duration.ofSeconds(5);

    private final Path directory = Path.of(System.getProperty("project.build.directory"), "fault", "isolated");

    @Test
    void virtualMachineEndsWithItsServerAndTheStepRunsAgain() throws IOException {
        Directories.delete(directory);
        Files.createDirectories(directory.resolve("data"));
        Path trace = directory.resolve("trace");
        try (ApplicationServer server = Cluster.node(ServerKind.ofBuild(), "isolated", Cluster.stepJar()).data(directory.resolve("data")).start()) {
            JsonObject step = Json.createObjectBuilder().add("type", "fault-traced").add("isolation", "process")
                    .add("args", Json.createArrayBuilder().add(trace.toString()).add(5_000)).build();
            String pid = Calls.start(server, Json.createObjectBuilder().add("steps", Json.createObjectBuilder().add("run", step)).build());
            Traces traces = new Traces(trace);
            Await.until("the step to begin", LIMIT, () -> traces.begun(pid, "run").size(), begun -> begun == 1);
            List<ProcessHandle> children = ProcessHandle.allProcesses().filter(process -> process.info().commandLine().filter(line -> line.contains("io.processmanager.remote.RemoteMain")).isPresent()).toList();
            assertTrue(!children.isEmpty(), "no virtual machine of the step");

            server.kill();

            Await.until("the end of the virtual machine", END_OF_CHILDREN, () -> children.stream().filter(ProcessHandle::isAlive).count(), living -> living == 0);
            server.start();
            Calls.awaitStatus(server, pid, "finished", LIMIT);
            assertEquals(2, traces.begun(pid, "run").size());
            assertEquals(1, traces.ended(pid, "run").size());
        }
    }
}
