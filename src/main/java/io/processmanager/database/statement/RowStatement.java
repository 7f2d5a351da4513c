package io.processmanager.database.statement;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * A statement about one row at a time, for any database. It is made once, when its class is loaded.
 *
 * @param <V> what a row is made of
 */
public final class RowStatement<V> {

    private final String sql;
    private final List<Parameter<V, ?>> bound = new ArrayList<>();

    /**
     * @param text with parameters by their names
     * @param parameters the parameters that there are
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
