package io.processmanager.child;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/**
 * A running program. Whoever starts it takes its output piece by piece; what is not taken makes the program wait. Once it
 * has ended, whatever it has started and left behind is ended, too.
 */
public final class Child implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Child.class.getName());

    private static final int PIECE = 8_192;
    private static final int MOST_WAITING_PIECES = 16;
    private static final int OUTPUTS = 2;
    private static final int SIGNALLED = 128;
    private static final int LAST_SIGNAL = 64;

    private final Process process;
    private final ChildMark mark;
    private final Path directory;
    private final Consumer<Child> closed;
    private final BlockingQueue<Piece> pieces = new ArrayBlockingQueue<>(MOST_WAITING_PIECES);
    private final List<Future<?>> transfers = new ArrayList<>();
    /** What was left once the program had ended. */
    private final CompletableFuture<List<ProcessHandle>> cleared;
    private int endedOutputs;

    /**
     * A piece of output.
     *
     * @param isError whether it is of the error output
     * @param bytes empty at its end
     */
    public record Piece(boolean isError, byte[] bytes) {
    }

    Child(Process process, ChildMark mark, Path directory, Optional<byte[]> input, ExecutorService threads, Consumer<Child> closed) {
        this.process = process;
        this.mark = mark;
        this.directory = directory;
        this.closed = closed;
        input.ifPresent(bytes -> transfers.add(threads.submit(() -> write(bytes))));
        transfers.add(threads.submit(() -> read(process.getInputStream(), false)));
        transfers.add(threads.submit(() -> read(process.getErrorStream(), true)));
        // What it has left behind may hold its streams open.
        cleared = process.onExit().thenApplyAsync(ended -> ChildTree.end(mark, List.of()), threads);
    }

    /** @return the next piece of either output, in the order of each; empty once both have ended */
    public Optional<Piece> next() throws InterruptedException {
        while (endedOutputs < OUTPUTS) {
            Piece piece = pieces.take();
            if (piece.bytes().length > 0) {
                return Optional.of(piece);
            }
            endedOutputs++;
        }
        return Optional.empty();
    }

    /**
     * Waits for its end.
     *
     * @return its exit code; 128 and the number of the signal that has ended it, where there are signals
     */
    public int exitCode() throws InterruptedException {
        return process.waitFor();
    }

    /** @return an exit code, for messages; a program may also end by itself with what stands for a signal */
    public static String describe(int exitCode) {
        return "exit code " + exitCode + (exitCode > SIGNALLED && exitCode <= SIGNALLED + LAST_SIGNAL ? " (as after signal " + (exitCode - SIGNALLED) + ")" : "");
    }

    /** @return its standard input, where that is not given with the command */
    public OutputStream input() {
        return process.getOutputStream();
    }

    public long pid() {
        return process.pid();
    }

    /** Ends the program and all that it has started, and removes its directory; what is left after 5 s is in the log of the server. */
    @Override
    public void close() {
        List<ProcessHandle> left = process.isAlive() ? ChildTree.end(mark, List.of(process.toHandle())) : cleared.exceptionally(noThread -> ChildTree.end(mark, List.of())).join();
        if (!left.isEmpty()) {
            LOG.log(Level.WARNING, "The processes " + left.stream().map(ProcessHandle::pid).toList() + " do not end, although they were killed");
        }
        transfers.forEach(transfer -> transfer.cancel(true));
        try {
            ChildGuard.delete(directory);
        } catch (IOException | UncheckedIOException inUse) {
            LOG.log(Level.WARNING, "The directory of a child cannot be removed: " + directory, inUse);
        }
        closed.accept(this);
    }

    /** A program may end, or close its input, without having read all of it. */
    private Void write(byte[] input) throws IOException {
        try (OutputStream stream = process.getOutputStream()) {
            stream.write(input);
        }
        return null;
    }

    private Void read(InputStream stream, boolean isError) throws InterruptedException {
        byte[] buffer = new byte[PIECE];
        try {
            for (int count = stream.read(buffer); count >= 0; count = stream.read(buffer)) {
                if (count > 0) {
                    pieces.put(new Piece(isError, Arrays.copyOf(buffer, count)));
                }
            }
        } catch (IOException closed) {
            LOG.log(Level.DEBUG, "The output of a child ends", closed);
        }
        pieces.put(new Piece(isError, new byte[0]));
        return null;
    }
}
