package io.processmanager.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Keeps what the tests have counted, one line for each, where a reader finds it after the build: in target/fault/figures.txt. */
final class Figures {

    private Figures() {
    }

    static void print(String test, String figures) {
        String line = "[fault] " + test + ": " + figures;
        System.out.println(line);
        Path file = Path.of(System.getProperty("project.build.directory"), "fault", "figures.txt");
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, line + System.lineSeparator(), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }
}
