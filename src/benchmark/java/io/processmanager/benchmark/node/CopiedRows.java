package io.processmanager.benchmark.node;

import java.sql.Clob;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

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
        List<Cell> row = read(table, template);
        String insert = "insert into " + table + " (" + row.stream().map(Cell::column).collect(Collectors.joining(", ")) + ") values ("
                + String.join(", ", Collections.nCopies(row.size(), "?")) + ")";
        try (PreparedStatement statement = connection.prepareStatement(insert)) {
            for (int copy = 0; copy < copies; copy++) {
                bind(statement, row, copy, change);
                statement.addBatch();
                if (copy % BATCH == BATCH - 1 || copy == copies - 1) {
                    statement.executeBatch();
                    connection.commit();
                }
            }
        }
    }

    private static void bind(PreparedStatement statement, List<Cell> row, int copy, Change change) throws SQLException {
        for (int i = 0; i < row.size(); i++) {
            Cell cell = row.get(i);
            if (cell.value() == null) {
                statement.setNull(i + 1, cell.type());
            } else {
                statement.setObject(i + 1, change.value(cell.column(), cell.value(), copy));
            }
        }
    }

    private List<Cell> read(String table, String template) throws SQLException {
        try (Statement statement = connection.createStatement(); ResultSet row = statement.executeQuery("select * from " + table + " where " + template)) {
            if (!row.next()) {
                throw new IllegalStateException("there is no row to be copied in table " + table + " where " + template);
            }
            ResultSetMetaData columns = row.getMetaData();
            List<Cell> cells = new ArrayList<>();
            for (int i = 1; i <= columns.getColumnCount(); i++) {
                Object value = row.getObject(i);
                cells.add(new Cell(columns.getColumnName(i).toLowerCase(Locale.ROOT), columns.getColumnType(i),
                        value instanceof Clob text ? text.getSubString(1, (int) text.length()) : value));
            }
            return cells;
        }
    }

    /** One value of the template; null is written as it is. */
    private record Cell(String column, int type, Object value) {
    }

    /** How a copy differs from its template. */
    @FunctionalInterface
    public interface Change {

        /**
         * @param column the column, in lower case
         * @param value what the template has there, which is not null
         * @param copy the number of the copy, from 0
         * @return what the copy has there; not null either
         */
        Object value(String column, Object value, int copy);
    }
}
