package io.processmanager.database.statement;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** New column values of a row: SQL expressions over the old values. */
public final class ColumnValues {

    private final Map<String, String> values = new LinkedHashMap<>();

    private ColumnValues() {
    }

    /** @param lines one {@code column = expression} per line */
    public static ColumnValues of(String lines) {
        ColumnValues columns = new ColumnValues();
        lines.lines().map(line -> line.split("=", 2)).forEach(column -> columns.values.put(column[0].strip(), column[1].strip()));
        return columns;
    }

    /** @return the values of a row inserted with these and changed before anybody sees it */
    public ColumnValues changedBy(ColumnValues change) {
        ColumnValues changed = new ColumnValues();
        changed.values.putAll(values);
        change.values.forEach((column, expression) -> changed.values.put(column, expression.replace(column, values.getOrDefault(column, column))));
        changed.values.values().removeIf("null"::equals);
        return changed;
    }

    /** @return whether a value depends on the parameter of this name */
    public boolean takes(String parameter) {
        return values.values().stream().anyMatch(value -> value.matches(".*:" + parameter + "\\b.*"));
    }

    /** @return the assignments of an update */
    public String assignments() {
        return values.entrySet().stream().map(column -> column.getKey() + " = " + column.getValue()).collect(Collectors.joining(",\n    "));
    }

    /** @return the columns of an insert */
    public String names() {
        return String.join(", ", values.keySet());
    }

    /** @return their values, in the same order */
    public String expressions() {
        return String.join(", ", values.values());
    }
}
