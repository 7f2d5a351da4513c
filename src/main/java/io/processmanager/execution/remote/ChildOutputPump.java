package io.processmanager.execution.remote;

import io.processmanager.capture.CapturedOutput;
import io.processmanager.child.Child;
import io.processmanager.view.LogLine.Stream;
import java.nio.charset.Charset;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Hands what a child prints to the attempt that it executes. The child prints a mark of the attempt to both streams once
 * the step has ended: what comes before it belongs to the attempt. Has a thread of its own.
 */
final class ChildOutputPump implements Runnable {

    private static final int LAST_CHARACTERS = 1_000;

    private final Child child;
    private final Map<Stream, MarkedStream> streams = new EnumMap<>(Stream.class);
    private final StringBuilder last = new StringBuilder();
    private CapturedOutput output;
    private CountDownLatch marks = new CountDownLatch(0);

    ChildOutputPump(Child child) {
        this.child = child;
        streams.put(Stream.OUT, new MarkedStream());
        streams.put(Stream.ERR, new MarkedStream());
    }

    /** What comes from now on belongs to an attempt, up to the mark. */
    synchronized void begin(CapturedOutput attempt, byte[] mark) {
        output = attempt;
        marks = new CountDownLatch(streams.size());
        streams.values().forEach(stream -> stream.expect(mark));
        last.setLength(0);
    }

    /** @return whether the marks have come in time */
    boolean awaitMarks(long millis) throws InterruptedException {
        CountDownLatch awaited;
        synchronized (this) {
            awaited = marks;
        }
        return awaited.await(millis, TimeUnit.MILLISECONDS);
    }

    /** @return what was printed last, on one line; empty if nothing was */
    synchronized Optional<String> last() {
        return Optional.of(last.toString().strip().replaceAll("\\s*\\R\\s*", " | ")).filter(text -> !text.isEmpty());
    }

    @Override
    public void run() {
        try {
            for (Optional<Child.Piece> piece = child.next(); piece.isPresent(); piece = child.next()) {
                take(piece.get().isError() ? Stream.ERR : Stream.OUT, piece.get().bytes());
            }
            streams.forEach((stream, marked) -> print(stream, marked.rest()));
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        } finally {
            // The child has ended: nothing more comes.
            while (marks.getCount() > 0) {
                marks.countDown();
            }
        }
    }

    private synchronized void take(Stream stream, byte[] bytes) {
        MarkedStream marked = streams.get(stream);
        print(stream, marked.add(bytes));
        if (marked.takeMark()) {
            marks.countDown();
        }
    }

    private synchronized void print(Stream stream, byte[] bytes) {
        if (bytes.length > 0 && output != null) {
            output.append(stream, bytes, 0, bytes.length);
            last.append(new String(bytes, Charset.defaultCharset()));
            last.delete(0, Math.max(0, last.length() - LAST_CHARACTERS));
        }
    }
}
