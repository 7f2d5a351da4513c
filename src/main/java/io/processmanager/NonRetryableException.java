package io.processmanager;

/** Thrown by a step whose failure another attempt would not change: it fails for good, whatever its {@link Retry} says. */
public class NonRetryableException extends RuntimeException {

    /** @param message what went wrong */
    public NonRetryableException(String message) {
        super(message);
    }

    /**
     * @param message what went wrong
     * @param cause why; may be null
     */
    public NonRetryableException(String message, Throwable cause) {
        super(message, cause);
    }
}
