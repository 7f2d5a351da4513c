package io.processmanager.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.stream.Collectors;

/** The supported databases and their differences. */
public enum Dialect {
    DERBY("Apache Derby", "derby"),
    POSTGRESQL("PostgreSQL", "postgresql");

    private final String product;
    private final String migrations;

    Dialect(String product, String migrations) {
        this.product = product;
        this.migrations = migrations;
    }

    static Dialect of(Connection connection) throws SQLException {
        String name = connection.getMetaData().getDatabaseProductName();
        return Arrays.stream(values()).filter(dialect -> dialect.product.equals(name)).findFirst()
                .orElseThrow(() -> new SQLException("The data source is a " + name + " database; Process Manager knows "
                        + Arrays.stream(values()).map(dialect -> dialect.product).collect(Collectors.joining(" and "))));
    }

    /** The folder of the schema's migrations. */
    public String migrations() {
        return "db/" + migrations;
    }

    /** @return suffix of a query that must not wait for writers' locks */
    public String withoutWaiting() {
        return this == DERBY ? " with ur" : "";
    }

    /** @return suffix of a query that locks its rows and skips locked ones */
    public String lockingWhatIsFree() {
        return this == POSTGRESQL ? " for update skip locked" : "";
    }

    /** @return query for the identity last inserted by the connection */
    public String lastIdentity() {
        return this == POSTGRESQL ? "select lastval()" : "values identity_val_local()";
    }

    /** @return the length of a text as the database counts */
    public int length(String text) {
        return this == POSTGRESQL ? text.codePointCount(0, text.length()) : text.length();
    }

    /** @return whether several nodes may share it */
    public boolean hasOtherNodes() {
        return this == POSTGRESQL;
    }

    /** @return whether its connection may break during commit */
    public boolean isRemote() {
        return this == POSTGRESQL;
    }

    /** @return whether users have different rights to the tables */
    public boolean hasRights() {
        return this == POSTGRESQL;
    }

    /** @return whether an update and a dependent insert can be one statement */
    public boolean completesInOneStatement() {
        return this == POSTGRESQL;
    }

    /** @return whether a query can lock the rows that it reads until the transaction ends */
    public boolean locksWhatItReads() {
        return this == POSTGRESQL;
    }

    /** @return whether an insert can leave out a row whose key is taken, so that the transaction goes on */
    public boolean skipsDuplicates() {
        return this == POSTGRESQL;
    }

    /** @return whether one statement, committed by itself, inserts many rows */
    public boolean insertsInOneStatement() {
        return this == POSTGRESQL;
    }

    /** @return whether it commits in parallel; Derby writes one log, for which all wait */
    boolean commitsInParallel() {
        return this == POSTGRESQL;
    }

    /** @return whether it has the indexes for a search that reads no more than it returns */
    public boolean searchesByIndex() {
        return this == POSTGRESQL;
    }

    /**
     * Makes the database end a transaction left idle: if the network is cut, its locks must not persist.
     *
     * @param connection in a transaction that does nothing but SQL
     */
    public void limitIdleTime(Connection connection) throws SQLException {
        if (this == POSTGRESQL) {
            execute(connection, "set local idle_in_transaction_session_timeout = '2s'");
        }
    }

    /**
     * Prepares for group commits: no long wait for one row lock, and no plan for a small table or few rows, as plans
     * are kept while both grow.
     */
    public void beginGroupCommits(Connection connection) throws SQLException {
        if (this == POSTGRESQL) {
            execute(connection, "set lock_timeout = '2s'; set enable_seqscan = off; set enable_nestloop = off");
        }
    }

    /** Undoes {@link #beginGroupCommits}. */
    public void endGroupCommits(Connection connection) throws SQLException {
        if (this == POSTGRESQL) {
            execute(connection, "reset lock_timeout; reset enable_seqscan; reset enable_nestloop");
        }
    }

    /** Limits how long the statements of this transaction wait for locks. */
    public void limitLockWaits(Connection connection) throws SQLException {
        if (this == POSTGRESQL) {
            execute(connection, "set local lock_timeout = '2s'");
        }
    }

    /** @return whether it can tell the outcome of a transaction by number */
    public boolean knowsTransactionsAgain() {
        return this == POSTGRESQL;
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
