package io.processmanager.benchmark.system;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** The options of every measured JVM, be it that of a server or of a peer. */
final class JvmOptions {

    private static final List<String> MEMORY = List.of("-Xms64m", "-Xmx768m");

    private JvmOptions() {
    }

    /** @return the memory, and what the system property {@code benchmark.jvm.options} adds, such as a flight recording */
    static List<String> all() {
        String more = System.getProperty("benchmark.jvm.options", "").trim();
        return Stream.concat(MEMORY.stream(), Arrays.stream(more.split("\\s+")).filter(option -> !option.isEmpty())).toList();
    }
}
