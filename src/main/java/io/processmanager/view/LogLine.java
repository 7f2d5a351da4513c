package io.processmanager.view;

import io.processmanager.StepContext;
import io.processmanager.text.EncodedLength;
import java.time.Instant;

/**
 * What a step has written: a line, or a part of a line that is long or was written in parts.
 *
 * @param at when it was written
 * @param step the name of the step
 * @param attempt the attempt, from 1
 * @param stream its source
 * @param text the text, without line terminator
 * @param part whether the line ends here
 */
public record LogLine(Instant at, String step, int attempt, Stream stream, String text, Part part) {

    public enum Stream {
        /** {@code System.out}. */
        OUT,
        /** {@code System.err}. */
        ERR,
        /** {@link StepContext#log} or a logger. */
        LOG
    }

    public enum Part {
        /** The line ends here. */
        LINE,
        /** The next part of the same attempt and stream, if any, continues the line. */
        PIECE,
        /** States how many bytes of the attempt's output are missing here. */
        GAP
    }

    /** A whole line. */
    public LogLine(Instant at, String step, int attempt, Stream stream, String text) {
        this(at, step, attempt, stream, text, Part.LINE);
    }

    /** @return its share of the attempt's output in UTF-8, including the line end unless it is a piece */
    public int bytes() {
        return (int) EncodedLength.inUtf8(text) + (part == Part.PIECE ? 0 : 1);
    }
}
