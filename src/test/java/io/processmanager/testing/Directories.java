package io.processmanager.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Whole directories, copied and deleted. */
public final class Directories {

    private Directories() {
    }

    /** Copies a file or a directory with all that is in it; what is there already is an error. */
    public static void copy(Path from, Path to) {
        try {
            Files.createDirectories(to.getParent());
            for (Path source : below(from)) {
                Files.copy(source, to.resolve(from.relativize(source).toString()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot copy " + from + " to " + to, e);
        }
    }

    /** Deletes a directory with all that is in it, if it is there. */
    public static void delete(Path directory) {
        try {
            if (Files.exists(directory)) {
                for (Path path : below(directory).stream().sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + directory, e);
        }
    }

    private static List<Path> below(Path directory) throws IOException {
        try (Stream<Path> paths = Files.walk(directory)) {
            return paths.toList();
        }
    }
}
