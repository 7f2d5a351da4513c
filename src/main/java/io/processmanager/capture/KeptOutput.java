package io.processmanager.capture;

import io.processmanager.view.LogLine;
import io.processmanager.view.LogLine.Part;
import io.processmanager.view.LogLine.Stream;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The output of one attempt on its way to the store, in bounded memory: the first half of what the limits allow is
 * pending as it comes, the last half when the attempt ends, with a mark for what is missing between. Not thread-safe.
 */
public final class KeptOutput {

    /**
     * Limits for all streams of an attempt together.
     *
     * @param lines the maximum number of lines, or pieces of lines
     * @param bytes the maximum size in UTF-8
     */
    public record Limits(int lines, int bytes) {
    }

    private final String step;
    private final int attempt;
    private final Clock clock;
    private final Limits limits;
    private final Map<Stream, OpenLine> open = new EnumMap<>(Stream.class);
    private final Deque<LogLine> pending = new ArrayDeque<>();
    private int characters;
    private int headLines;
    private int headBytes;
    /** Null until the first half is full. */
    private OutputTail tail;
    private boolean ended;

    /** @param clock tells when a line was written */
    public KeptOutput(String step, int attempt, Clock clock, Limits limits) {
        this.step = step;
        this.attempt = attempt;
        this.clock = clock;
        this.limits = limits;
    }

    /** Adds text that may end within a line. */
    public void printed(Stream stream, CharSequence text) {
        open.computeIfAbsent(stream, of -> new OpenLine((line, part) -> take(of, line, part))).append(text);
    }

    /** Adds complete lines, at least one. */
    public void line(Stream stream, String text) {
        OpenLine whole = new OpenLine((line, part) -> take(stream, line, part));
        whole.append(text);
        if (text.isEmpty() || !whole.isEmpty()) {
            whole.end();
        }
    }

    private void take(Stream stream, String text, Part part) {
        LogLine line = new LogLine(clock.instant(), step, attempt, stream, text, part);
        int bytes = line.bytes();
        if (tail == null && headLines < limits.lines() / 2 && headBytes + bytes <= limits.bytes() / 2) {
            headLines++;
            headBytes += bytes;
            pend(line);
        } else {
            if (tail == null) {
                tail = new OutputTail(limits.lines() - limits.lines() / 2, limits.bytes() - limits.bytes() / 2);
            }
            tail.add(line);
        }
    }

    private void pend(LogLine line) {
        pending.add(line);
        characters += line.text().length();
    }

    /** Makes text pending that has waited for its line end for so long. */
    public void passOpenLines(long nanos) {
        open.values().forEach(line -> line.passIfOlderThan(nanos));
    }

    /** Makes the rest pending; idempotent. */
    public void end() {
        if (!ended) {
            ended = true;
            open.values().forEach(OpenLine::close);
            if (tail != null) {
                tail.withGaps(step, attempt).forEach(this::pend);
            }
        }
    }

    /** @return the number of pending lines */
    public int lines() {
        return pending.size();
    }

    /** @return the characters of the pending lines */
    public int characters() {
        return characters;
    }

    /** @return the pending lines, which stay pending */
    public List<LogLine> all() {
        return List.copyOf(pending);
    }

    /**
     * @param mostLines the maximum number
     * @param mostCharacters the size at which the part ends
     * @return the next pending lines, which are no longer pending
     */
    public List<LogLine> next(int mostLines, int mostCharacters) {
        List<LogLine> part = new ArrayList<>();
        int length = 0;
        while (!pending.isEmpty() && part.size() < mostLines && length < mostCharacters) {
            LogLine line = pending.remove();
            length += line.text().length();
            part.add(line);
        }
        characters -= length;
        return part;
    }
}
