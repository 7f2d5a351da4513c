package io.processmanager.database.statement;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A statement of PostgreSQL about many rows, with an array for each parameter: the database plans and prepares once for all, which costs more than the row
 * itself if it is done for each. It is made once, when its class is loaded.
 *
 * @param <V> what a row is made of
 */
public final class ArrayStatement<V> {

    private final String sql;
    private final List<Parameter<V, ?>> bound = new ArrayList<>();

    /**
     * @param text with parameters by their names. {@code :rows} stands for a table of some of them, and {@code number} for the number of its row
     * @param parameters the parameters that there are
     * @param tabled those that the table has. All others are taken out of their arrays where they are needed: a table that is joined is copied several times for each
     *               row, so it is to have only what is needed more than once
     */
    public ArrayStatement(String text, List<Parameter<V, ?>> parameters, List<String> tabled) {
        String table = tabled.stream().map(name -> ":" + name + "[]").collect(Collectors.joining(", ", "unnest(", ")"))
                + " with ordinality as given (" + String.join(", ", tabled) + ", number)";
        sql = Parameter.render(readingTheClockOnce(text.replace(":rows", table)), parameters, (parameter, asArray) -> {
            if (!asArray && tabled.contains(parameter.name())) {
                return "given." + parameter.name();
            }
            bound.add(parameter);
            String array = "?::" + parameter.type().name() + "[]";
            return parameter.isShared() ? parameter.type().place() : asArray ? array : "(" + array + ")[number]";
        });
    }

    /** The time is asked for once, not once for each row. */
    public static String readingTheClockOnce(String text) {
        return text.replace("now_millis()", "(values (now_millis()))");
    }

    public String sql() {
        return sql;
    }

    public void bind(Connection connection, PreparedStatement statement, List<V> rows) throws SQLException {
        for (int i = 0; i < bound.size(); i++) {
            Parameter<V, ?> parameter = bound.get(i);
            if (parameter.isShared()) {
                parameter.bind(statement, i + 1, rows.get(0));
            } else {
                parameter.bindArray(connection, statement, i + 1, rows);
            }
        }
    }
}
