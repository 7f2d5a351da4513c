package io.processmanager.testing;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A real server in a process of its own, as the product command starts one: the configured server with the built WAR, but with a directory, a data
 * directory and ports of its own. It can be stopped, killed and started again on the same data, which is what tests of durability need.
 */
public abstract sealed class ApplicationServer implements AutoCloseable permits WildFlyServer, PayaraServer {

    private static final Duration START_LIMIT = Duration.ofSeconds(240);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(60);

    private static final File NOTHING = new File("/dev/null");

    private final Path directory;
    private final Path data;
    private final List<String> jvmOptions;
    private final Map<String, String> settings;
    private final Map<String, String> environment;
    private final int httpPort = FreePort.choose();
    private final int httpsPort = FreePort.choose();
    private final int managementPort = FreePort.choose();
    private final Thread endWithTests = new Thread(this::kill, "kill server");
    private Process process;

    ApplicationServer(ServerBuilder builder) {
        this.directory = builder.directory;
        this.data = builder.data;
        this.jvmOptions = builder.jvmOptions;
        this.settings = new LinkedHashMap<>(builder.settings);
        this.environment = new LinkedHashMap<>(builder.environment);
    }

    /**
     * A server of the kind that the build is for.
     *
     * @param name a name for its directory below target, unlike that of any other test
     */
    public static ServerBuilder named(String name) {
        return ServerKind.ofBuild().named(name);
    }

    /** Copies the configured server into the directory of this one. */
    abstract void install();

    /** Where the WAR is put to be deployed. */
    abstract Path deployment();

    /** The file by which the server says that it could not deploy the WAR. */
    abstract Path failedMarker();

    abstract Path configurationFile();

    /** The arguments of the JVM that runs it: {@link #jvmArguments} and the server's own. */
    abstract List<String> command();

    /** Undeploys the WAR of the running server and deploys it again, as an administrator does, and returns when that is done. */
    public abstract void redeploy();

    /** Starts it, for the first time or after {@link #stop()} or {@link #kill()}, and returns when it answers. */
    public void start() {
        if (isRunning()) {
            throw new IllegalStateException("the server in " + directory + " is running already");
        }
        try {
            Files.deleteIfExists(failedMarker());
            Files.createDirectories(data);
            ProcessBuilder builder = new ProcessBuilder(java()).directory(directory.toFile()).redirectInput(NOTHING)
                    .redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
            builder.command().addAll(command());
            builder.environment().putAll(environment);
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start the server in " + directory, e);
        }
        // It may have ended by itself the last time.
        Runtime.getRuntime().removeShutdownHook(endWithTests);
        Runtime.getRuntime().addShutdownHook(endWithTests);
        try {
            Await.until("an answer of the server, see " + log(), START_LIMIT, this::answers);
        } catch (AssertionError e) {
            kill();
            throw e;
        }
    }

    /** Ends it in an orderly way (SIGTERM) and returns when it has ended. */
    public void stop() {
        process.destroy();
        awaitEnd("stop");
    }

    /** Ends it as a crash would (SIGKILL) and returns when it has ended. */
    public void kill() {
        process.destroyForcibly();
        awaitEnd("kill");
    }

    /** Stops it without its noticing (SIGSTOP): it does nothing until {@link #thaw()}, and then goes on as if no time had passed. */
    public void freeze() {
        Signal.send("STOP", process.pid());
    }

    /** Lets a frozen server go on (SIGCONT). */
    public void thaw() {
        Signal.send("CONT", process.pid());
    }

    public void restart() {
        stop();
        start();
    }

    /** Ends it as a crash would, if it runs: tests that care about an orderly end call {@link #stop()}. */
    @Override
    public void close() {
        if (isRunning()) {
            kill();
        }
    }

    public boolean isRunning() {
        return process != null && process.isAlive();
    }

    /** The operating system's handle of the running server, for pausing it and the like. */
    public ProcessHandle handle() {
        return process.toHandle();
    }

    public HttpApi api() {
        return new HttpApi(URI.create("http://127.0.0.1:" + httpPort + "/process-manager/api"));
    }

    public int httpPort() {
        return httpPort;
    }

    public int httpsPort() {
        return httpsPort;
    }

    public int managementPort() {
        return managementPort;
    }

    public Path data() {
        return data;
    }

    /** Everything the server has written to its console, in all its lives. */
    public Path log() {
        return directory.resolve("console.log");
    }

    /** The text of {@link #log()}. */
    public String logText() {
        try {
            return Files.readString(log());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + log(), e);
        }
    }

    final Path directory() {
        return directory;
    }

    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** What the JVM of either server is given: its options, and the product's settings as system properties. */
    final List<String> jvmArguments(Map<String, String> properties) {
        Map<String, String> all = new LinkedHashMap<>(properties);
        all.put("process-manager.data", data.toString());
        all.putAll(settings);
        List<String> arguments = new ArrayList<>(jvmOptions);
        all.forEach((name, value) -> arguments.add("-D" + name + "=" + value));
        return arguments;
    }

    private boolean answers() {
        if (!process.isAlive()) {
            throw new AssertionError("the server ended with exit code " + process.exitValue() + " before it was ready, see " + log());
        }
        if (Files.exists(failedMarker())) {
            throw new AssertionError("the WAR could not be deployed, see " + log());
        }
        return api().get("/step-types").status() == 200;
    }

    private void awaitEnd(String verb) {
        try {
            if (!process.waitFor(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("the server in " + directory + " did not end within " + STOP_LIMIT.toSeconds() + " s after " + verb);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the server in " + directory + " was ending", e);
        }
        if (Thread.currentThread() != endWithTests) {
            Runtime.getRuntime().removeShutdownHook(endWithTests);
        }
    }
}
