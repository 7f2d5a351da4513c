package io.processmanager.faultsteps;

import io.processmanager.StepContext;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Says in a file outside what a step does: a line before its work and one after it, or when it was stopped. Each is appended in one write, so that lines of several servers never mix
 * and a killed server leaves whole ones.
 */
final class Trace {

    private final Path file;
    private final StepContext context;
    private final int number;
    private final long begin = System.currentTimeMillis();

    private Trace(String file, StepContext context, int number) throws IOException {
        this.file = Path.of(file);
        this.context = context;
        this.number = number;
        append("begin", 0);
    }

    static Trace begin(String file, StepContext context) throws IOException {
        return new Trace(file, context, context.attempt());
    }

    /** With the number of the item in place of that of the attempt. */
    static Trace beginItem(String file, StepContext context, int index) throws IOException {
        return new Trace(file, context, index);
    }

    /** What the step does: nothing, for a while. */
    void work(long millis) throws IOException, InterruptedException {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException stopped) {
            append("stopped", System.currentTimeMillis());
            throw stopped;
        }
    }

    void end() throws IOException {
        append("end", System.currentTimeMillis());
    }

    private void append(String what, long end) throws IOException {
        String line = String.join(" ", what, context.pid().orElse("-"), context.stepName(), Integer.toString(number), Long.toString(begin),
                Long.toString(end), System.getProperty("process-manager.node", "-")) + "\n";
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
            channel.write(ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8)));
        }
    }
}
