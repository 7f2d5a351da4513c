package io.processmanager.capture;

import io.processmanager.view.LogLine.Stream;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The entrance to an attempt's output: lets one thread in at a time, decodes bytes, and hands the text over in slices
 * of bounded size. Thread-safe.
 *
 * <p>Ignores everything after {@link #close()}, so that threads which outlive the attempt cannot write to its log.
 */
public final class CapturedOutput implements AutoCloseable {

    /** The sink's lock is free between two slices. */
    private static final int SLICE = 65_536;

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Stream, DecodedBytes> decoders = new EnumMap<>(Stream.class);
    private final OutputSink sink;
    private boolean closed;

    public CapturedOutput(OutputSink sink) {
        this.sink = sink;
    }

    /**
     * Adds a complete text, split at line ends.
     *
     * @param stream origin of the text
     * @param text with or without line end; null is written as "null"
     */
    public void line(Stream stream, String text) {
        exclusively(() -> sink.line(stream, String.valueOf(text)));
    }

    /** Adds text that may end within a line. */
    void append(Stream stream, String text) {
        exclusively(() -> print(stream, text));
    }

    /** Adds text and a line end. */
    void appendLine(Stream stream, String text) {
        exclusively(() -> {
            print(stream, text);
            sink.printed(stream, "\n");
        });
    }

    /** Adds bytes in the platform charset that may end within a character. */
    public void append(Stream stream, byte[] bytes, int offset, int length) {
        exclusively(() -> decoders.computeIfAbsent(stream, of -> new DecodedBytes(text -> sink.printed(of, text))).add(bytes, offset, length));
    }

    private void print(Stream stream, String text) {
        if (!decoders.isEmpty()) {
            endBytes(stream);
        }
        if (text.length() <= SLICE) {
            sink.printed(stream, text);
            return;
        }
        for (int from = 0; from < text.length(); from += SLICE) {
            sink.printed(stream, text.substring(from, Math.min(text.length(), from + SLICE)));
        }
    }

    /** A character that was begun in bytes is not continued by text. */
    private void endBytes(Stream stream) {
        DecodedBytes decoder = decoders.get(stream);
        if (decoder != null) {
            decoder.end();
        }
    }

    @Override
    public void close() {
        exclusively(() -> {
            decoders.values().forEach(DecodedBytes::end);
            closed = true;
        });
    }

    /** The sink runs under the lock. A reentrant call is its own output, which would recurse endlessly. */
    private void exclusively(Runnable action) {
        if (lock.isHeldByCurrentThread()) {
            return;
        }
        lock.lock();
        try {
            if (!closed) {
                action.run();
            }
        } finally {
            lock.unlock();
        }
    }
}
