package io.processmanager.execution.remote;

import io.processmanager.capture.CapturedOutput;
import io.processmanager.child.Child;
import io.processmanager.child.ChildCommand;
import io.processmanager.child.ChildProcesses;
import io.processmanager.child.ChildSocket;
import io.processmanager.child.JsonLines;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** A Java virtual machine that executes one step after the other, each time for one attempt. */
final class ChildJvm implements AutoCloseable {

    private static final String MAIN = "io.processmanager.remote.RemoteMain";
    private static final long LONGEST_WAIT_FOR_MARKS_MILLIS = 2_000;
    /** Less than the minute after which it ends by itself. */
    private static final long LONGEST_REST_NANOS = TimeUnit.SECONDS.toNanos(50);
    /** What the child says at its end; a message has at least one field. */
    private static final JsonObject END = JsonValue.EMPTY_JSON_OBJECT;

    private final Consumer<ChildJvm> onEnd;
    private final int memory;
    private final Child child;
    private final ChildSocket socket;
    private final ChildOutputPump pump;
    private final BlockingQueue<JsonObject> messages = new LinkedBlockingQueue<>();
    private volatile JsonLines connection;
    private volatile boolean isEnded;
    private long restingSince = System.nanoTime();

    /** Receives what the step says while it is executed. */
    interface Listener {
        void said(JsonObject message) throws InterruptedException;
    }

    private ChildJvm(int memory, Child child, ChildSocket socket, Consumer<ChildJvm> onEnd) {
        this.onEnd = onEnd;
        this.memory = memory;
        this.child = child;
        this.socket = socket;
        this.pump = new ChildOutputPump(child);
    }

    /**
     * @param memory its heap in MiB
     * @param onEnd told once it has ended, on a thread of its own
     * @throws IOException if it cannot be started
     */
    static ChildJvm start(ChildProcesses children, String classPath, int memory, Consumer<ChildJvm> onEnd) throws IOException {
        Path path = children.socket();
        ChildSocket socket = new ChildSocket(path);
        Child child;
        try {
            child = children.start(new ChildCommand(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx" + memory + "m", "-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError",
                    "-Dfile.encoding=" + Charset.defaultCharset().name(), "-cp", classPath, MAIN, path.toString()), Map.of(), Optional.of(new byte[0])));
        } catch (IOException notStarted) {
            socket.close();
            throw notStarted;
        }
        ChildJvm started = new ChildJvm(memory, child, socket, onEnd);
        children.threads().execute(started::pump);
        children.threads().execute(started::read);
        return started;
    }

    int memory() {
        return memory;
    }

    /** It has nothing to do from now on. */
    void rest() {
        restingSince = System.nanoTime();
    }

    /** @return whether it can take another step: it has not ended, and will not end in this moment because nobody needs it */
    boolean isUsable() {
        return !isEnded && System.nanoTime() - restingSince < LONGEST_REST_NANOS;
    }

    private void pump() {
        pump.run();
        isEnded = true;
        try {
            // Whoever waits for its connection waits in vain.
            socket.close();
        } catch (IOException closed) {
            // It was to be closed.
            isEnded = true;
        }
        onEnd.accept(this);
    }

    private void read() {
        try (JsonLines lines = socket.accept()) {
            connection = lines;
            for (Optional<JsonObject> message = lines.next(); message.isPresent(); message = lines.next()) {
                messages.add(message.get());
            }
        } catch (IOException | RuntimeException broken) {
            // It has died, or was ended, or answers with what is no message: whoever waits for an answer is told so.
            ProcessHandle.of(child.pid()).ifPresent(ProcessHandle::destroyForcibly);
        } finally {
            isEnded = true;
            messages.add(END);
        }
    }

    /**
     * Executes a step.
     *
     * @param request what to execute
     * @param output takes what it prints
     * @param listener takes what it says, on this thread
     * @return its last message: the result or the error
     * @throws LostChildException if the child ends without one
     * @throws InterruptedException if interrupted; the child is told to stop, and is to be closed
     */
    JsonObject execute(JsonObject request, CapturedOutput output, Listener listener, long graceMillis) throws LostChildException, InterruptedException {
        try {
            byte[] mark = ("\0" + UUID.randomUUID() + "\0").getBytes(StandardCharsets.US_ASCII);
            pump.begin(output, mark);
            take(listener, message -> message.containsKey("ready"));
            send(Messages.withMark(request, new String(mark, StandardCharsets.US_ASCII)));
            JsonObject answer = take(listener, message -> message.containsKey("result") || message.containsKey("error"));
            pump.awaitMarks(LONGEST_WAIT_FOR_MARKS_MILLIS);
            return answer;
        } catch (InterruptedException stopped) {
            stop(graceMillis);
            throw stopped;
        }
    }

    private JsonObject take(Listener listener, Predicate<JsonObject> isLast) throws LostChildException, InterruptedException {
        for (JsonObject message = messages.take(); message != END; message = messages.take()) {
            if (isLast.test(message)) {
                return message;
            }
            listener.said(message);
        }
        throw lost();
    }

    /** @throws LostChildException if it has ended */
    void send(JsonObject message) throws LostChildException, InterruptedException {
        try {
            connection.send(message);
        } catch (IOException broken) {
            throw lost();
        }
    }

    private LostChildException lost() throws InterruptedException {
        int code = child.exitCode();
        pump.awaitMarks(LONGEST_WAIT_FOR_MARKS_MILLIS);
        return new LostChildException("The Java virtual machine of the step has ended in the middle of it, with " + Child.describe(code)
                + pump.last().map(last -> "; its last output: " + last).orElse(""), code);
    }

    /** Gives the step the time to see that it is to stop. */
    private void stop(long graceMillis) {
        try {
            if (connection != null && !isEnded) {
                connection.send(Messages.STOP);
                long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(graceMillis);
                JsonObject message = JsonValue.EMPTY_JSON_OBJECT;
                do {
                    message = messages.poll(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
                } while (message != null && message != END && !message.containsKey("result") && !message.containsKey("error"));
            }
        } catch (IOException ended) {
            isEnded = true;
        } catch (InterruptedException again) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends it with all that it has started. */
    @Override
    public void close() {
        isEnded = true;
        try {
            socket.close();
            if (connection != null) {
                connection.close();
            }
        } catch (IOException closed) {
            isEnded = true;
        }
        child.close();
    }
}
