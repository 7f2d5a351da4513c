package io.processmanager.benchmark.node;

import java.sql.Clob;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** Fills a table with copies of one of its rows, in any SQL database. */
public final class CopiedRows {

    private static final int BATCH = 1_000;

    private final Connection connection;

    /** @param connection to commit on; it is left with automatic commits switched off */
    public CopiedRows(Connection connection) {
        this.connection = connection;
    }

    /**
     * @param table the table
     * @param template the condition that finds the row to be copied
     * @param copies how many
     * @param change how a copy differs
     * @throws SQLException if the database refuses
     */
    public void add(String table, String template, int copies, Change change) throws SQLException {
        connection.setAutoCommit(false);
        List<String> columns = new ArrayList<>();
        List<Object> values = new ArrayList<>();
        read(table, template, columns, values);
        String insert = "insert into " + table + " (" + String.join(", ", columns) + ") values (" + String.join(", ", Collections.nCopies(columns.size(), "?")) + ")";
        try (PreparedStatement statement = connection.prepareStatement(insert)) {
            for (int copy = 0; copy < copies; copy++) {
                for (int i = 0; i < columns.size(); i++) {
                    statement.setObject(i + 1, change.value(columns.get(i), values.get(i), copy));
                }
                statement.addBatch();
                if (copy % BATCH == BATCH - 1 || copy == copies - 1) {
                    statement.executeBatch();
                    connection.commit();
                }
            }
        }
    }

    private void read(String table, String template, List<String> columns, List<Object> values) throws SQLException {
        try (Statement statement = connection.createStatement(); ResultSet row = statement.executeQuery("select * from " + table + " where " + template)) {
            if (!row.next()) {
                throw new IllegalStateException("there is no row to be copied in table " + table + " where " + template);
            }
            for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                columns.add(row.getMetaData().getColumnName(i).toLowerCase(Locale.ROOT));
                Object value = row.getObject(i);
                values.add(value instanceof Clob ? row.getString(i) : value);
            }
        }
    }

    /** How a copy differs from its template. */
    @FunctionalInterface
    public interface Change {

        /**
         * @param column the column, in lower case
         * @param value what the template has there; may be null
         * @param copy the number of the copy, from 0
         * @return what the copy has there; may be null
         */
        Object value(String column, Object value, int copy);
    }
}
