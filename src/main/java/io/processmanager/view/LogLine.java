package io.processmanager.view;

import io.processmanager.StepContext;
import java.time.Instant;

/**
 * A line that a step has written.
 *
 * @param at when it was written
 * @param step the name of the step
 * @param attempt the attempt, from 1
 * @param stream its source
 * @param text the line, without line terminator
 */
public record LogLine(Instant at, String step, int attempt, Stream stream, String text) {

    public enum Stream {
        /** {@code System.out}. */
        OUT,
        /** {@code System.err}. */
        ERR,
        /** {@link StepContext#log} or a logger. */
        LOG
    }
}
