package io.processmanager.benchmark.peers;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/** The database of a peer, past the peer. */
final class PeerTables {

    private final DataSource database;

    PeerTables(DataSource database) {
        this.database = database;
    }

    /** Executes a script that comes with a peer. */
    void create(Class<?> owner, String script) throws SQLException, IOException {
        try (InputStream in = owner.getResourceAsStream(script)) {
            if (in == null) {
                throw new IllegalStateException("there is no " + script + " beside " + owner.getName());
            }
            execute(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    void execute(String sql) throws SQLException {
        try (Connection connection = database.getConnection(); Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    boolean exists(String table) throws SQLException {
        return number("select count(*) from information_schema.tables where table_name = '" + table + "'") == 1;
    }

    long number(String sql) throws SQLException {
        try (Connection connection = database.getConnection(); Statement statement = connection.createStatement(); ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }
}
