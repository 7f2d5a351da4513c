package io.processmanager.testing;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A class in a running server, where each deployment has loaded one of its own; asked from outside by the JDK's {@code jcmd}, so that the question keeps nothing loaded. */
public final class LoadedClass {

    private final ApplicationServer server;
    private final String name;

    public LoadedClass(ApplicationServer server, String name) {
        this.server = server;
        this.name = name;
    }

    /** @return how many class loaders have it, after a full garbage collection, which unloads what nothing refers to any more */
    public long loaders() {
        jcmd("GC.run");
        return jcmd("VM.class_hierarchy", name).lines().filter(line -> line.contains(name + "/")).count();
    }

    /** Writes everything that is alive in the server into a file. */
    public void dumpHeap(Path file) {
        jcmd("GC.heap_dump", file.toAbsolutePath().toString());
    }

    private String jcmd(String... arguments) {
        List<String> command = Stream.concat(Stream.of(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(), Long.toString(server.handle().pid())),
                Stream.of(arguments)).toList();
        try {
            Process process = new ProcessBuilder(command).redirectInput(new File("/dev/null")).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new AssertionError(String.join(" ", command) + " failed with exit code " + process.exitValue() + ": " + said);
            }
            return said;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot run jcmd", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while jcmd was running", e);
        }
    }
}
