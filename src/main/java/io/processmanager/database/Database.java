package io.processmanager.database;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.PersistenceException;
import java.lang.reflect.UndeclaredThrowableException;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/**
 * JDBC access. Writes of the runner use short local transactions and must not be called in an active JTA transaction.
 */
@ApplicationScoped
public class Database {

    private volatile Dialect dialect;

    /**
     * Work on a connection.
     *
     * @param <T> its result
     */
    @FunctionalInterface
    public interface Work<T> {
        T in(Connection connection) throws SQLException;
    }

    /**
     * For independent statements, each committed by the database: if this node is cut off, no transaction stays open
     * there and holds locks.
     */
    public <T> T autoCommitted(Work<T> work) throws SQLException {
        try {
            return withConnection(work);
        } catch (UndeclaredThrowableException broken) {
            throw declared(broken);
        }
    }

    /** Commits on return, rolls back on an exception. */
    public <T> T inTransaction(Work<T> work) throws SQLException {
        Dialect knownDialect = dialect();
        return autoCommitted(connection -> {
            connection.setAutoCommit(false);
            boolean committed = false;
            try {
                knownDialect.limitIdleTime(connection);
                T result = work.in(connection);
                connection.commit();
                committed = true;
                return result;
            } finally {
                if (!committed) {
                    connection.rollback();
                }
                connection.setAutoCommit(true);
            }
        });
    }

    public <T> T withConnection(Work<T> work) throws SQLException {
        try (Connection connection = dataSource().getConnection()) {
            return work.in(connection);
        }
    }

    /** Works in the caller's JTA transaction. */
    public <T> T inCurrentTransaction(Work<T> work) throws SQLException {
        return withConnection(connection -> {
            if (connection.getAutoCommit()) {
                // Its changes would survive a rollback.
                throw new SQLException("the server has not made the connection part of the transaction");
            }
            return work.in(connection);
        });
    }

    /** @return whether parallel commits are faster than serial ones; false until first connected */
    public boolean commitsInParallel() {
        Dialect known = dialect;
        return known != null && known.commitsInParallel();
    }

    /** @return a database that keeps its connection, for one thread */
    public KeptConnection keptConnection() {
        return new KeptConnection(this);
    }

    /**
     * Payara's pool hides the exception of a broken connection in a reflective proxy, even on closing after a commit.
     */
    private static SQLException declared(UndeclaredThrowableException broken) {
        for (Throwable cause = broken.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException declared) {
                return declared;
            }
        }
        throw broken;
    }

    public Dialect dialect() throws SQLException {
        if (dialect == null) {
            try (Connection connection = dataSource().getConnection()) {
                dialect = Dialect.of(connection);
            }
        }
        return dialect;
    }

    /**
     * For JPA queries.
     *
     * @throws PersistenceException if not known yet and the database does not answer, as a query would
     */
    public Dialect dialectForQueries() {
        try {
            return dialect();
        } catch (SQLException failure) {
            throw new PersistenceException("Nothing can be read, as the database does not answer: " + failure.getMessage(), failure);
        }
    }

    /** @return the data source for the current thread's work */
    public DataSource dataSource() throws SQLException {
        return DataSources.OF_SERVER.current();
    }
}
