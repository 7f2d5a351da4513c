package io.processmanager;

import java.time.Duration;

/**
 * Thrown by a step that wants its next attempt after a time of its own, instead of that of its {@link Retry}. The attempt
 * counts as failed like any other: without a retry left, the step fails.
 */
public class RetryLaterException extends RuntimeException {

    private final Duration after;

    /**
     * @param after how long to wait, 0 to 7 days; a longer time counts as 7 days
     * @param message why
     */
    public RetryLaterException(Duration after, String message) {
        this(after, message, null);
    }

    /**
     * @param after how long to wait, 0 to 7 days; a longer time counts as 7 days
     * @param message why
     * @param cause the failure; may be null
     * @throws IllegalArgumentException if the time is negative
     */
    public RetryLaterException(Duration after, String message, Throwable cause) {
        super(message, cause);
        if (after.isNegative()) {
            throw new IllegalArgumentException("A step cannot be retried " + after + " later; give a time that is not negative");
        }
        this.after = after;
    }

    /** @return how long to wait */
    public final Duration after() {
        return after;
    }
}
