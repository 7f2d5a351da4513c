package io.processmanager.database.statement;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A PostgreSQL statement for many rows, with an array per parameter: planned once for all rows, as planning costs
 * more than a row.
 *
 * @param <V> describes a row
 */
public final class ArrayStatement<V> {

    private final String sql;
    private final List<Parameter<V, ?>> bound = new ArrayList<>();

    /**
     * @param text {@code :rows} is a table of some parameters, {@code number} its row number
     * @param parameters all parameters
     * @param tabled those in the table; others are read from their arrays in place. A joined table is copied several
     *     times per row, so include only what is needed more than once
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

    /** Reads the clock once, not once per row. */
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
