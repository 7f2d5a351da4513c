package io.processmanager.execution.remote;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.servlet.ServletContext;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The classes of the deployment as files, for children: servers keep them in forms of their own. What children need of
 * the server, the Jakarta APIs, JSON-P and JSON-B, is in {@code WEB-INF/isolation}.
 */
@ApplicationScoped
public class ChildClassPath {

    private static final System.Logger LOG = System.getLogger(ChildClassPath.class.getName());

    private static final String CLASSES = "/WEB-INF/classes/";
    private static final List<String> LIBRARIES = List.of("/WEB-INF/lib/", "/WEB-INF/isolation/");

    private ServletContext deployment;
    private Path directory;
    private String path;

    void know(@Observes @Initialized(ApplicationScoped.class) ServletContext started) {
        deployment = started;
    }

    /**
     * Copies the classes, at the first call.
     *
     * @return the class path
     * @throws IOException if they cannot be copied
     */
    public synchronized String get() throws IOException {
        if (path == null) {
            directory = Files.createTempDirectory("process-manager-classes-");
            List<String> parts = new ArrayList<>();
            copy(CLASSES, directory.resolve("classes"));
            parts.add(directory.resolve("classes").toString());
            for (String libraries : LIBRARIES) {
                Path copied = directory.resolve(Path.of(libraries).getFileName());
                copy(libraries, copied);
                parts.add(copied + File.separator + "*");
            }
            path = String.join(File.pathSeparator, parts);
        }
        return path;
    }

    private void copy(String folder, Path target) throws IOException {
        Files.createDirectories(target);
        Set<String> names = deployment.getResourcePaths(folder);
        for (String name : names == null ? Set.<String>of() : new TreeSet<>(names)) {
            Path file = target.resolve(name.substring(folder.length()));
            if (name.endsWith("/")) {
                copy(name, file);
            } else {
                try (InputStream content = deployment.getResourceAsStream(name)) {
                    Files.copy(content, file);
                }
            }
        }
    }

    @PreDestroy
    synchronized void remove() {
        if (directory != null) {
            try (Stream<Path> all = Files.walk(directory)) {
                for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(each);
                }
            } catch (IOException | UncheckedIOException inUse) {
                LOG.log(System.Logger.Level.WARNING, "The classes of isolated steps cannot be removed: " + directory, inUse);
            }
            path = null;
        }
    }
}
