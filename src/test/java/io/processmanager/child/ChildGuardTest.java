package io.processmanager.child;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processmanager.testing.Await;
import io.processmanager.testing.Napping;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** What becomes of the children of a Java virtual machine that is killed. */
@EnabledOnOs(OS.LINUX)
class ChildGuardTest {

    private static final Duration LIMIT = Duration.ofSeconds(5);

    private final Napping nap = new Napping();

    /** Starts a child, which starts another that leaves its session, tells its directory, and waits for the end. */
    public static final class Server {

        private Server() {
        }

        public static void main(String[] arguments) throws IOException, InterruptedException {
            Child child = new ChildProcesses().start(new ChildCommand(List.of("/bin/sh", "-c", "trap '' HUP TERM PIPE; setsid " + arguments[0] + " & pwd; exec " + arguments[0]),
                    Map.of("PATH", "/bin:/usr/bin"), Optional.empty()));
            System.out.print(new String(child.next().orElseThrow().bytes(), StandardCharsets.UTF_8));
            System.out.flush();
            child.exitCode();
        }
    }

    @Test
    void nothingIsLeftOfTheChildrenOfAKilledServer() throws IOException {
        Process server = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp", System.getProperty("java.class.path"), Server.class.getName(), nap.command())
                .redirectError(ProcessBuilder.Redirect.INHERIT).start();
        try {
            Path directory;
            try (BufferedReader output = new BufferedReader(new InputStreamReader(server.getInputStream(), StandardCharsets.UTF_8))) {
                directory = Path.of(output.readLine());
            }
            assertTrue(Files.isDirectory(directory));
            nap.await(2, LIMIT);
            server.destroyForcibly();
            nap.await(0, LIMIT);
            Await.until("the end of their directories", LIMIT, () -> Files.exists(directory.getParent()), exists -> !exists);
        } finally {
            server.destroyForcibly();
            nap.close();
        }
    }
}
