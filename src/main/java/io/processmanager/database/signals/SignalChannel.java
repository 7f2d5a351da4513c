package io.processmanager.database.signals;

import io.processmanager.database.Database;
import io.processmanager.database.Dialect;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/**
 * Signals between nodes by LISTEN and NOTIFY of PostgreSQL. Sent in their own transaction, which writes nothing and
 * waits for no disk; in a caller's, NOTIFY would serialize commits.
 */
@ApplicationScoped
public class SignalChannel {

    private static final String SEND = "select pg_notify('" + ListeningConnection.CHANNEL + "', ?)";

    private final Database database;

    @Inject
    SignalChannel(Database database) {
        this.database = database;
    }

    /** For the container's proxy only. */
    SignalChannel() {
        this(null);
    }

    /**
     * @return whether the database carries signals
     * @throws SQLException if it does not answer
     */
    public boolean isSupported() throws SQLException {
        return database.dialect() == Dialect.POSTGRESQL;
    }

    /**
     * @param text for every listening node, including this one; at most 200 characters
     * @throws SQLException if the database does not answer
     */
    public void send(String text) throws SQLException {
        database.autoCommitted(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(SEND)) {
                statement.setString(1, text);
                return statement.execute();
            }
        });
    }

    /**
     * Listens, on a connection that the listener keeps.
     *
     * @return receives signals from now on
     * @throws SQLException if the database does not answer, or the driver cannot listen
     */
    public ListeningConnection listen() throws SQLException {
        Connection connection = database.dataSource().getConnection();
        try {
            return ListeningConnection.on(connection);
        } catch (SQLException | RuntimeException failure) {
            try (connection) {
                throw failure;
            }
        }
    }
}
