package io.processmanager.store;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.PersistenceException;
import java.lang.reflect.UndeclaredThrowableException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import javax.sql.DataSource;

/**
 * The data source, for the writes of the runner: these run in short local transactions of their own, never in the JTA transaction of a
 * caller, and must therefore not be called where one is active.
 */
@ApplicationScoped
public class Database {

    /** The same resource under the names that WildFly and other servers find it by. */
    private static final List<String> NAMES = List.of("java:/jdbc/ProcessManager", "jdbc/ProcessManager");

    /**
     * Asks Payara for the data source that it gives to persistence providers, whose connections belong to the transaction of the thread. Those of the ordinary
     * one belong to that of the calling component, which is over for Payara before the synchronizations are called: they would commit by themselves there.
     */
    private static final Map<String, String> FOR_PERSISTENCE = Map.of("com.sun.enterprise.connectors.jndisuffix", "__pm");

    private volatile DataSource dataSource;
    private volatile Dialect dialect;

    /**
     * What is done in a transaction.
     *
     * @param <T> what comes of it
     */
    @FunctionalInterface
    interface Work<T> {
        T in(Connection connection) throws SQLException;
    }

    /**
     * For work whose statements do not belong together: the database commits each by itself. Should this node be cut off from the database at that very moment, no
     * transaction stays open there whose locks would keep other nodes waiting.
     */
    <T> T autoCommitted(Work<T> work) throws SQLException {
        try {
            return withConnection(work);
        } catch (UndeclaredThrowableException broken) {
            throw declared(broken);
        }
    }

    /** Commits if the work returns and rolls back if it throws. */
    <T> T inTransaction(Work<T> work) throws SQLException {
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
    <T> T withConnection(Work<T> work) throws SQLException {
        try (Connection connection = dataSource().getConnection()) {
            return work.in(connection);
        }
    }

    /** For what belongs to the JTA transaction of the caller. */
    <T> T inCurrentTransaction(Work<T> work) throws SQLException {
        return withConnection(connection -> {
            if (connection.getAutoCommit()) {
                // What it changes would stay even if the transaction is rolled back.
                throw new SQLException("the server has not made the connection part of the transaction");
            }
            return work.in(connection);
        });
    }

    /** @return whether two commits at a time are quicker than one after the other; false until the database was reached for the first time */
    boolean commitsInParallel() {
        Dialect known = dialect;
        return known != null && known.commitsInParallel();
    }

    /** @return a database that keeps its connection, for the use of one thread */
    Session session() {
        return new Session(this);
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

    Dialect dialect() throws SQLException {
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
    Dialect dialectForQueries() {
        try {
            return dialect();
        } catch (SQLException failure) {
            throw new PersistenceException("Nothing can be read, as the database does not answer: " + failure.getMessage(), failure);
        }
    }

    DataSource dataSource() throws SQLException {
        if (dataSource == null) {
            dataSource = lookUp();
        }
        return dataSource;
    }

    private static DataSource lookUp() throws SQLException {
        NamingException last = null;
        for (String name : NAMES) {
            try {
                return (DataSource) new InitialContext(new Hashtable<>(FOR_PERSISTENCE)).lookup(name);
            } catch (NamingException notThere) {
                last = notThere;
            }
        }
        throw new SQLException("There is no data source jdbc/ProcessManager in this server; create it as the scripts in server-config do", last);
    }
}
