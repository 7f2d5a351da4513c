package io.processmanager.configuration;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The two data sources of a server differ in their names and sizes only. */
class ServerConfigTest {

    private static final Path SCRIPTS = Path.of(System.getProperty("project.basedir", "."), "server-config");
    private static final int CONNECTIONS_OF_A_NODE = 33;

    private static String script(String file) throws IOException {
        return Files.readString(SCRIPTS.resolve(file));
    }

    private static String alike(String text) {
        return text.replace("ProcessManagerReserved", "ProcessManager").replaceAll("max-pool-size=\\d+", "max-pool-size=N");
    }

    private static int connections(String text) {
        Matcher sizes = Pattern.compile("max-pool-size=(\\d+)").matcher(text);
        return sizes.results().mapToInt(size -> Integer.parseInt(size.group(1))).sum();
    }

    @Test
    void dataSourcesOfWildFlyAreAlike() throws IOException {
        String script = script("wildfly/process-manager.cli");
        List<String> sources = Pattern.compile("(?s)/subsystem=datasources/data-source=\\w+:add\\(.*?\\)\\n").matcher(script).results().map(match -> match.group()).toList();

        assertEquals(2, sources.size());
        assertEquals(alike(sources.get(0)), alike(sources.get(1)));
        assertEquals(CONNECTIONS_OF_A_NODE, connections(script));
    }

    @Test
    void dataSourcesOfPayaraAreAlike() throws IOException {
        List<String> lines = script("payara/process-manager.asadmin").lines().filter(line -> line.startsWith("create-jdbc-") || line.contains("jdbc-connection-pool.ProcessManager"))
                .toList();
        List<String> reserved = lines.stream().filter(line -> line.contains("ProcessManagerReserved")).toList();
        List<String> shared = lines.stream().filter(line -> !line.contains("ProcessManagerReserved")).toList();

        assertEquals(shared.stream().map(ServerConfigTest::alike).toList(), reserved.stream().map(ServerConfigTest::alike).toList());
        assertEquals(CONNECTIONS_OF_A_NODE, connections(String.join("\n", lines)));
    }
}
