package io.processmanager.database;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.PersistenceException;
import java.lang.reflect.UndeclaredThrowableException;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/**
 * The data source, for the writes of the runner: these run in short local transactions of their own, never in the JTA transaction of a
 * caller, and must therefore not be called where one is active.
 */
@ApplicationScoped
public class Database {

    private volatile Dialect dialect;

    /**
     * What is done in a transaction.
     *
     * @param <T> what comes of it
     */
    @FunctionalInterface
    public interface Work<T> {
        T in(Connection connection) throws SQLException;
    }

    /**
     * For work whose statements do not belong together: the database commits each by itself. Should this node be cut off from the database at that very moment, no
     * transaction stays open there whose locks would keep other nodes waiting.
     */
    public <T> T autoCommitted(Work<T> work) throws SQLException {
        try {
            return withConnection(work);
        } catch (UndeclaredThrowableException broken) {
            throw declared(broken);
        }
    }

    /** Commits if the work returns and rolls back if it throws. */
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

    /** Takes a connection from the pool and gives it back. */
    public <T> T withConnection(Work<T> work) throws SQLException {
        try (Connection connection = dataSource().getConnection()) {
            return work.in(connection);
        }
    }

    /** For what belongs to the JTA transaction of the caller. */
    public <T> T inCurrentTransaction(Work<T> work) throws SQLException {
        return withConnection(connection -> {
            if (connection.getAutoCommit()) {
                // What it changes would stay even if the transaction is rolled back.
                throw new SQLException("the server has not made the connection part of the transaction");
            }
            return work.in(connection);
        });
    }

    /** @return whether two commits at a time are quicker than one after the other; false until the database was reached for the first time */
    public boolean commitsInParallel() {
        Dialect known = dialect;
        return known != null && known.commitsInParallel();
    }

    /** @return a database that keeps its connection, for the use of one thread */
    public KeptConnection keptConnection() {
        return new KeptConnection(this);
    }

    /** The connections of Payara's pool hide behind a reflective proxy what goes wrong when they are broken, even when they are closed after a commit. */
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
     * For what otherwise queries by JPA.
     *
     * @throws PersistenceException if it is not known yet and the database does not answer, as a query would
     */
    public Dialect dialectForQueries() {
        try {
            return dialect();
        } catch (SQLException failure) {
            throw new PersistenceException("Nothing can be read, as the database does not answer: " + failure.getMessage(), failure);
        }
    }

    /** @return the one for what the current thread does */
    public DataSource dataSource() throws SQLException {
        return DataSources.OF_SERVER.current();
    }
}
