package io.processmanager;

import java.time.Duration;
import java.util.Optional;

/** Fails a step with an error code that look-ups show. */
public class StepException extends Exception {

    private final int code;
    private Duration retryAfter;

    /**
     * @param code the error code
     * @param message what went wrong
     */
    public StepException(int code, String message) {
        this(code, message, null);
    }

    /**
     * @param code the error code
     * @param message what went wrong
     * @param cause the cause; may be null
     */
    public StepException(int code, String message, Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    /** @return the error code */
    public int code() {
        return code;
    }

    /**
     * @param time when another attempt is worthwhile, as a server has said; observed within the ceiling of the step's
     *         {@link Retry}; null for no such time
     * @return this
     */
    public final StepException retryAfter(Duration time) {
        retryAfter = time;
        return this;
    }

    /** @return when another attempt is worthwhile; empty if that is not known */
    public final Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
