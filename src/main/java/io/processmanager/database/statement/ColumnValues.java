package io.processmanager.database.statement;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** What becomes of the columns of a row: an SQL expression for each, in which the columns have the values from before. */
public final class ColumnValues {

    private final Map<String, String> values = new LinkedHashMap<>();

    private ColumnValues() {
    }

    /** @param lines a line for each column: {@code column = expression} */
    public static ColumnValues of(String lines) {
        ColumnValues columns = new ColumnValues();
        lines.lines().map(line -> line.split("=", 2)).forEach(column -> columns.values.put(column[0].strip(), column[1].strip()));
        return columns;
    }

    /** @return what a row has that is inserted with these values, and changed before anybody sees it */
    public ColumnValues changedBy(ColumnValues change) {
        ColumnValues changed = new ColumnValues();
        changed.values.putAll(values);
        change.values.forEach((column, expression) -> changed.values.put(column, expression.replace(column, values.getOrDefault(column, column))));
        changed.values.values().removeIf("null"::equals);
        return changed;
    }

    /** @return what an update sets */
    public String assignments() {
        return values.entrySet().stream().map(column -> column.getKey() + " = " + column.getValue()).collect(Collectors.joining(",\n    "));
    }

    /** @return the columns that an insert names */
    public String names() {
        return String.join(", ", values.keySet());
    }

    /** @return their values, in the same order */
    public String expressions() {
        return String.join(", ", values.values());
    }
}
