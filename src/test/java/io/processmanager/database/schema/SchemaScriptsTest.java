package io.processmanager.database.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The scripts of both databases make the same tables. */
class SchemaScriptsTest {

    private static final Path SCRIPTS = Path.of(System.getProperty("project.basedir", "."), "src/main/resources/db");
    private static final Pattern TABLE = Pattern.compile("create table (\\w+) \\((.*?)\\n\\);", Pattern.DOTALL);
    private static final Pattern INSERT = Pattern.compile("^insert .*;$", Pattern.MULTILINE);

    @Test
    void tablesAndColumnsAreTheSameInTheSameOrder() {
        Map<String, List<String>> derby = tables("derby");

        assertEquals(List.of("process", "process_step", "process_log", "runner", "exclusive_runner", "process_run", "process_tag", "queue", "schedule", "plugin_lease", "process_child", "child_group"), List.copyOf(derby.keySet()));
        assertEquals(List.copyOf(derby.keySet()), List.copyOf(tables("postgresql").keySet()));
        derby.forEach((table, columns) -> {
            assertFalse(columns.isEmpty(), table);
            assertEquals(columns, tables("postgresql").get(table), table);
        });
    }

    @Test
    void rightsToEveryTableAreLookedAt() {
        assertEquals(Stream.concat(Stream.of("process_manager_schema"), tables("derby").keySet().stream()).sorted().toList(), SchemaRights.TABLES);
    }

    @Test
    void rowsThatAreThereFromTheBeginningAreTheSame() {
        assertEquals(inserts("derby"), inserts("postgresql"));
        assertFalse(inserts("derby").isEmpty());
    }

    @Test
    void everyScriptExistsForBothDatabasesAndIsNamedInTheCode() throws IOException {
        for (String database : List.of("derby", "postgresql")) {
            try (Stream<Path> files = Files.list(SCRIPTS.resolve(database))) {
                assertEquals(MigrationScripts.NAMES, files.map(file -> file.getFileName().toString()).sorted().toList(), database);
            }
        }
    }

    /** Names of the columns with their types, which are the same but for large texts. */
    private static Map<String, List<String>> tables(String database) {
        Map<String, List<String>> tables = new LinkedHashMap<>();
        for (String script : MigrationScripts.NAMES) {
            Matcher table = TABLE.matcher(text(database, script));
            while (table.find()) {
                tables.put(table.group(1), Arrays.stream(table.group(2).split(",\\s*\\n")).map(String::trim)
                        .map(column -> column.replaceAll("\\s+", " ").replaceFirst("^(\\w+) (clob|text)", "$1 large text")).toList());
            }
        }
        return tables;
    }

    private static List<String> inserts(String database) {
        return MigrationScripts.NAMES.stream().flatMap(script -> INSERT.matcher(text(database, script)).results().map(row -> row.group())).toList();
    }

    private static String text(String database, String script) {
        try (InputStream in = SchemaScriptsTest.class.getResourceAsStream("/db/" + database + "/" + script)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
