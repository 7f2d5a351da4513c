package io.processmanager.database;

import io.processmanager.database.schema.MigrationScripts;
import io.processmanager.database.schema.Schema;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.UUID;
import javax.sql.DataSource;
import org.apache.derby.jdbc.EmbeddedDataSource;

/** A Derby database in memory, with the tables of the product; it is gone when the Java virtual machine is. */
public class InMemoryDatabase extends Database {

    private final EmbeddedDataSource dataSource = new EmbeddedDataSource();

    public InMemoryDatabase() throws SQLException {
        dataSource.setDatabaseName("memory:" + UUID.randomUUID());
        dataSource.setCreateDatabase("create");
        for (String script : MigrationScripts.NAMES) {
            for (String statement : read(script).replaceAll("(?m)^--.*\\n", "").split(";\\s*\\n")) {
                if (!statement.isBlank()) {
                    execute(statement);
                }
            }
        }
    }

    /** Without Flyway: it would take longer than all the rest, and talk about it. */
    private static String read(String name) {
        try (InputStream script = Schema.class.getResourceAsStream("/db/derby/" + name)) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("the script " + name + " of the schema cannot be read", e);
        }
    }

    @Override
    public DataSource dataSource() {
        return dataSource;
    }

    /** A process of three steps ("a", "b", "c") in the queue. */
    public void queue(String pid) throws SQLException {
        execute("""
                insert into process (pid, name, state, fence, revision, specification, data, step_count, step_index, attempt, percent, step_name, timeout_ms,
                    spent_ms, rescues, created_at, due_at)
                values (?, 'test', 'QUEUED', 0, 0, '{"steps":{"a":{"type":"x"},"b":{"type":"x"},"c":{"type":"x"}}}', '{}', 3, 0, 1, 0, 'a', 60000, 0, 0, 0, 0)
                """, pid);
    }

    public int execute(String sql, Object... parameters) throws SQLException {
        try (Connection connection = dataSource.getConnection(); PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            return statement.executeUpdate();
        }
    }

    public String text(String sql, Object... parameters) throws SQLException {
        try (Connection connection = dataSource.getConnection(); PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            try (var row = statement.executeQuery()) {
                return row.next() ? row.getString(1) : null;
            }
        }
    }
}
