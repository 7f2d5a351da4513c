package io.processmanager.benchmark.result;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;

/** What the benchmark runs on, in words. */
public final class Machine {

    private static final Path PROCESSORS = Path.of("/proc/cpuinfo");

    private Machine() {
    }

    /** @return processors, memory, operating system and Java */
    public static String describe() {
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return String.format(Locale.ROOT, "%d processors (%s), %.0f GB of memory, %s, Java %s", system.getAvailableProcessors(), processor(),
                system.getTotalMemorySize() / 1e9, System.getProperty("os.name"), System.getProperty("java.version"));
    }

    /** What Linux calls it, or else its architecture. */
    private static String processor() {
        if (!Files.isReadable(PROCESSORS)) {
            return System.getProperty("os.arch");
        }
        try (Stream<String> lines = Files.lines(PROCESSORS)) {
            return lines.filter(line -> line.startsWith("model name")).findFirst().map(line -> line.substring(line.indexOf(':') + 1).trim())
                    .orElseGet(() -> System.getProperty("os.arch"));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + PROCESSORS, e);
        }
    }
}
