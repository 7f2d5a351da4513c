package io.processmanager.database.statement;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A value that statements take by its name: {@code :name} in their text, or {@code :name[]} for an array of the values of many rows.
 *
 * @param <V> what a row is made of
 * @param <T> its type in Java
 * @param name its name
 * @param type its type in the database
 * @param value where it comes from
 */
public record Parameter<V, T>(String name, Type<T> type, Function<V, T> value) {

    public static final Type<String> TEXT = new Type<>("varchar", "?", String[]::new, PreparedStatement::setString);
    public static final Type<String> LARGE_TEXT = new Type<>("text", "?", String[]::new, PreparedStatement::setString);
    public static final Type<Integer> INTEGER = new Type<>("int4", "?", Integer[]::new, PreparedStatement::setInt);
    public static final Type<Long> BIGINT = new Type<>("int8", "cast(? as bigint)", Long[]::new, (statement, index, value) -> statement.setObject(index, value, Types.BIGINT));
    public static final Type<Boolean> FLAG = new Type<>("bool", "? = 1", Boolean[]::new, (statement, index, value) -> statement.setInt(index, value ? 1 : 0));

    /** A text that is the same for all rows that are written together, so that no array of it is sent. */
    public static final Type<String> SHARED_TEXT = new Type<>("varchar", "?", String[]::new, PreparedStatement::setString);

    private static final Pattern NAME = Pattern.compile("(?<!:):([a-z_]+)(\\[])?");

    /**
     * The type of a value.
     *
     * @param name its name in PostgreSQL
     * @param place how a value stands in a statement for one row
     * @param array makes an array for values
     * @param binder binds one of them
     */
    record Type<T>(String name, String place, IntFunction<T[]> array, Binder<T> binder) {
    }

    /** Binds a value, which may be null where the column may. */
    @FunctionalInterface
    interface Binder<T> {
        void bind(PreparedStatement statement, int index, T value) throws SQLException;
    }

    public boolean isShared() {
        return type == SHARED_TEXT;
    }

    public void bind(PreparedStatement statement, int index, V row) throws SQLException {
        type.binder.bind(statement, index, value.apply(row));
    }

    public void bindArray(Connection connection, PreparedStatement statement, int index, List<V> rows) throws SQLException {
        statement.setArray(index, connection.createArrayOf(type.name, rows.stream().map(value).toArray(type.array)));
    }

    /**
     * @param text with parameters by their names
     * @param known the parameters that there are
     * @param form renders each place, in the order of the text, knowing whether it is for an array
     * @return the text with all of them rendered
     */
    public static <V> String render(String text, List<Parameter<V, ?>> known, BiFunction<Parameter<V, ?>, Boolean, String> form) {
        return NAME.matcher(text).replaceAll(place -> form.apply(find(place, known), place.group(2) != null));
    }

    private static <V> Parameter<V, ?> find(MatchResult place, List<Parameter<V, ?>> known) {
        return known.stream().filter(parameter -> parameter.name.equals(place.group(1))).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No value is known for " + place.group()));
    }
}
