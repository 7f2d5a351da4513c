package io.processmanager.database.signals;

import io.processmanager.database.Database;
import io.processmanager.database.Dialect;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/**
 * What the nodes on one database tell each other through it: LISTEN and NOTIFY of PostgreSQL. A signal is sent in a transaction of its own, which writes
 * nothing and so waits for no disk; within a caller's it would make all their commits queue up behind each other.
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
     * @param text what every node that listens is to hear, this one included; at most 200 characters
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
     * Begins to listen, on a connection that the listener keeps.
     *
     * @return hears what is sent from now on
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
