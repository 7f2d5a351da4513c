package io.processmanager.child;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An environment variable that marks a child, and with it all that the child starts: it is inherited, also by what has
 * left the child's process tree, as daemons do. Read from {@code /proc}, so where there is none, nothing is found.
 *
 * @param value of the variable, or how it begins
 */
record ChildMark(String value) {

    static final String VARIABLE = "PROCESS_MANAGER_CHILD";

    private static final Path PROC = Path.of("/proc");

    /** @return the living processes that have the mark */
    List<ProcessHandle> found() {
        if (!Files.isDirectory(PROC)) {
            return List.of();
        }
        try (Stream<Path> processes = Files.list(PROC)) {
            return processes.filter(directory -> Character.isDigit(directory.getFileName().toString().charAt(0))).filter(this::isIn)
                    .map(directory -> ProcessHandle.of(Long.parseLong(directory.getFileName().toString()))).flatMap(Optional::stream).toList();
        } catch (IOException unreadable) {
            return List.of();
        }
    }

    private boolean isIn(Path directory) {
        try {
            String environment = "\0" + Files.readString(directory.resolve("environ"), StandardCharsets.ISO_8859_1);
            return environment.contains("\0" + VARIABLE + "=" + value);
        } catch (IOException endedOrSomebodyElses) {
            return false;
        }
    }
}
