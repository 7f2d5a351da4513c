package io.processmanager.benchmark.node;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Fills a table with copies of one of its rows, within the database, which may be any that knows SQL. */
public final class CopiedRows {

    /** The number of a copy, from 0, in an expression. */
    public static final String NUMBER = "copy.number";

    private static final int DIGITS = 6;
    private static final int MOST = 1_000_000;

    private final Connection connection;

    /** @param connection to insert on */
    public CopiedRows(Connection connection) {
        this.connection = connection;
    }

    /**
     * @param length at least six
     * @return the expression of {@link #NUMBER} as a text of so many digits, which sorts as the number does
     */
    public static String numberOfLength(int length) {
        return "'" + "0".repeat(length - DIGITS) + "' || substr(cast(" + MOST + " + " + NUMBER + " as char(" + (DIGITS + 1) + ")), 2)";
    }

    /**
     * Inserts the copies in the order of their numbers.
     *
     * @param table the table
     * @param template the condition that finds the row to be copied
     * @param copies how many, at most 1,000,000
     * @param change the name of a column in lower case to the expression of what a copy has there, which is the name itself where nothing differs
     * @throws SQLException if the database refuses
     */
    public void add(String table, String template, int copies, UnaryOperator<String> change) throws SQLException {
        List<String> columns = columns(table);
        try (Statement statement = connection.createStatement()) {
            int added = statement.executeUpdate("insert into " + table + " (" + String.join(", ", columns) + ") select "
                    + columns.stream().map(change).collect(Collectors.joining(", ")) + " from " + table + ", (select " + number() + " as number from " + digits()
                    + ") copy where " + template + " and " + NUMBER + " < " + copies + " order by " + NUMBER);
            if (added != copies) {
                throw new IllegalStateException("there should be one row to be copied in table " + table + " where " + template + ", but " + copies + " copies have made "
                        + added + " rows");
            }
        }
    }

    private static String number() {
        return IntStream.range(0, DIGITS).mapToObj(digit -> "digit" + digit + ".n * " + (int) Math.pow(10, digit)).collect(Collectors.joining(" + "));
    }

    private static String digits() {
        return IntStream.range(0, DIGITS).mapToObj(digit -> "(values (0), (1), (2), (3), (4), (5), (6), (7), (8), (9)) digit" + digit + "(n)").collect(Collectors.joining(", "));
    }

    private List<String> columns(String table) throws SQLException {
        try (Statement statement = connection.createStatement(); ResultSet none = statement.executeQuery("select * from " + table + " where 0 = 1")) {
            ResultSetMetaData row = none.getMetaData();
            List<String> columns = new ArrayList<>();
            for (int i = 1; i <= row.getColumnCount(); i++) {
                columns.add(row.getColumnName(i).toLowerCase(Locale.ROOT));
            }
            return columns;
        }
    }
}
