package io.processmanager.testing;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Looks into a database behind the product's back. */
public final class Sql {

    private final String url;
    private final String user;
    private final String password;

    public Sql(String url, String user, String password) {
        this.url = url;
        this.user = user;
        this.password = password;
    }

    public Connection connect() throws SQLException {
        return DriverManager.getConnection(url, user, password);
    }

    /** @return the number in the first column of the first row */
    public long count(String sql, Object... parameters) {
        return ask(sql, parameters, row -> row.next() ? row.getLong(1) : 0L);
    }

    /** @return the text in the first column of the first row; null if it is, or if there is no row */
    public String text(String sql, Object... parameters) {
        return ask(sql, parameters, row -> row.next() ? row.getString(1) : null);
    }

    /** Executes a statement that changes something, and commits it. */
    public int execute(String sql, Object... parameters) {
        try (Connection connection = connect(); PreparedStatement statement = prepare(connection, sql, parameters)) {
            return statement.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException("the database refuses: " + sql, e);
        }
    }

    /** Executes a statement that takes no parameters and is to be no part of a transaction. */
    public void run(String sql) {
        try (Connection connection = connect(); Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException("the database refuses: " + sql, e);
        }
    }

    private <T> T ask(String sql, Object[] parameters, Answer<T> answer) {
        try (Connection connection = connect(); PreparedStatement statement = prepare(connection, sql, parameters); ResultSet row = statement.executeQuery()) {
            return answer.read(row);
        } catch (SQLException e) {
            throw new IllegalStateException("the database does not answer: " + sql, e);
        }
    }

    private static PreparedStatement prepare(Connection connection, String sql, Object... parameters) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < parameters.length; i++) {
            statement.setObject(i + 1, parameters[i]);
        }
        return statement;
    }

    /** Reads what is wanted of an answer. */
    @FunctionalInterface
    private interface Answer<T> {
        T read(ResultSet row) throws SQLException;
    }
}
