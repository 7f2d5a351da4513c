package io.processmanager.database.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processmanager.database.InMemoryDatabase;
import io.processmanager.database.OneSession;
import io.processmanager.testing.PostgresServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** However the scripts of the two databases come to it, in the end there are the same tables. */
class MigratedSchemasIT {

    private static final Set<String> TABLES = Set.of("process", "process_step", "process_log", "runner", "exclusive_runner", "process_run", "process_tag", "queue", "schedule", "plugin_lease");

    /** The database in memory is made without. */
    private static final String OF_FLYWAY = "flyway_schema_history";

    @Test
    void bothDatabasesHaveTheSameTablesColumnsAndFirstRows() throws Exception {
        try (PostgresServer server = PostgresServer.start("schemas"); OneSession postgres = new OneSession(server.url(), server.user(), server.password())) {
            InMemoryDatabase derby = new InMemoryDatabase();

            Map<String, List<String>> columns = derby.withConnection(connection -> columns(connection, "APP"));
            assertTrue(columns.keySet().containsAll(TABLES), columns.toString());
            assertEquals(columns, postgres.withConnection(connection -> columns(connection, "public")));
            Map<String, List<String>> keys = derby.withConnection(connection -> keys(connection, "APP", columns.keySet()));
            assertEquals(keys, postgres.withConnection(connection -> keys(connection, "public", columns.keySet())));
            Map<String, Integer> rows = derby.withConnection(connection -> rows(connection, columns.keySet()));
            assertEquals(rows, postgres.withConnection(connection -> rows(connection, columns.keySet())));
        }
    }

    /** Names of the columns in their order, with what they take; only large texts are of another type. */
    private static Map<String, List<String>> columns(Connection connection, String schema) throws SQLException {
        Map<String, List<String>> columns = new TreeMap<>();
        try (ResultSet found = connection.getMetaData().getColumns(null, schema, "%", "%")) {
            while (found.next()) {
                String table = found.getString("TABLE_NAME").toLowerCase(Locale.ROOT);
                if (!table.equals(OF_FLYWAY) && isTable(connection, schema, found.getString("TABLE_NAME"))) {
                    columns.computeIfAbsent(table, key -> new ArrayList<>()).add(found.getString("COLUMN_NAME").toLowerCase(Locale.ROOT) + " " + type(found)
                            + (found.getString("IS_NULLABLE").equals("NO") ? " not null" : "") + (found.getString("IS_AUTOINCREMENT").equals("YES") ? " counted" : ""));
                }
            }
        }
        return columns;
    }

    private static boolean isTable(Connection connection, String schema, String name) throws SQLException {
        try (ResultSet found = connection.getMetaData().getTables(null, schema, name, new String[] {"TABLE"})) {
            return found.next();
        }
    }

    private static String type(ResultSet column) throws SQLException {
        int size = column.getInt("COLUMN_SIZE");
        return switch (column.getInt("DATA_TYPE")) {
            case Types.BIGINT -> "bigint";
            case Types.INTEGER -> "integer";
            case Types.CLOB -> "large text";
            case Types.VARCHAR -> size == Integer.MAX_VALUE ? "large text" : "varchar(" + size + ")";
            default -> column.getString("TYPE_NAME");
        };
    }

    private static Map<String, List<String>> keys(Connection connection, String schema, Set<String> tables) throws SQLException {
        Map<String, List<String>> keys = new TreeMap<>();
        for (String table : tables) {
            String name = schema.equals("APP") ? table.toUpperCase(Locale.ROOT) : table;
            Map<Short, String> key = new TreeMap<>();
            try (ResultSet found = connection.getMetaData().getPrimaryKeys(null, schema, name)) {
                while (found.next()) {
                    key.put(found.getShort("KEY_SEQ"), found.getString("COLUMN_NAME").toLowerCase(Locale.ROOT));
                }
            }
            keys.put(table, List.copyOf(key.values()));
        }
        return keys;
    }

    private static Map<String, Integer> rows(Connection connection, Set<String> tables) throws SQLException {
        Map<String, Integer> rows = new TreeMap<>();
        for (String table : tables) {
            try (var statement = connection.createStatement(); ResultSet count = statement.executeQuery("select count(*) from " + table)) {
                count.next();
                rows.put(table, count.getInt(1));
            }
        }
        return rows;
    }
}
