package io.processmanager.child;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The server's side of the {@link ChildGuard}: starts it, and tells it of children. */
final class GuardProcess {

    /** It has little to do: 35 MB of resident memory with Java 17. */
    private static final List<String> OPTIONS = List.of("-Xms4m", "-Xmx32m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData", "-Xshare:auto");
    private static final List<Class<?>> CLASSES = List.of(ChildGuard.class, ChildTree.class, ChildMark.class);

    private final Process process;

    /**
     * @param owner how the mark of all children begins
     * @param directory what it removes at its end; its own classes are put there
     */
    GuardProcess(String owner, Path directory) throws IOException {
        Path classes = directory.resolve("guard");
        for (Class<?> type : CLASSES) {
            copy(type, classes);
        }
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<String> command = new ArrayList<>(List.of(java));
        command.addAll(OPTIONS);
        command.addAll(List.of("-cp", classes.toString(), ChildGuard.class.getName(), owner, directory.toString()));
        ProcessBuilder builder = new ProcessBuilder(command).redirectOutput(ProcessBuilder.Redirect.DISCARD).redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().clear();
        process = builder.start();
    }

    private static void copy(Class<?> type, Path classes) throws IOException {
        String name = type.getName().replace('.', '/') + ".class";
        Path file = classes.resolve(name);
        Files.createDirectories(file.getParent());
        try (InputStream bytes = type.getClassLoader().getResourceAsStream(name)) {
            if (Files.notExists(file)) {
                Files.copy(bytes, file);
            }
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    void begun(long pid) throws IOException {
        tell("+" + pid);
    }

    void ended(long pid) throws IOException {
        tell("-" + pid);
    }

    private synchronized void tell(String line) throws IOException {
        OutputStream guard = process.getOutputStream();
        guard.write((line + "\n").getBytes(StandardCharsets.US_ASCII));
        guard.flush();
    }

    /** Lets it end what is left, and end itself. */
    void close() throws IOException {
        process.getOutputStream().close();
    }
}
