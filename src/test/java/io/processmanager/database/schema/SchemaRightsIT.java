package io.processmanager.database.schema;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processmanager.database.Database;
import io.processmanager.database.DatabaseRefusal;
import io.processmanager.testing.PostgresServer;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** A user of PostgreSQL who may not do all that is needed: the message says what to grant, by the real names. */
class SchemaRightsIT {

    private static final String BEGINNING = "The tables of Process Manager could not be made, brought up to date or used, so it is not started: ";

    private static PostgresServer postgres;

    @BeforeAll
    static void start() {
        postgres = PostgresServer.start("rights");
    }

    @AfterAll
    static void stop() {
        postgres.close();
    }

    @BeforeEach
    void makeUser() {
        execute("create role \"Limited\" login password 'limited'");
    }

    @AfterEach
    void beginAnew() {
        execute("drop schema public cascade");
        execute("create schema public");
        execute("grant usage on schema public to public");
        execute("drop owned by \"Limited\"");
        execute("drop role \"Limited\"");
    }

    private static void execute(String sql) {
        postgres.sql().execute(sql);
    }

    @Test
    void userWhoMayNotCreateTablesIsTold() {
        refuses("the user \"Limited\" of the database may not create tables in the schema public. An administrator of the database, or the owner of the schema, can allow it:"
                + " GRANT CREATE, USAGE ON SCHEMA public TO \"Limited\". Then deploy it again");
        execute("grant create, usage on schema public to \"Limited\"");
        assertDoesNotThrow(() -> schemaOf("Limited").migrate());
    }

    @Test
    void userWhoMayNotUseTheSchemaIsTold() {
        execute("revoke all on schema public from public");
        refuses("may use no schema of its search path (\"$user\", public)", "GRANT CREATE, USAGE ON SCHEMA public TO \"Limited\"");
    }

    @Test
    void userWhoMayNotUseTheTablesIsTold() throws SQLException {
        schemaOf("postgres").migrate();
        refuses("the user \"Limited\" of the database may not read and change the tables " + String.join(", ", SchemaRights.TABLES) + ".",
                "GRANT SELECT, INSERT, UPDATE, DELETE ON " + String.join(", ", SchemaRights.TABLES) + " TO \"Limited\"");
        execute("grant select, insert, update, delete on all tables in schema public to \"Limited\"");
        assertDoesNotThrow(() -> schemaOf("Limited").migrate(), "who finds all as it should be need not be allowed to create anything");
        execute("revoke update on process_step from \"Limited\"");
        refuses("may not read and change the tables process_step.", "ON process_step TO \"Limited\"");
    }

    @Test
    void userWhoMayNotChangeTheTablesIsTold() throws SQLException {
        schemaOf("postgres").migrate();
        execute("delete from process_manager_schema where version = (select max(version) from process_manager_schema)");
        execute("grant select, insert, update, delete on all tables in schema public to \"Limited\"");
        refuses("do not belong to the user \"Limited\" of the database", "OWNER TO \"Limited\"");
    }

    @Test
    void databaseThatTakesNoChangesIsNotRefusedForGood() {
        execute("grant create, usage on schema public to \"Limited\"");
        execute("alter role \"Limited\" set default_transaction_read_only = on");
        SQLException passing = assertThrows(SQLException.class, () -> schemaOf("Limited").migrate());
        assertTrue(DatabaseRefusal.explain(passing).endsWith("The database takes no changes: it may be a standby. Let process-manager.db.url lead to the primary; with several hosts"
                + " in it, add targetServerType=primary"), DatabaseRefusal.explain(passing));
    }

    @Test
    void userAndDatabaseThatDoNotExistAreToldInTheWordsOfTheDatabase() {
        SQLException user = assertThrows(SQLException.class, () -> schemaOf("nobody").migrate());
        assertEquals("FATAL: role \"nobody\" does not exist. Correct process-manager.db.user and process-manager.db.password, or let the database accept that user from this"
                + " server", DatabaseRefusal.explain(new IllegalStateException("IJ000453: Unable to get managed connection", user)));
        SQLException database = assertThrows(SQLException.class, () -> new Schema(at(postgres.url().replace("/postgres", "/nowhere"), "postgres")).migrate());
        assertEquals("FATAL: database \"nowhere\" does not exist. Create that database, or correct process-manager.db.url", DatabaseRefusal.explain(database));
    }

    private static void refuses(String... words) {
        String message = assertThrows(IncompatibleSchemaException.class, () -> schemaOf("Limited").migrate()).getMessage();
        assertTrue(message.startsWith(BEGINNING), message);
        for (String expected : words) {
            assertTrue(message.contains(expected), message);
        }
    }

    private static Schema schemaOf(String user) {
        return new Schema(at(postgres.url(), user));
    }

    private static Database at(String url, String user) {
        PGSimpleDataSource connections = new PGSimpleDataSource();
        connections.setUrl(url);
        connections.setUser(user);
        connections.setPassword("limited");
        return new Database() {
            @Override
            public DataSource dataSource() {
                return connections;
            }
        };
    }
}
