package io.processmanager.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A real PostgreSQL in a process of its own, with a data directory below target and everything durable as in production. It can be stopped and started
 * again on the same data and the same port. The binaries come as Maven artifacts; nothing is installed.
 */
public final class PostgresServer implements AutoCloseable {

    private static final Duration STOP_LIMIT = Duration.ofSeconds(60);

    private final Path directory;
    private final int port;
    private EmbeddedPostgres server;

    /** How the database is stopped. */
    public enum Stop {
        /** In good order: transactions under way are rolled back, clients are told, everything is written. */
        FAST("INT"),
        /** Like a crash: every process of the database quits at once, and the next start recovers from the log. */
        IMMEDIATE("QUIT");

        private final String signal;

        Stop(String signal) {
            this.signal = signal;
        }
    }

    private PostgresServer(String name, int port) {
        this.port = port;
        this.directory = Path.of(BuildProperty.of("project.build.directory"), "postgres", name);
    }

    /**
     * Starts an empty database.
     *
     * @param name a name for its directory below target, unlike that of any other test
     */
    public static PostgresServer start(String name) {
        return start(name, FreePort.choose());
    }

    /** The same on a port that others know already. */
    static PostgresServer start(String name, int port) {
        PostgresServer postgres = new PostgresServer(name, port);
        Directories.delete(postgres.directory);
        postgres.start();
        return postgres;
    }

    /**
     * Starts a standby that every commit of this server waits for from now on. This server is restarted in between: the standby begins with a copy of its data.
     *
     * @param name a name for the directory of the standby, as for {@link #start(String)}
     */
    public PostgresServer startStandby(String name) {
        sql().run("alter system set synchronous_standby_names = '" + name + "'");
        stop(Stop.FAST);
        PostgresServer standby = new PostgresServer(name, FreePort.choose());
        Directories.delete(standby.directory);
        Directories.copy(directory.resolve("data"), standby.directory.resolve("data"));
        try {
            Files.createFile(standby.directory.resolve("data/standby.signal"));
            Files.writeString(standby.directory.resolve("data/postgresql.auto.conf"),
                    "primary_conninfo = 'host=127.0.0.1 port=" + port + " user=" + user() + " application_name=" + name + "'\n");
            Files.setPosixFilePermissions(standby.directory.resolve("data"), PosixFilePermissions.fromString("rwx------"));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make a standby in " + standby.directory, e);
        }
        start();
        standby.start();
        Await.until("the standby to receive what is committed", STOP_LIMIT, () -> sql().count("select count(*) from pg_stat_replication where sync_state = 'sync'"),
                count -> count == 1L);
        return standby;
    }

    /** Starts it again, after {@link #stop}, on the same data and port. */
    public void start() {
        try {
            Files.createDirectories(directory);
            File log = directory.resolve("postgres.log").toFile();
            server = EmbeddedPostgres.builder()
                    .setDataDirectory(directory.resolve("data"))
                    .setCleanDataDirectory(false)
                    .setPort(port)
                    // The test tool's defaults trade durability for speed; a test of crashes would prove nothing.
                    .setServerConfig("fsync", "on")
                    .setServerConfig("synchronous_commit", "on")
                    .setServerConfig("full_page_writes", "on")
                    .setPGStartupWait(Duration.ofSeconds(60))
                    .setOutputRedirector(ProcessBuilder.Redirect.appendTo(log))
                    .setErrorRedirector(ProcessBuilder.Redirect.appendTo(log))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start PostgreSQL in " + directory, e);
        }
    }

    /** Stops it and returns when all its processes have ended. */
    public void stop(Stop how) {
        ProcessHandle postmaster = postmaster().orElseThrow(() -> new IllegalStateException("PostgreSQL in " + directory + " does not run"));
        List<ProcessHandle> all = new ArrayList<>(postmaster.descendants().toList());
        all.add(postmaster);
        Signal.send(how.signal, postmaster.pid());
        Await.until("the end of all processes of PostgreSQL", STOP_LIMIT, () -> all.stream().noneMatch(ProcessHandle::isAlive));
        closeQuietly();
    }

    @Override
    public void close() {
        if (postmaster().isPresent()) {
            stop(Stop.IMMEDIATE);
        }
    }

    /** The process that was started is gone by then: it has started this one, in a user namespace of its own if it is run by root. */
    private Optional<ProcessHandle> postmaster() {
        Path file = directory.resolve("data/postmaster.pid");
        try {
            return Files.exists(file) ? ProcessHandle.of(Long.parseLong(Files.readAllLines(file).get(0).trim())) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    public int port() {
        return port;
    }

    /** @return the JDBC URL of the database */
    public String url() {
        return urlAt(port);
    }

    /** @return the JDBC URL of the database behind a proxy at the given port */
    public String urlAt(int otherPort) {
        return "jdbc:postgresql://127.0.0.1:" + otherPort + "/postgres";
    }

    /** @return the JDBC URL of the one of both that is the primary at the moment */
    public String urlOrThatOf(PostgresServer other) {
        return "jdbc:postgresql://127.0.0.1:" + port + ",127.0.0.1:" + other.port + "/postgres?targetServerType=primary";
    }

    public String user() {
        return "postgres";
    }

    public String password() {
        return "postgres";
    }

    /** @return what it has logged so far, line by line */
    public List<String> log() {
        try {
            return Files.readAllLines(directory.resolve("postgres.log"));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the log of PostgreSQL", e);
        }
    }

    /** @return the way to look into it, past all proxies */
    public Sql sql() {
        return new Sql(url(), user(), password());
    }

    /** It has stopped already; what is left are the tool's own locks. */
    private void closeQuietly() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot release " + directory, e);
        }
    }
}
