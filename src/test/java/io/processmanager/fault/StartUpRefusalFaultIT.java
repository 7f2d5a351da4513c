package io.processmanager.fault;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processmanager.testing.ApplicationServer;
import io.processmanager.testing.Directories;
import io.processmanager.testing.PostgresServer;
import io.processmanager.testing.ServerKind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** What cannot work is refused when the server starts, with a message that says what to do. Two servers start at a time. */
class StartUpRefusalFaultIT {

    private static final ExecutorService TWO_AT_A_TIME = Executors.newFixedThreadPool(2);

    @Test
    void whatCannotWorkIsRefusedAtStartUpWithAMessageThatSaysWhatToDo() throws Exception {
        Path derby = derby();
        Directories.delete(derby);
        Files.createDirectories(derby);
        try (PostgresServer postgres = PostgresServer.start("newer"); Connection holder = openDerby(derby.resolve("derby"))) {
            makeSchemaOfTheFuture(postgres);
            CompletableFuture<String> inUse = refused(() -> ApplicationServer.named("fault-refused-derby").data(derby).prepare());
            CompletableFuture<String> newer = refused(() -> ApplicationServer.named("fault-refused-schema").postgres(postgres, postgres.port()).prepare());
            CompletableFuture<String> missing = refused(() -> ApplicationServer.named("fault-refused-data-source")
                    .configuration(xml -> xml.replace("jdbc/ProcessManager", "jdbc/SomethingElse")).prepare());
            CompletableFuture<String> lease = refused(() -> ApplicationServer.named("fault-refused-lease").setting("process-manager.runner.lease", "PT5S")
                    .setting("process-manager.runner.heartbeat-interval", "PT3S").prepare());
            postgres.sql().execute("create role limited login password 'limited'");
            postgres.sql().execute("create database limited");
            CompletableFuture<String> rights = refused(() -> ApplicationServer.named("fault-refused-rights").postgres(postgres, postgres.port())
                    .setting("process-manager.db.url", postgres.url().replaceFirst("/postgres$", "/limited"))
                    .setting("process-manager.db.user", "limited").setting("process-manager.db.password", "limited").prepare());
            assertAll(
                    () -> says(rights.join(), "may not create tables in the schema public", "GRANT CREATE, USAGE ON SCHEMA public TO limited"),
                    () -> says(inUse.join(), databaseInUse()),
                    () -> says(newer.join(), "have version 999, which this deployment does not know", "Deploy that version or a later one again"),
                    () -> says(missing.join(), dataSourceMissing()),
                    () -> says(lease.join(), "process-manager.runner.lease", "process-manager.runner.heartbeat-interval", "twice"));
        } finally {
            closeDerby(derby.resolve("derby"));
        }
    }

    /** Payara opens the database itself, before the deployment gets to say anything; what that message means is told by operations.md. */
    private static String[] databaseInUse() {
        return switch (ServerKind.ofBuild()) {
            case WILDFLY -> new String[] {"Derby database is in use by another server", "stop the other one", "process-manager.db.url"};
            case PAYARA -> new String[] {"Failed to start database '" + derby().resolve("derby") + "'"};
        };
    }

    /** Both servers refuse this by themselves. */
    private static String[] dataSourceMissing() {
        return switch (ServerKind.ofBuild()) {
            case WILDFLY -> new String[] {"Required services that are not installed", "jboss.naming.context.java.jdbc.ProcessManager"};
            case PAYARA -> new String[] {"JNDI lookup failed for the resource", "jdbc/ProcessManager"};
        };
    }

    private static Path derby() {
        return Path.of(System.getProperty("project.build.directory"), "fault", "derby-in-use");
    }

    @AfterAll
    static void endThreads() {
        TWO_AT_A_TIME.shutdown();
    }

    private static void makeSchemaOfTheFuture(PostgresServer postgres) {
        Flyway.configure().dataSource(postgres.url(), postgres.user(), postgres.password()).locations("classpath:db/postgresql")
                .table("process_manager_schema").baselineOnMigrate(true).baselineVersion("0").load().migrate();
        postgres.sql().execute("""
                insert into process_manager_schema (installed_rank, version, description, type, script, checksum, installed_by, execution_time, success)
                values (100, '999', 'future', 'SQL', 'V999__future.sql', 1, 'postgres', 1, true)""");
    }

    /** Starts a server that is expected not to deploy the WAR, and returns what it has logged. */
    private static CompletableFuture<String> refused(Supplier<ApplicationServer> prepared) {
        return CompletableFuture.supplyAsync(() -> {
            try (ApplicationServer server = prepared.get()) {
                AssertionError refusal = assertThrows(AssertionError.class, server::start);
                // On a busy machine WildFly's scanner does not always mark what has failed during the boot.
                String log = server.logText();
                assertTrue(refusal.getMessage().contains("could not be deployed") || log.contains("WFLYSRV0026"), refusal.getMessage());
                return log;
            }
        }, TWO_AT_A_TIME);
    }

    private static void says(String log, String... expected) {
        for (String text : expected) {
            assertTrue(log.contains(text), () -> "the log does not say: " + text + "\n" + log.lines().filter(line -> line.contains("Process Manager")
                    || line.contains("ERROR")).limit(8).reduce("", (all, line) -> all + line + "\n"));
        }
    }

    private static Connection openDerby(Path database) throws SQLException {
        return DriverManager.getConnection("jdbc:derby:" + database + ";create=true", "app", "app");
    }

    private static void closeDerby(Path database) {
        try {
            DriverManager.getConnection("jdbc:derby:" + database + ";shutdown=true", "app", "app").close();
        } catch (SQLException closed) {
            assertTrue(closed.getSQLState().equals("08006") || closed.getSQLState().equals("XJ004"), closed::toString);
        }
    }
}
