package io.processmanager;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processmanager.testing.OnlyOn;
import io.processmanager.testing.ServerKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** No engine is needed to see that the image can be built: everything it copies must be there once the build is through. */
@OnlyOn(value = ServerKind.WILDFLY, because = "the image has WildFly in it")
class DockerfileIT {

    private final Path project = Path.of(System.getProperty("project.basedir"));

    @Test
    void everythingTheImageCopiesIsProducedByTheBuild() throws IOException {
        List<String> sources = sources();
        assertEquals(List.of("target/wildfly", "target/process-manager.war"), sources);
        for (String source : sources) {
            assertTrue(Files.exists(project.resolve(source)), source + " is copied by the Dockerfile, but not produced by the build");
        }
    }

    @Test
    void theCopiedServerIsConfigured() throws IOException {
        String configuration = Files.readString(project.resolve("target/wildfly/standalone/configuration/standalone.xml"));
        assertTrue(configuration.contains("java:/jdbc/ProcessManager"), "target/wildfly has no data source java:/jdbc/ProcessManager");
        assertTrue(Files.isExecutable(project.resolve("target/wildfly/bin/standalone.sh")), "the start script cannot be run");
    }

    /** The sources of the COPY instructions: all words but the last, the options aside. */
    private List<String> sources() throws IOException {
        return Files.readAllLines(project.resolve("Dockerfile")).stream()
                .filter(line -> line.startsWith("COPY "))
                .flatMap(line -> {
                    List<String> words = Arrays.stream(line.split("\\s+")).skip(1).filter(word -> !word.startsWith("--")).toList();
                    return words.subList(0, words.size() - 1).stream();
                })
                .toList();
    }
}
