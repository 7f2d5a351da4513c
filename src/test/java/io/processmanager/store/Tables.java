package io.processmanager.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import javax.sql.DataSource;

/** Looks into the tables and changes them behind the product's back, each time in a transaction of its own. */
public final class Tables {

    private Tables() {
    }

    /** @return how many rows were changed */
    public static int update(String sql, Object... parameters) {
        try (Connection connection = dataSource().getConnection()) {
            return update(connection, sql, parameters);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** @return whether there is a table of that name, in whatever case the database writes it */
    public static boolean exists(String name) {
        try (Connection connection = dataSource().getConnection(); ResultSet tables = connection.getMetaData().getTables(null, null, null, new String[] {"TABLE"})) {
            boolean found = false;
            while (tables.next()) {
                found |= name.equalsIgnoreCase(tables.getString("TABLE_NAME"));
            }
            return found;
        } catch (SQLException e) {
            throw new IllegalStateException(name, e);
        }
    }

    /** Changes several things at once. */
    public static void together(Work work) {
        try (Connection connection = dataSource().getConnection()) {
            connection.setAutoCommit(false);
            try {
                work.in(connection);
                connection.commit();
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Several statements of one transaction. */
    @FunctionalInterface
    public interface Work {
        void in(Connection connection) throws SQLException;
    }

    /** @return how many rows were changed, in the transaction of that connection */
    public static int update(Connection connection, String sql, Object... parameters) throws SQLException {
        try (PreparedStatement statement = prepare(connection, sql, parameters)) {
            return statement.executeUpdate();
        }
    }

    /** @return the first column of all rows, as text */
    public static List<String> query(String sql, Object... parameters) {
        List<String> answer = new ArrayList<>();
        try (Connection connection = dataSource().getConnection(); PreparedStatement statement = prepare(connection, sql, parameters);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                answer.add(rows.getString(1));
            }
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
        return answer;
    }

    /** @return the first column of the one row there is */
    public static long number(String sql, Object... parameters) {
        return Long.parseLong(query(sql, parameters).get(0));
    }

    private static PreparedStatement prepare(Connection connection, String sql, Object... parameters) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < parameters.length; i++) {
            statement.setObject(i + 1, parameters[i]);
        }
        return statement;
    }

    private static DataSource dataSource() {
        for (String name : List.of("java:/jdbc/ProcessManager", "jdbc/ProcessManager")) {
            try {
                return InitialContext.doLookup(name);
            } catch (NamingException notThere) {
                // the next name may be the one of this server
            }
        }
        throw new IllegalStateException("there is no data source jdbc/ProcessManager");
    }
}
