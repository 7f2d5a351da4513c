package io.processmanager;

/** For steps that wish to fail with an error code that whoever looks the process up can tell apart. */
public class StepException extends Exception {

    private final int code;

    /**
     * @param code the code
     * @param message what went wrong
     */
    public StepException(int code, String message) {
        this(code, message, null);
    }

    /**
     * @param code the code
     * @param message what went wrong
     * @param cause why; may be null
     */
    public StepException(int code, String message, Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    /** @return the code, as the record of the process shows it */
    public int code() {
        return code;
    }
}
