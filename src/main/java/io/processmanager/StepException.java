package io.processmanager;

/** Fails a step with an error code that look-ups show. */
public class StepException extends Exception {

    private final int code;

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
}
