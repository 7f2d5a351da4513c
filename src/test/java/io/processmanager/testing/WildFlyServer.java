package io.processmanager.testing;

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
import java.util.function.UnaryOperator;

import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/**
 * A real server in a process of its own, as the product command starts one: the configured WildFly with the built WAR, but with a base directory, a data
 * directory and ports of its own. It can be stopped, killed and started again on the same data, which is what tests of durability need.
 */
public final class WildFlyServer implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofSeconds(240);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(60);

    private final Path directory;
    private final Path data;
    private final Map<String, String> settings;
    private final Map<String, String> environment;
    private final int httpPort = FreePort.choose();
    private final int httpsPort = FreePort.choose();
    private final int managementPort = FreePort.choose();
    private final Thread endWithTests = new Thread(this::kill, "kill server");
    private Process process;

    private WildFlyServer(Builder builder) {
        this.directory = builder.directory;
        this.data = builder.data;
        this.settings = new LinkedHashMap<>(builder.settings);
        this.environment = new LinkedHashMap<>(builder.environment);
    }

    /** @param name a name for its directory below target, unlike that of any other test */
    public static Builder named(String name) {
        return new Builder(name);
    }

    /** What a server is started with. */
    public static final class Builder {

        private final Path directory;
        private final Map<String, String> settings = new LinkedHashMap<>();
        private final Map<String, String> environment = new LinkedHashMap<>();
        private final List<Path> stepJars = new ArrayList<>();
        private UnaryOperator<String> configuration = UnaryOperator.identity();
        private Path data;

        private Builder(String name) {
            this.directory = Path.of(BuildProperty.of("project.build.directory"), "servers", name);
            this.data = directory.resolve("data");
        }

        /** A system property of the server. */
        public Builder setting(String name, Object value) {
            settings.put(name, String.valueOf(value));
            return this;
        }

        /** An environment variable of the server. */
        public Builder environment(String name, String value) {
            environment.put(name, value);
            return this;
        }

        /** Another data directory than the server's own empty one; it is used as it is. */
        public Builder data(Path dataDirectory) {
            this.data = dataDirectory;
            return this;
        }

        /**
         * PostgreSQL instead of the embedded database.
         *
         * @param port where to find it: its own port, or that of a {@link TcpProxy}
         */
        public Builder postgres(PostgresServer postgres, int port) {
            return setting("process-manager.db.driver", "postgresql").setting("process-manager.db.url", postgres.urlAt(port))
                    .setting("process-manager.db.user", postgres.user()).setting("process-manager.db.password", postgres.password());
        }

        /** Changes the text of the server's configuration file before it is started. */
        public Builder configuration(UnaryOperator<String> change) {
            this.configuration = change;
            return this;
        }

        /** Adds a jar with step classes to the libraries of the WAR. */
        public Builder stepJar(Path jar) {
            stepJars.add(jar);
            return this;
        }

        /** Starts the server in a fresh directory and returns when it answers. */
        public WildFlyServer start() {
            WildFlyServer server = prepare();
            server.start();
            return server;
        }

        /** Makes the fresh directory of a server that is yet to be started. */
        public WildFlyServer prepare() {
            Directories.delete(directory);
            Directories.copy(Path.of(BuildProperty.of("wildfly.home"), "standalone"), directory);
            WebArchive war = ShrinkWrap.createFromZipFile(WebArchive.class, Deployments.warFile());
            stepJars.forEach(jar -> war.addAsLibrary(jar.toFile()));
            war.as(ZipExporter.class).exportTo(directory.resolve("deployments/process-manager.war").toFile(), true);
            changeConfiguration();
            return new WildFlyServer(this);
        }

        private void changeConfiguration() {
            Path file = directory.resolve("configuration/standalone.xml");
            try {
                Files.writeString(file, configuration.apply(Files.readString(file)));
            } catch (IOException e) {
                throw new UncheckedIOException("cannot change " + file, e);
            }
        }
    }

    /** Starts it again, after {@link #stop()} or {@link #kill()}, and returns when it answers. */
    public void start() {
        if (isRunning()) {
            throw new IllegalStateException("the server in " + directory + " is running already");
        }
        try {
            Files.deleteIfExists(failedMarker());
            Files.createDirectories(data);
            ProcessBuilder builder = new ProcessBuilder(command()).directory(directory.toFile())
                    .redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
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

    private boolean answers() {
        if (!process.isAlive()) {
            throw new AssertionError("the server ended with exit code " + process.exitValue() + " before it was ready, see " + log());
        }
        if (Files.exists(failedMarker())) {
            throw new AssertionError("the WAR could not be deployed, see " + log());
        }
        return api().get("/step-types").status() == 200;
    }

    private Path failedMarker() {
        return directory.resolve("deployments/process-manager.war.failed");
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

    private List<String> command() {
        Path home = Path.of(BuildProperty.of("wildfly.home"));
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xms64m");
        command.add("-Xmx768m");
        command.addAll(List.of(BuildProperty.of("wildfly.jvm.modules").trim().split("\\s+")));
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put("java.net.preferIPv4Stack", "true");
        properties.put("java.awt.headless", "true");
        properties.put("jboss.modules.system.pkgs", "org.jboss.byteman");
        properties.put("org.jboss.boot.log.file", directory.resolve("log/server.log").toString());
        properties.put("logging.configuration", "file:" + directory.resolve("configuration/logging.properties"));
        properties.put("jboss.home.dir", home.toString());
        properties.put("jboss.server.base.dir", directory.toString());
        properties.put("jboss.bind.address", "127.0.0.1");
        properties.put("jboss.http.port", Integer.toString(httpPort));
        properties.put("jboss.https.port", Integer.toString(httpsPort));
        properties.put("jboss.management.http.port", Integer.toString(managementPort));
        properties.put("process-manager.data", data.toString());
        properties.putAll(settings);
        properties.forEach((name, value) -> command.add("-D" + name + "=" + value));
        command.addAll(List.of("-jar", home.resolve("jboss-modules.jar").toString(), "-mp", home.resolve("modules").toString(), "org.jboss.as.standalone"));
        return command;
    }
}
