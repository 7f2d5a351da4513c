package io.processmanager.database.signals;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Receives the signals of all nodes. The driver is the server's and not visible here, so its classes are loaded by
 * name from its class loader.
 */
public final class ListeningConnection implements AutoCloseable {

    static final String CHANNEL = "process_manager";

    private static final String DRIVER_CONNECTION = "org.postgresql.PGConnection";
    private static final String NOTIFICATION = "org.postgresql.PGNotification";

    private final Connection connection;
    private final Object driverConnection;
    private final Method notifications;
    private final Method text;

    private ListeningConnection(Connection connection, Object driverConnection, Method notifications, Method text) {
        this.connection = connection;
        this.driverConnection = driverConnection;
        this.notifications = notifications;
        this.text = text;
    }

    static ListeningConnection on(Connection connection) throws SQLException {
        try {
            ClassLoader driver = connection.getMetaData().getClass().getClassLoader();
            Class<?> type = Class.forName(DRIVER_CONNECTION, false, driver);
            Method text = Class.forName(NOTIFICATION, false, driver).getMethod("getParameter");
            ListeningConnection listening = new ListeningConnection(connection, connection.unwrap(type), type.getMethod("getNotifications", int.class), text);
            listening.execute("listen " + CHANNEL);
            return listening;
        } catch (ReflectiveOperationException otherDriver) {
            throw new SQLFeatureNotSupportedException("The driver of the data source does not offer " + DRIVER_CONNECTION + ": " + otherDriver, otherDriver);
        }
    }

    /**
     * Waits for signals without querying the database.
     *
     * @param atMost how long, at least a millisecond
     * @return the signals; empty if none
     * @throws SQLException if the connection is lost
     */
    public List<String> await(Duration atMost) throws SQLException {
        try {
            List<String> heard = new ArrayList<>();
            Object[] received = (Object[]) notifications.invoke(driverConnection, (int) atMost.toMillis());
            if (received != null) {
                for (Object notification : received) {
                    heard.add((String) text.invoke(notification));
                }
            }
            return heard;
        } catch (InvocationTargetException thrown) {
            throw thrown.getCause() instanceof SQLException lost ? lost : new SQLException("The driver could not listen", thrown.getCause());
        } catch (IllegalAccessException hidden) {
            throw new SQLFeatureNotSupportedException("The driver of the data source does not let itself be listened to", hidden);
        }
    }

    /** Gives the connection back, reset unless lost. */
    @Override
    public void close() throws SQLException {
        try (connection) {
            if (!((Connection) driverConnection).isClosed()) {
                execute("unlisten " + CHANNEL);
            }
        }
    }

    /**
     * Aborts a useless connection without asking the database, which may not answer; the pool notices on its next
     * use.
     */
    public void abandon() throws SQLException {
        ((Connection) driverConnection).abort(Runnable::run);
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
