package io.processmanager.view;

import io.processmanager.StepContext;
import java.time.Instant;

/**
 * A line that a step has written.
 *
 * @param at when
 * @param step the name of the step
 * @param attempt which attempt of it, from 1
 * @param stream where it was written to
 * @param text the line, without line end
 */
public record LogLine(Instant at, String step, int attempt, Stream stream, String text) {

    /** Where a line was written to. */
    public enum Stream {
        /** {@code System.out}. */
        OUT,
        /** {@code System.err}. */
        ERR,
        /** {@link StepContext#log} or a logger. */
        LOG
    }
}
