package io.processmanager.database;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.logging.Logger;
import javax.sql.DataSource;

/** Takes each connection from the data source for the current thread's work: see {@link DataSources}. */
final class RoutedConnections implements DataSource {

    @Override
    public Connection getConnection() throws SQLException {
        return DataSources.OF_SERVER.current().getConnection();
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        return DataSources.OF_SERVER.current().getConnection(user, password);
    }

    @Override
    public PrintWriter getLogWriter() throws SQLException {
        return DataSources.OF_SERVER.current().getLogWriter();
    }

    @Override
    public void setLogWriter(PrintWriter out) throws SQLException {
        throw new SQLFeatureNotSupportedException("The data sources belong to the server");
    }

    @Override
    public void setLoginTimeout(int seconds) throws SQLException {
        throw new SQLFeatureNotSupportedException("The data sources belong to the server");
    }

    @Override
    public int getLoginTimeout() throws SQLException {
        return DataSources.OF_SERVER.current().getLoginTimeout();
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException("The data sources belong to the server");
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        return DataSources.OF_SERVER.current().unwrap(type);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) throws SQLException {
        return DataSources.OF_SERVER.current().isWrapperFor(type);
    }
}
