package io.processmanager.database;

import io.processmanager.database.schema.MigrationScripts;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Persistence;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.postgresql.ds.PGSimpleDataSource;

/** A PostgreSQL database that all parts of the store use in one session, which therefore can tell how much of the table of processes they have read. */
public final class OneSession extends Database implements AutoCloseable {

    private final Connection session;
    private final DataSource dataSource;
    private final EntityManagerFactory factory;

    /** Makes the tables, in which nothing happens then but what the test does. */
    public OneSession(String url, String user, String password) throws SQLException {
        Flyway.configure().dataSource(url, user, password).resourceProvider(new MigrationScripts(OneSession.class.getClassLoader(), Dialect.POSTGRESQL)).load().migrate();
        PGSimpleDataSource connections = new PGSimpleDataSource();
        connections.setUrl(url);
        connections.setUser(user);
        connections.setPassword(password);
        // Every statement is prepared by the server the first time it is sent, not the fifth.
        connections.setPrepareThreshold(1);
        session = connections.getConnection();
        execute("alter table process set (autovacuum_enabled = off)");
        Connection kept = proxy(Connection.class, session, "close");
        dataSource = (DataSource) Proxy.newProxyInstance(OneSession.class.getClassLoader(), new Class<?>[] {DataSource.class}, (self, method, arguments) -> kept);
        factory = Persistence.createEntityManagerFactory("process-manager", Map.of("jakarta.persistence.transactionType", "RESOURCE_LOCAL",
                "jakarta.persistence.nonJtaDataSource", dataSource, "eclipselink.target-server", "None"));
    }

    /** Passes every call on but one. */
    private static <T> T proxy(Class<T> type, T target, String ignored) {
        return type.cast(Proxy.newProxyInstance(OneSession.class.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
            try {
                return method.getName().equals(ignored) ? null : method.invoke(target, arguments);
            } catch (InvocationTargetException failure) {
                throw failure.getCause();
            }
        }));
    }

    @Override
    public DataSource dataSource() {
        return dataSource;
    }

    public EntityManager entities() {
        return factory.createEntityManager();
    }

    public void execute(String sql) throws SQLException {
        try (Statement statement = session.createStatement()) {
            statement.execute(sql);
        }
    }

    /** @return the first column of all rows, as text */
    public List<String> query(String sql, Object... parameters) throws SQLException {
        try (PreparedStatement statement = session.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            List<String> answer = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    answer.add(rows.getString(1));
                }
            }
            return answer;
        }
    }

    /** @return how many rows of the table, and entries of its indexes, were read so far, by everybody */
    public long read() throws SQLException {
        execute("select pg_stat_force_next_flush()");
        return Long.parseLong(query("""
                select (select seq_tup_read from pg_stat_user_tables where relname = 'process')
                    + (select sum(idx_tup_read) from pg_stat_user_indexes where relname = 'process')""").get(0));
    }

    @Override
    public void close() throws SQLException {
        factory.close();
        session.close();
    }
}
