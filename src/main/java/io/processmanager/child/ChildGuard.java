package io.processmanager.child;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * The main class of a small Java virtual machine beside the server. Its standard input ends when the server does, in
 * whatever way; then it ends all children of the server and removes their directories. It is told of each child by a
 * line, {@code +pid} at its beginning and {@code -pid} at its end.
 */
public final class ChildGuard {

    private ChildGuard() {
    }

    /** @param arguments how the mark of all children begins, and the directory to be removed */
    public static void main(String[] arguments) throws IOException {
        // It must outlive the server, and ends with it anyway.
        for (String signal : new String[] {"INT", "TERM", "HUP"}) {
            ignore(signal);
        }
        Map<String, ProcessHandle> children = new HashMap<>();
        try (BufferedReader server = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII))) {
            for (String line = server.readLine(); line != null; line = server.readLine()) {
                String pid = line.substring(1);
                if (line.charAt(0) == '-') {
                    children.remove(pid);
                } else {
                    Optional<ProcessHandle> child = ProcessHandle.of(Long.parseLong(pid));
                    child.ifPresent(process -> children.put(pid, process));
                }
            }
        } finally {
            ChildTree.end(new ChildMark(arguments[0]), children.values());
            delete(Path.of(arguments[1]));
        }
    }

    private static void ignore(String signal) {
        try {
            Signal.handle(new Signal(signal), SignalHandler.SIG_IGN);
        } catch (IllegalArgumentException unknownHere) {
            System.err.println("This system has no signal " + signal);
        }
    }

    static void delete(Path directory) throws IOException {
        if (Files.notExists(directory)) {
            return;
        }
        try (Stream<Path> all = Files.walk(directory)) {
            all.sorted(Comparator.reverseOrder()).forEach(path -> {
                try {
                    Files.deleteIfExists(path);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }
}
