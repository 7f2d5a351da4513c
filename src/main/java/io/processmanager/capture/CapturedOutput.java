package io.processmanager.capture;

import io.processmanager.configuration.Setting;
import io.processmanager.view.LogLine.Stream;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;

/**
 * The output of one attempt, split into storable lines: at most 4,000 characters each, without line ends and NUL (which
 * PostgreSQL rejects), and limited in number. Thread-safe; the sink receives one line at a time.
 *
 * <p>Ignores everything after {@link #close()}, so that an abandoned step cannot write to its process's log.
 */
public final class CapturedOutput implements AutoCloseable {

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Stream, CapturedOutputLine> unfinished = new EnumMap<>(Stream.class);
    private final BiConsumer<Stream, String> sink;
    private final int mostLines;
    private long lines;
    private long told;
    private boolean closed;

    /**
     * @param sink receives the lines, on the writing thread; its own output is not captured
     * @param mostLines maximum number of lines; up to two more state that and how many are missing
     */
    public CapturedOutput(BiConsumer<Stream, String> sink, int mostLines) {
        this.sink = sink;
        this.mostLines = mostLines;
        for (Stream stream : Stream.values()) {
            unfinished.put(stream, new CapturedOutputLine(line -> keep(stream, line)));
        }
    }

    /**
     * Adds a complete text, split at line ends.
     *
     * @param stream origin of the text
     * @param text with or without line end; null is written as "null"
     */
    public void line(Stream stream, String text) {
        exclusively(() -> {
            CapturedOutputLine whole = new CapturedOutputLine(line -> keep(stream, line));
            String written = String.valueOf(text);
            whole.append(written);
            if (written.isEmpty() || !whole.isEmpty()) {
                whole.end();
            }
        });
    }

    /** Adds text that may end within a line. */
    void append(Stream stream, CharSequence text) {
        exclusively(() -> unfinished.get(stream).append(text));
    }

    /** Adds bytes in the platform charset that may end within a character. */
    void append(Stream stream, byte[] bytes, int offset, int length) {
        exclusively(() -> unfinished.get(stream).append(bytes, offset, length));
    }

    /** Completes unfinished lines. */
    void endLines() {
        exclusively(() -> {
            unfinished.values().stream().filter(line -> !line.isEmpty()).forEach(CapturedOutputLine::end);
            if (lines > mostLines && lines != told) {
                told = lines;
                sink.accept(Stream.LOG, "The attempt has written " + lines + " lines, of which the last " + (lines - mostLines) + " were not kept");
            }
        });
    }

    /** Completes unfinished lines and closes the output. */
    @Override
    public void close() {
        endLines();
        exclusively(() -> closed = true);
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

    private void keep(Stream stream, String line) {
        lines++;
        if (lines <= mostLines) {
            sink.accept(stream, line);
        } else if (lines == mostLines + 1) {
            sink.accept(Stream.LOG, "The log of this attempt ends here, after " + mostLines + " lines; for more raise the setting "
                    + Setting.MAX_LOG_LINES.key());
        }
    }
}
