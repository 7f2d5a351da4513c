package io.processmanager.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EmbeddedDatabaseTest {

    private final EmbeddedDatabase embedded = new EmbeddedDatabase();
    private InMemoryDatabase database;

    @BeforeEach
    void open() throws SQLException {
        database = new InMemoryDatabase();
        embedded.database = database;
    }

    @Test
    void theLastDeploymentShutsItDownAndTheNextBootsItAgain() throws SQLException {
        database.queue("1");
        try (Connection pooled = database.dataSource().getConnection()) {
            embedded.leave();

            assertFalse(pooled.isValid(1));
        }
        assertEquals("1", database.text("select pid from process"));
    }

    @Test
    void itGoesOnForAnotherDeploymentOfTheSameServer() throws SQLException {
        register(ProcessHandle.current().pid());
        try (Connection pooled = database.dataSource().getConnection()) {
            embedded.leave();

            assertTrue(pooled.isValid(1));
        }
    }

    @Test
    void aServerThatHasCrashedIsNotWaitedFor() throws SQLException {
        register(ProcessHandle.current().pid() + 1);
        try (Connection pooled = database.dataSource().getConnection()) {
            embedded.leave();

            assertFalse(pooled.isValid(1));
        }
    }

    @Test
    void noTransactionOfAnybodyIsCutOff() throws SQLException {
        try (Connection busy = database.dataSource().getConnection()) {
            busy.setAutoCommit(false);
            busy.createStatement().executeUpdate("update exclusive_runner set runner_id = 'x'");

            embedded.leave();

            busy.commit();
            assertEquals("x", database.text("select runner_id from exclusive_runner"));
        }
    }

    private void register(long serverPid) throws SQLException {
        database.execute("insert into runner (id, node, os_pid, status, capacity, started_at, seen_at) values ('r', 'n', ?, 'RUNNING', 1, 0, 0)", serverPid);
    }
}
