package io.processmanager;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processmanager.testing.Await;
import io.processmanager.testing.Directories;
import io.processmanager.testing.FreePort;
import io.processmanager.testing.HttpApi;
import io.processmanager.testing.ServerKind;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The command of the README that runs the product, on a copy of the project whose path has spaces in it. */
class ProductCommandSystemIT {

    private static final Duration READY_LIMIT = Duration.ofMinutes(4);

    /** The message is read while it is being written. */
    private static final String LAST_LINE = "Ctrl-C stops it.";

    private final Path project = Path.of(System.getProperty("project.build.directory"), "product command", "with space");
    private final Path data = project.resolve("its data");
    private final int port = FreePort.choose();
    private final int httpsPort = FreePort.choose();
    private final int managementPort = FreePort.choose();
    private final HttpApi api = new HttpApi(URI.create("http://127.0.0.1:" + port + "/process-manager/api"));
    private Process maven;

    @BeforeEach
    void copyTheProject() {
        Path source = Path.of(System.getProperty("project.basedir"));
        Directories.delete(project);
        for (String part : List.of("pom.xml", "src", "server-config")) {
            Directories.copy(source.resolve(part), project.resolve(part));
        }
    }

    /** Maven ends its server; should it not, the server is a child that is ended here, too. */
    @AfterEach
    void endWhatStillRuns() {
        if (maven != null && maven.isAlive()) {
            List<ProcessHandle> children = maven.descendants().toList();
            maven.destroyForcibly();
            children.forEach(ProcessHandle::destroyForcibly);
        }
    }

    @Test
    void processSurvivesARestartOfTheProductCommand() throws Exception {
        runUntilReady("first.log");
        JsonObject specification = Json.createObjectBuilder()
                .add("name", "survivor")
                .add("steps", Json.createObjectBuilder().add("greet", Json.createObjectBuilder()
                        .add("type", "merge")
                        .add("args", Json.createArrayBuilder().add(Json.createObjectBuilder().add("greeting", "hello")))))
                .build();
        HttpApi.Answer started = api.post("/processes", specification);
        assertEquals(201, started.status(), started.text());
        String pid = started.body().getString("pid");
        Await.until("the end of process " + pid, Duration.ofSeconds(20), () -> status(pid), "finished"::equals);
        end();

        runUntilReady("second.log");
        HttpApi.Answer found = api.get("/processes/" + pid);
        assertEquals(200, found.status(), found.text());
        assertEquals("finished", found.body().getString("status"));
        end();
    }

    private String status(String pid) {
        return api.get("/processes/" + pid).body().getString("status");
    }

    private void runUntilReady(String logName) throws IOException {
        Path log = project.resolve(logName);
        maven = new ProcessBuilder(Path.of(System.getProperty("maven.home"), "bin", "mvn").toString(), profiles(), "-B",
                "-Dmaven.repo.local=" + System.getProperty("settings.localRepository"),
                "-Dprocess-manager.http.port=" + port,
                "-Dprocess-manager.https.port=" + httpsPort,
                "-Dprocess-manager.management.port=" + managementPort,
                "-Dprocess-manager.data=" + data)
                .directory(project.toFile()).redirectErrorStream(true).redirectOutput(log.toFile()).start();
        String said = Await.until("the ready message in " + log, READY_LIMIT, () -> {
            String text = Files.readString(log);
            if (!maven.isAlive()) {
                throw new AssertionError("the product command ended with exit code " + maven.exitValue() + ":\n" + text);
            }
            return text;
        }, text -> text.contains("Process Manager is ready") && text.contains(LAST_LINE));
        assertTrue(said.contains("http://127.0.0.1:" + port + "/process-manager/api"), "the ready message does not name the API, see " + log);
        assertTrue(said.contains(data.toString()), "the ready message does not name the data directory, see " + log);
        assertEquals(200, api.get("/step-types").status());
    }

    private static String profiles() {
        return switch (ServerKind.ofBuild()) {
            case WILDFLY -> "-Prun";
            case PAYARA -> "-Prun,payara";
        };
    }

    /** As Ctrl-C or an init system would: the server must go with Maven, and its port with it. */
    private void end() throws InterruptedException {
        maven.destroy();
        assertTrue(maven.waitFor(30, TimeUnit.SECONDS), "the product command did not end within 30 s after SIGTERM");
        Await.until("port " + port + " to be free", Duration.ofSeconds(30), () -> FreePort.isFree(port));
    }
}
