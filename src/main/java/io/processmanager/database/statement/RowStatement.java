package io.processmanager.database.statement;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * A statement for one row at a time, on any database.
 *
 * @param <V> describes a row
 */
public final class RowStatement<V> {

    private final String sql;
    private final List<Parameter<V, ?>> bound = new ArrayList<>();

    /**
     * @param text with named parameters
     * @param parameters all parameters
     */
    public RowStatement(String text, List<Parameter<V, ?>> parameters) {
        sql = Parameter.render(text, parameters, (parameter, asArray) -> {
            bound.add(parameter);
            return parameter.type().place();
        });
    }

    public String sql() {
        return sql;
    }

    public void bind(PreparedStatement statement, V row) throws SQLException {
        for (int i = 0; i < bound.size(); i++) {
            bound.get(i).bind(statement, i + 1, row);
        }
    }
}
