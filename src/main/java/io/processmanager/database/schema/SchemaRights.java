package io.processmanager.database.schema;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The database user's rights to the tables on PostgreSQL, and what to grant if they are too few. Derby's user may do
 * everything.
 */
final class SchemaRights {

    /** All tables, by their names. */
    static final List<String> TABLES = List.of("child_group", "exclusive_runner", "plugin_lease", "process", "process_child", "process_log", "process_manager_schema", "process_run", "process_step", "process_tag",
            "queue", "runner", "schedule");

    /** {@code current_schema()} omits schemas without usage rights. */
    private static final String SCHEMA = String.format(Locale.ROOT, """
            select quote_ident(current_user), quote_ident(current_schema()), has_schema_privilege(current_schema(), 'CREATE'),
                to_regclass(quote_ident(current_schema()) || '.process_manager_schema') is not null, current_setting('search_path'),
                current_setting('transaction_read_only') = 'on',
                (select string_agg(quote_ident(c.relname), ', ' order by c.relname) from pg_class c where c.relnamespace = to_regnamespace(quote_ident(current_schema()))
                    and c.relname in (%1$s) and not pg_has_role(c.relowner, 'USAGE')),
                (select string_agg(quote_ident(c.relname), ', ' order by c.relname) from pg_class c where c.relnamespace = to_regnamespace(quote_ident(current_schema()))
                    and c.relname in (%1$s) and not (has_table_privilege(c.oid, 'SELECT') and has_table_privilege(c.oid, 'INSERT')
                        and has_table_privilege(c.oid, 'UPDATE') and has_table_privilege(c.oid, 'DELETE')))
            """, TABLES.stream().map(table -> "'" + table + "'").collect(Collectors.joining(", ")));

    private final String user;
    private final String schema;
    private final boolean mayCreate;
    private final boolean isMade;
    private final String searchPath;
    private final boolean readOnly;
    private final String tablesOfOthers;
    private final String tablesWithoutRights;

    private SchemaRights(ResultSet row) throws SQLException {
        user = row.getString(1);
        schema = row.getString(2);
        mayCreate = row.getBoolean(3);
        isMade = row.getBoolean(4);
        searchPath = row.getString(5);
        readOnly = row.getBoolean(6);
        tablesOfOthers = row.getString(7);
        tablesWithoutRights = row.getString(8);
    }

    static SchemaRights read(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(SCHEMA); ResultSet row = statement.executeQuery()) {
            row.next();
            return new SchemaRights(row);
        }
    }

    /** @throws SQLException if the database takes no changes; a standby may become the primary */
    void requireWritable() throws SQLException {
        if (readOnly && !isMade) {
            throw new SQLException("the tables cannot be made in a database that takes no changes", "25006");
        }
    }

    /** @return why the tables cannot be made, and the remedy; empty if they can */
    Optional<String> whyNotMade() {
        if (schema == null) {
            return Optional.of("the user " + user + " of the database may use no schema of its search path (" + searchPath + "). " + grantSchema("public"));
        }
        return isMade || mayCreate ? Optional.empty() : Optional.of(mayNotCreate());
    }

    /** @return likewise for changing existing tables, once refused */
    Optional<String> whyNotChanged() {
        if (tablesOfOthers != null) {
            return Optional.of("the tables " + tablesOfOthers + " do not belong to the user " + user + " of the database, and only their owner can change them. Let it own them:"
                    + " ALTER TABLE … OWNER TO " + user + " for each, or deploy with the user who owns them");
        }
        return mayCreate ? Optional.empty() : Optional.of(mayNotCreate());
    }

    /** @return likewise for using them */
    Optional<String> whyNotUsed() {
        return Optional.ofNullable(tablesWithoutRights).map(tables -> "the user " + user + " of the database may not read and change the tables " + tables
                + ". An administrator of the database, or their owner, can allow it: GRANT SELECT, INSERT, UPDATE, DELETE ON " + tables + " TO " + user);
    }

    private String mayNotCreate() {
        return "the user " + user + " of the database may not create tables in the schema " + schema + ". " + grantSchema(schema);
    }

    private String grantSchema(String name) {
        return "An administrator of the database, or the owner of the schema, can allow it: GRANT CREATE, USAGE ON SCHEMA " + name + " TO " + user;
    }
}
