package io.processmanager.benchmark.peers;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import org.quartz.utils.ConnectionProvider;

/** Gives Quartz the pool that the other peers have. */
record PooledConnections(HikariDataSource pool) implements ConnectionProvider {

    @Override
    public Connection getConnection() throws SQLException {
        return pool.getConnection();
    }

    @Override
    public void shutdown() {
        // The pool is closed by the one who has opened it.
    }

    @Override
    public void initialize() {
        // It was ready from the beginning.
    }
}
