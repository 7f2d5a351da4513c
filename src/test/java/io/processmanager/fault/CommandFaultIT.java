package io.processmanager.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.processmanager.testing.ApplicationServer;
import io.processmanager.testing.Await;
import io.processmanager.testing.Directories;
import io.processmanager.testing.Napping;
import io.processmanager.testing.ServerKind;
import jakarta.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** A server dies by kill -9 while its step runs a program, which has left its session and minds no signal that it can mind. */
@EnabledOnOs(OS.LINUX)
class CommandFaultIT {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration END_OF_CHILDREN = Duration.ofSeconds(5);

    private final Path directory = Path.of(System.getProperty("project.build.directory"), "fault", "command");
    @Test
    void programsEndWithTheirServerAndTheStepRunsAgain() throws IOException {
        Directories.delete(directory);
        Files.createDirectories(directory.resolve("data"));
        Path mark = directory.resolve("has-run");
        Napping nap = new Napping();
        String script = "[ -e " + mark + " ] && exec echo '{\"again\": true}'; touch " + mark + "; trap '' HUP INT TERM PIPE; setsid " + nap.command() + " & exec " + nap.command();
        try (nap; ApplicationServer server = Cluster.node(ServerKind.ofBuild(), "command", Cluster.stepJar()).data(directory.resolve("data"))
                .setting("process-manager.command.allowed", "sh").start()) {
            String pid = Calls.start(server, Json.createObjectBuilder().add("steps", Json.createObjectBuilder().add("run", Json.createObjectBuilder().add("type", "command")
                    .add("args", Json.createArrayBuilder().add(Json.createObjectBuilder().add("command", Json.createArrayBuilder().add("sh").add("-c").add(script)))))).build());
            nap.await(2, LIMIT);

            server.kill();

            Await.until("the end of the programs", END_OF_CHILDREN, nap::count, count -> count == 0);
            server.start();
            Calls.awaitStatus(server, pid, "finished", LIMIT);
            assertEquals(Json.createObjectBuilder().add("again", true).build(), server.api().get("/processes/" + pid).body().get("output"));
        }
    }
}
