package io.processmanager.capture;

import io.processmanager.configuration.Setting;
import io.processmanager.view.LogLine.Stream;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;

/**
 * What one attempt of a step writes, cut into lines that can be stored: without line ends and NUL characters (which PostgreSQL does not
 * take), none longer than 4,000 characters, and not more of them than allowed. Safe to use from several threads; the sink gets one line
 * at a time.
 *
 * <p>After {@link #close()} it takes nothing any more, so that a step that was given up cannot write into the log of a process that has
 * gone on without it.
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
     * @param sink takes the lines, on the thread that has written them; whatever it prints or logs itself is not captured
     * @param mostLines how many lines are kept; two more then say that the rest is missing, and how much that is
     */
    public CapturedOutput(BiConsumer<Stream, String> sink, int mostLines) {
        this.sink = sink;
        this.mostLines = mostLines;
        for (Stream stream : Stream.values()) {
            unfinished.put(stream, new CapturedOutputLine(line -> keep(stream, line)));
        }
    }

    /**
     * Adds a text that is complete, like a line of a log. It is cut into several lines if it has several.
     *
     * @param stream where it was written to
     * @param text the text, with or without a line end; null is taken as "null"
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

    /**
     * Adds a text that may end amid a line.
     *
     * @param stream where it was written to
     * @param text the text
     */
    void append(Stream stream, CharSequence text) {
        exclusively(() -> unfinished.get(stream).append(text));
    }

    /**
     * Adds bytes in the platform's charset, which may end amid a character.
     *
     * @param stream where they were written to
     * @param bytes holds the bytes
     * @param offset where they begin
     * @param length how many there are
     */
    void append(Stream stream, byte[] bytes, int offset, int length) {
        exclusively(() -> unfinished.get(stream).append(bytes, offset, length));
    }

    /** Takes lines that were begun for complete, since nothing more is to come. */
    void endLines() {
        exclusively(() -> {
            unfinished.values().stream().filter(line -> !line.isEmpty()).forEach(CapturedOutputLine::end);
            if (lines > mostLines && lines != told) {
                told = lines;
                sink.accept(Stream.LOG, "The attempt has written " + lines + " lines, of which the last " + (lines - mostLines) + " were not kept");
            }
        });
    }

    /** Keeps what is there, also lines that were only begun, and takes nothing more. */
    @Override
    public void close() {
        endLines();
        exclusively(() -> closed = true);
    }

    /** The sink runs under the lock, too: what arrives from a thread that already holds it was written by the sink and would go on forever. */
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
