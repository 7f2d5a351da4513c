package io.processmanager.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.stream.Collectors;

/** The databases that we know, and in what they differ. */
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

    /** @return what is added to a query that must not wait for the locks of writers */
    public String withoutWaiting() {
        return this == DERBY ? " with ur" : "";
    }

    /** @return what is added to a query that is to lock the rows that it finds, but for those that others have locked */
    public String lockingWhatIsFree() {
        return this == POSTGRESQL ? " for update skip locked" : "";
    }

    /** @return the query for the identity of the row that the connection has inserted last */
    public String lastIdentity() {
        return this == POSTGRESQL ? "select lastval()" : "values identity_val_local()";
    }

    /** @return how many characters the database counts in a text */
    public int length(String text) {
        return this == POSTGRESQL ? text.codePointCount(0, text.length()) : text.length();
    }

    /** @return whether several nodes may work with one database */
    public boolean hasOtherNodes() {
        return this == POSTGRESQL;
    }

    /** @return whether the connection to it may break while it is told to commit */
    public boolean isRemote() {
        return this == POSTGRESQL;
    }

    /** @return whether its users may do different things to the tables */
    public boolean hasRights() {
        return this == POSTGRESQL;
    }

    /** @return whether an update and the insert that depends on it can be one statement */
    public boolean completesInOneStatement() {
        return this == POSTGRESQL;
    }

    /** @return whether many rows are inserted by one statement, which is committed by itself */
    public boolean insertsInOneStatement() {
        return this == POSTGRESQL;
    }

    /** @return whether it works for several commits at a time; Derby writes one log, and lets everybody wait for it */
    boolean commitsInParallel() {
        return this == POSTGRESQL;
    }

    /** @return whether there are the indexes that a search needs that reads no more than it answers */
    public boolean searchesByIndex() {
        return this == POSTGRESQL;
    }

    /**
     * Lets the database end a transaction that we have left alone: our network may be cut off in its middle, and the locks must not outlast that.
     *
     * @param connection in a transaction that does nothing but SQL
     */
    void limitIdleTime(Connection connection) throws SQLException {
        if (this == POSTGRESQL) {
            execute(connection, "set local idle_in_transaction_session_timeout = '2s'");
        }
    }

    /**
     * Prepares a connection for group commits, which must not wait long for the lock of a single row, and whose statements must not be planned for a small table,
     * nor for few rows: the plan is kept while both grow.
     */
    public void beginGroupCommits(Connection connection) throws SQLException {
        if (this == POSTGRESQL) {
            execute(connection, "set lock_timeout = '2s'; set enable_seqscan = off; set enable_nestloop = off");
        }
    }

    /** Makes the connection again one like any other. */
    public void endGroupCommits(Connection connection) throws SQLException {
        if (this == POSTGRESQL) {
            execute(connection, "reset lock_timeout; reset enable_seqscan; reset enable_nestloop");
        }
    }

    /** @return whether it can tell the fate of a transaction by its number */
    public boolean knowsTransactionsAgain() {
        return this == POSTGRESQL;
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
