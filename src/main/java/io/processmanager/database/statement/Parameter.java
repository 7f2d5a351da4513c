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
 * A named value in statements: {@code :name}, or {@code :name[]} for an array over many rows.
 *
 * @param <V> describes a row
 * @param <T> its Java type
 * @param value its source
 */
public record Parameter<V, T>(String name, Type<T> type, Function<V, T> value) {

    public static final Type<String> TEXT = new Type<>("varchar", "?", String[]::new, PreparedStatement::setString);
    public static final Type<String> LARGE_TEXT = new Type<>("text", "?", String[]::new, PreparedStatement::setString);
    public static final Type<Integer> INTEGER = new Type<>("int4", "?", Integer[]::new, PreparedStatement::setInt);
    public static final Type<Long> BIGINT = new Type<>("int8", "cast(? as bigint)", Long[]::new, (statement, index, value) -> statement.setObject(index, value, Types.BIGINT));
    public static final Type<Boolean> FLAG = new Type<>("bool", "? = 1", Boolean[]::new, (statement, index, value) -> statement.setInt(index, value ? 1 : 0));

    /** A text shared by all rows written together, so that no array is sent. */
    public static final Type<String> SHARED_TEXT = new Type<>("varchar", "?", String[]::new, PreparedStatement::setString);

    /**
     * Arrays of PostgreSQL that are one value of a statement. Its driver takes them as they are; the connection of a
     * cached statement, which would make one, may be closed on Payara. As scalar subqueries, they are not seen by the
     * planner, which would take a plan for them for cheaper than one for all, and so plan each time anew.
     */
    public static final Type<List<String>> TEXTS = array("varchar", String[]::new);
    public static final Type<List<Integer>> INTEGERS = array("int4", Integer[]::new);
    public static final Type<List<Long>> BIGINTS = array("int8", Long[]::new);

    private static final Pattern NAME = Pattern.compile("(?<!:):([a-z_]+)(\\[])?");

    /**
     * @param name in PostgreSQL
     * @param place its placeholder in a single-row statement
     */
    record Type<T>(String name, String place, IntFunction<T[]> array, Binder<T> binder) {
    }

    /** Binds a value, null if the column allows it. */
    @FunctionalInterface
    interface Binder<T> {
        void bind(PreparedStatement statement, int index, T value) throws SQLException;
    }

    private static <E> Type<List<E>> array(String element, IntFunction<E[]> elements) {
        return new Type<>(element + "[]", "(select ?::" + element + "[])", List[]::new,
                (statement, index, values) -> statement.setObject(index, values.toArray(elements)));
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
     * @param text with named parameters
     * @param known all parameters
     * @param form renders each place, in order; told whether it is for an array
     * @return the rendered text
     */
    public static <V> String render(String text, List<Parameter<V, ?>> known, BiFunction<Parameter<V, ?>, Boolean, String> form) {
        return NAME.matcher(text).replaceAll(place -> form.apply(find(place, known), place.group(2) != null));
    }

    private static <V> Parameter<V, ?> find(MatchResult place, List<Parameter<V, ?>> known) {
        return known.stream().filter(parameter -> parameter.name.equals(place.group(1))).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No value is known for " + place.group()));
    }
}
