package io.processmanager.benchmark.system;

import io.processmanager.benchmark.peers.PeerNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A peer in a JVM of its own, which is as large as that of a server, and logs as little. */
record PeerSystem(String name, String title, boolean keepsEnded, boolean hasOtherNode, int part, int pollMillis) implements MeasuredSystem {

    private static final long STOP_SECONDS = 30;

    @Override
    public boolean isProduct() {
        return false;
    }

    @Override
    public boolean usesPostgres() {
        return true;
    }

    @Override
    public Node start(String node, Optional<Databases.Database> database) {
        Databases.Database place = database.orElseThrow();
        Path log = Path.of(System.getProperty("project.build.directory"), "benchmark", "log", node + ".log");
        try {
            Files.createDirectories(log.getParent());
            List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
            command.addAll(JvmOptions.all());
            command.addAll(List.of("-Dorg.slf4j.simpleLogger.defaultLogLevel=warn", "-cp", System.getProperty("java.class.path"), PeerNode.class.getName(),
                    name, Integer.toString(WORKERS), place.url(), place.user(), place.password()));
            Process process = new ProcessBuilder(command).redirectError(log.toFile()).start();
            try {
                return new Node(URI.create("http://127.0.0.1:" + port(process, log) + "/"), () -> end(process));
            } catch (IOException | RuntimeException e) {
                process.destroyForcibly();
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + name, e);
        }
    }

    private static int port(Process process, Path log) throws IOException {
        BufferedReader output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String line = output.readLine();
        while (line != null && !line.startsWith(PeerNode.PORT)) {
            line = output.readLine();
        }
        if (line == null) {
            throw new IllegalStateException("the peer has ended before it was ready, see " + log);
        }
        return Integer.parseInt(line.substring(PeerNode.PORT.length()));
    }

    /** The end of its input tells it to stop. If the benchmark itself is killed, that is what happens, too. */
    private static void end(Process process) {
        try {
            process.getOutputStream().close();
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot stop a peer", e);
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
